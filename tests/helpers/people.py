"""A course folder with an exchange beside it, in which three people whose ids are alike have left traces."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from handed_in import NAME, course_folder, nbgrader, submission
from knowshow.grading import bulk
from knowshow.grading.bulk import GradingOptions
from knowshow.reading.marks import Mark, MarksFile, now

if TYPE_CHECKING:
    from pathlib import Path

LEARNERS = ("ann", "anna", "ann.b")
SECRET = "s3cr3t" * 8


def words(learner: str) -> str:
    """Return what a learner wrote, which stands nowhere else."""
    return f"Dear Ms Okello, these are the words of {learner.replace('.', '-')}-zq."


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course folder and its exchange, graded, read and released."""
    base = tmp_path_factory.mktemp("people")
    exercise = course_folder(base / "course")
    connect(base)
    for learner in LEARNERS:
        folder = submission(exercise, learner, {"letter": words(learner)})
        (folder / "submission_secret.txt").write_text(SECRET + learner)
    done = nbgrader(base / "course", f"generate_assignment {NAME}")
    assert done.returncode == 0, done.stderr
    assert bulk.run(base / "course", NAME, GradingOptions(1)).graded == len(LEARNERS)
    done = nbgrader(
        base / "course", f"release_assignment {NAME}", f"generate_feedback {NAME}", f"release_feedback {NAME}"
    )
    assert done.returncode == 0, done.stderr
    for learner in LEARNERS:
        send(base, learner)
        mark(base / "course", learner)
    return base


@pytest.fixture
def base(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of both, for one test, which stands in the course folder."""
    base = shutil.copytree(released, tmp_path / "site")
    connect(base)
    monkeypatch.chdir(base / "course")
    return base


def connect(base: Path) -> None:
    """Let nbgrader's settings name the exchange; here all files have one owner."""
    (base / "exchange").mkdir(exist_ok=True)
    (base / "exchange").chmod(0o777)
    path = base / "course" / "nbgrader_config.json"
    settings = json.loads(path.read_text("utf-8"))
    settings.setdefault("Exchange", {})["root"] = str(base / "exchange")
    settings.setdefault("ExchangeCollect", {})["check_owner"] = False
    settings.setdefault("Collect", {})["check_owner"] = False
    path.write_text(json.dumps(settings), "utf-8")


def send(base: Path, learner: str, day: int = 19) -> Path:
    """Hand in once more by the exchange; return the folder there."""
    name = f"{learner}+{NAME}+2026-11-{day} 10:00:00.000000 UTC+abcdefghijkl"
    folder = base / "exchange" / "know-and-show" / "inbound" / name
    shutil.copytree(base / "course" / "submitted" / learner / NAME, folder)
    return folder


def mark(root: Path, learner: str, reader: str = "marta") -> None:
    """Let a reader mark what a learner wrote."""
    given = Mark(
        learner=learner,
        text="t" * 24,
        scheme="s" * 24,
        levels={"facts": 1, "person": 0},
        comment=f"Well said, {words(learner)}",
        time=now(),
    )
    MarksFile(root / ".knowshow" / "reading" / NAME / "letter" / f"{reader}.jsonl").add(given, 0o600)
