"""A course folder whose submissions are graded, with written answers that wait for a person."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from handed_in import NAME, course_folder, nbgrader, submission
from knowshow.grading import bulk
from knowshow.grading.bulk import GradingOptions

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = """    samples:
      - answer: We are sorry for any inconvenience.
        levels: {facts: 0, person: 0}
        why: It says nothing of what happened, and speaks to nobody.
      - answer: Dear Ms Okello, on 3 May we closed your account by mistake. Ring me.
        levels: {facts: 1, person: 1}
        why: What happened, without why. It is addressed to her.
"""
TEXTS = {f"learner-{place}": f"Dear Ms Okello, this is letter {place}." for place in range(12)}


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve who wrote, and one who left the question blank."""
    root = tmp_path_factory.mktemp("reading")
    exercise = course_folder(root)
    key = root / "solutions" / f"{NAME}.key.yaml"
    key.write_text(key.read_text("utf-8").rstrip() + "\n" + SAMPLES, "utf-8")
    for learner, text in TEXTS.items():
        submission(exercise, learner, {"letter": text})
    submission(exercise, "blank", {})
    done = nbgrader(root, f"generate_assignment {NAME}")
    assert done.returncode == 0, done.stderr
    assert bulk.run(root, NAME, GradingOptions(1)).graded == len(TEXTS) + 1
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    """The graded folder, for one test."""
    return shutil.copytree(graded, tmp_path / "course")
