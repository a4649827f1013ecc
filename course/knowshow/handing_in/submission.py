"""Read what a learner handed in: a stranger's folder, checked before anything uses it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.exercises import responses
from knowshow.exercises.course_folder import NOTEBOOK
from knowshow.exercises.responses import RefusedError, Responses
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Value

TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # noqa: S105 - a file name, after which nbgrader names released feedback
_NOTEBOOK = f"{NOTEBOOK}.ipynb"
_LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Submission:
    """One learner's answers to one assignment.

    `problems` names answers that were left out, and why; `notes` are the files of nbgrader's beside them.
    """

    learner: str
    timestamp: datetime | None
    values: dict[str, Value]
    problems: tuple[str, ...] = ()
    notes: dict[str, bytes] = field(default_factory=dict)


def read(folder: Path | str, learner: str, exercise: Exercise) -> Submission:
    """Read the submission in a folder; one without `responses.json` is blank.

    Paths are strings, not `Path` objects, for speed: bulk grading calls this once per submission.

    Raises:
        RefusedError: it cannot be graded; the text is the reason in one line.
    """
    path = str(folder)
    if not sanitize.is_learner_id(learner):
        raise RefusedError(say("grading", "bad_learner"))
    if not stat.S_ISDIR(_get_mode(path)) or not stat.S_ISDIR(_get_mode(os.path.dirname(path))):  # noqa: PTH120
        raise RefusedError(say("grading", "bad_link"))
    if not stat.S_ISREG(_get_mode(f"{path}/{_NOTEBOOK}")):
        raise RefusedError(say("grading", "bad_notebook", name=_NOTEBOOK))
    notes = read_notes(path)
    stamp = _parse_stamp(path, notes.get(TIMESTAMP))
    submitted = responses.load(Path(path, responses.NAME), exercise.assignment)
    submitted = submitted or Responses(exercise.name, exercise.assignment.edition)
    return Submission(
        learner,
        stamp,
        _clean_values(exercise, submitted.values),
        tuple(sanitize.clean_name(p) for p in submitted.problems),
        notes,
    )


def _clean_values(exercise: Exercise, values: dict[str, Value]) -> dict[str, Value]:
    """Make the free text of the answers printable; the other values are ids and numbers already checked."""
    for name, value in values.items():
        if exercise.assignment.item[name].type == "extended-text":
            values[name] = sanitize.clean_text(str(value))
    return values


def read_notes(folder: Path | str) -> dict[str, bytes]:
    """Read nbgrader's note files in a folder, name to bytes; they go into the autograded copy too."""
    notes = ((name, _read_small(f"{folder}/{name}")) for name in (TIMESTAMP, SECRET))
    return {name: data for name, data in notes if data is not None}


def _parse_stamp(folder: str, data: bytes | None) -> datetime | None:
    """Return when a submission was made, in UTC without a zone as nbgrader stores it; None if unknown."""
    try:
        if data is not None:
            return _parse_date(data.decode("ascii").strip())
    except (ValueError, OverflowError):
        pass
    else:
        if not os.path.lexists(f"{folder}/{TIMESTAMP}"):
            return None
    raise RefusedError(say("grading", "bad_timestamp"))


def _read_small(path: str) -> bytes | None:
    """Read a small regular file, never through a link or a pipe; None for anything else."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        status = os.fstat(handle)
        if stat.S_ISREG(status.st_mode) and status.st_size <= _LONGEST_NOTE:
            return os.read(handle, _LONGEST_NOTE)
        return None
    finally:
        os.close(handle)


def _parse_date(text: str) -> datetime | None:
    """Parse a date as nbgrader's exchange and its collectors write it, to UTC without a zone."""
    if not text:
        return None
    date = datetime.fromisoformat(text.removesuffix(" UTC"))
    return date.astimezone(UTC).replace(tzinfo=None) if date.tzinfo else date


def _get_mode(path: str) -> int:
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0
