"""A small course folder that several tests of grading share."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from handed_in import LEARNERS, NAME, course_folder, nbgrader, submission
from knowshow.grading import bulk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests with several workers use them for a few hundred submissions."""
    monkeypatch.setattr(bulk, "ALONE", 200)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with two submissions and a gradebook that holds nobody's grades yet."""
    root = tmp_path_factory.mktemp("trouble")
    exercise = course_folder(root)
    for learner in LEARNERS:
        submission(exercise, learner, {"days": 30, "letter": "Dear Amara"})
    done = nbgrader(root, f"generate_assignment {NAME}")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def here(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, as working folder."""
    root = tmp_path / "course"
    shutil.copytree(prepared, root)
    monkeypatch.chdir(root)
    return root
