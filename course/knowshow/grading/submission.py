"""What a learner handed in: a folder from a stranger, looked at before anything is made of it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from knowshow import responses
from knowshow.grading import harmless
from knowshow.grading.course import NOTEBOOK
from knowshow.responses import RefusedError, Responses
from knowshow.text import say

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.grading.course import Exercise
    from knowshow.items import Value

TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # noqa: S105 - a file name, after which nbgrader names released feedback
_LONGEST_STAMP = 100
_LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Submission:
    """One learner's answers to one assignment. `problems` names answers that were left out, and why."""

    learner: str
    timestamp: datetime | None
    values: dict[str, Value]
    problems: tuple[str, ...] = ()


def read(folder: Path, learner: str, exercise: Exercise) -> Submission:
    """The submission in a folder; one without `responses.json` is blank.

    Raises:
        RefusedError: it cannot be graded; the text is the reason in one line.
    """
    if not harmless.learner(learner):
        raise RefusedError(say("grading", "bad_learner"))
    if not stat.S_ISDIR(_mode(folder)) or stat.S_ISLNK(_mode(folder.parent)):
        raise RefusedError(say("grading", "bad_link"))
    notebook = f"{NOTEBOOK}.ipynb"
    if not stat.S_ISREG(_mode(folder / notebook)):
        raise RefusedError(say("grading", "bad_notebook", name=notebook))
    stamp = timestamp(folder / TIMESTAMP)
    found = responses.load(folder / responses.NAME, exercise.assignment)
    found = found or Responses(exercise.name, exercise.assignment.edition)
    return Submission(learner, stamp, found.values, tuple(harmless.shown(p) for p in found.problems))


def carried(folder: Path) -> dict[str, bytes]:
    """Nbgrader's own notes in a folder, which travel on to the autograded copy and the feedback."""
    found = {}
    for name in (TIMESTAMP, SECRET):
        path = folder / name
        if stat.S_ISREG(_mode(path)) and path.lstat().st_size <= _LONGEST_NOTE:
            found[name] = path.read_bytes()
    return found


def timestamp(path: Path) -> datetime | None:
    """When it was handed in, UTC without a zone as nbgrader keeps it; None where nobody noted it.

    Raises:
        RefusedError: the file is no plain file, or holds no date.
    """
    mode = _mode(path)
    if not mode:
        return None
    try:
        if not stat.S_ISREG(mode) or path.lstat().st_size > _LONGEST_STAMP:
            raise ValueError  # noqa: TRY301 - one way out for everything that is no date
        return _utc(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise RefusedError(say("grading", "bad_timestamp")) from None


def _utc(text: str) -> datetime | None:
    """A date as nbgrader's exchange and its collectors write it."""
    if not text:
        return None
    found = datetime.fromisoformat(text.removesuffix(" UTC"))
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


def _mode(path: Path) -> int:
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0
