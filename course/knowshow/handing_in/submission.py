"""Read what a learner handed in: a stranger's folder, checked before anything uses it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.exercises import responses
from knowshow.exercises.course_folder import NOTEBOOK
from knowshow.exercises.responses import RefusedError, Responses
from knowshow.handing_in import dates, file_names, sanitize

if TYPE_CHECKING:
    from datetime import datetime

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
    """Read the submission in a folder; one without `responses.json`, or anything like it, is blank.

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
    stamp = _parse_stamp(path, notes.get(TIMESTAMP), exercise.root)
    submitted = responses.load(Path(path, responses.NAME), exercise.assignment)
    if submitted is None:
        _refuse_misnamed(path)
    submitted = submitted or Responses(exercise.name, exercise.assignment.edition)
    return Submission(
        learner,
        stamp,
        _clean_values(exercise, submitted.values),
        tuple(sanitize.clean_name(p) for p in submitted.problems),
        notes,
    )


def _refuse_misnamed(folder: str) -> None:
    """Raise RefusedError where answers lie under another name, such as `responses (1).json`."""
    stem = Path(responses.NAME).stem
    for name in sorted(os.listdir(folder)):  # noqa: PTH208 - names, as elsewhere here
        lower = name.casefold()
        if (stem in lower or lower.endswith(".json")) and not file_names.is_litter(name):
            other = sanitize.clean_name(name)
            raise RefusedError(say("grading", "no_answers", name=responses.NAME, other=other))


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


def read_stamp(folder: Path | str, root: Path) -> datetime | None:
    """Return when the submission in a folder was made, in UTC; None if nothing says so.

    `root` is the course folder.

    Raises:
        RefusedError: as `dates.parse`, or `timestamp.txt` is a link or special file.
    """
    return _parse_stamp(str(folder), _read_small(f"{folder}/{TIMESTAMP}"), root)


def _parse_stamp(folder: str, data: bytes | None, root: Path) -> datetime | None:
    if data is None and not os.path.lexists(f"{folder}/{TIMESTAMP}"):
        return None
    try:
        return dates.parse((data or b"?").decode("utf-8-sig"), root)
    except UnicodeDecodeError:
        raise RefusedError(say("grading", "bad_timestamp")) from None


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


def _get_mode(path: str) -> int:
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0
