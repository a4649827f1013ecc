"""Grade one batch: read submissions, score them, write autograded notebooks, fill the gradebook."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.exercises.course_folder import AUTOGRADED, SUBMITTED
from knowshow.grading import database, instructor_copy, late_penalty, nbgrader_app
from knowshow.grading.autograded_copies import Copies
from knowshow.grading.results import Refused, Result
from knowshow.handing_in import sanitize, submission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Engine

    from knowshow.exercises.course_folder import Exercise
    from knowshow.grading.gradebook_ids import GradebookIds
    from knowshow.grading.late_penalty import Penalty
    from knowshow.handing_in.submission import Submission

_READ_ONLY = 0o444
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class FolderError(KnowShowError):
    """The folder for autograded copies cannot be made."""


@dataclass(frozen=True)
class GradingTask:
    """What a worker needs to grade: course folder (`root`), assignment (`name`), its gradebook ids (`plan`).

    `copies` says whether to write autograded notebooks, `shared` whether the folder's group may change them.
    `db` is the gradebook's URL if the worker writes its own rows, None if the caller does. `run` differs in
    every run, so that a worker that lives for days reads the course folder's settings again.
    """

    root: str
    name: str
    plan: GradebookIds
    copies: bool = True
    shared: bool = False
    db: str | None = field(default=None, repr=False)
    run: str = field(default_factory=lambda: uuid4().hex)


def run(task: GradingTask, learners: Iterable[str]) -> list[Result | Refused]:
    """Grade the submissions of `learners`; refuse one that cannot be read, and go on with the others.

    Raises:
        KnowShowError: the assignment, the gradebook or the folder for copies cannot be used.
    """
    done = _grade_learners(task, learners)
    if task.db is not None:
        with database.open_engine(task.db) as engine:
            return enter(task, engine, done)
    return done


def enter(task: GradingTask, engine: Engine, outcomes: list[Result | Refused]) -> list[Result | Refused]:
    """Enter all results of a batch in the gradebook, or none; return them with `waits` set as it says.

    Raises:
        sqlalchemy.exc.DBAPIError: the gradebook cannot be written.
    """
    from knowshow.grading.gradebook import Book  # noqa: PLC0415 - nbgrader's tables, slow to import

    with engine.begin() as connection:
        book = Book(connection, task.plan, _load_penalty(task.root, task.run))
        waiting = book.write([outcome for outcome in outcomes if isinstance(outcome, Result)])
    return [
        replace(outcome, waits=True)
        if isinstance(outcome, Result) and outcome.learner in waiting
        else outcome
        for outcome in outcomes
    ]


def _grade_learners(task: GradingTask, learners: Iterable[str]) -> list[Result | Refused]:
    root = task.root
    exercise = course_folder.load_current(Path(root), task.name)
    copies = _prepare_copies(exercise, task.plan)
    _make_folder(f"{root}/{AUTOGRADED}")
    if task.shared:
        _share(f"{root}/{AUTOGRADED}")
    outcomes: list[Result | Refused] = []
    for learner in learners:
        try:
            submitted = submission.read(f"{root}/{SUBMITTED}/{learner}/{task.name}", learner, exercise)
            changed = task.copies and _write(task, copies.text(submitted), submitted)
        except KnowShowError as error:
            outcomes.append(Refused(sanitize.clean_name(learner), str(error)))
        except OSError as error:
            why = say(
                "grade", "not_written", file=sanitize.clean_name(str(error.filename), 300), why=error.strerror
            )
            outcomes.append(Refused(sanitize.clean_name(learner), why))
        else:
            outcomes.append(_score(exercise, submitted, changed=changed))
    return outcomes


def _make_folder(path: str) -> None:
    try:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103 - paths are text here, as in `submission`
    except OSError as error:
        raise FolderError(say("grade", "folder", folder=path, why=error.strerror)) from None


@lru_cache(maxsize=8)
def _prepare_copies(exercise: Exercise, known: GradebookIds) -> Copies:
    return Copies(exercise, known)


@lru_cache(maxsize=1)
def _load_penalty(root: str, _run: str) -> Penalty:
    return late_penalty.load_penalty(nbgrader_app.load_application(Path(root)))


def _score(exercise: Exercise, submitted: Submission, *, changed: bool) -> Result:
    grade = exercise.grade(submitted.values)
    scores = tuple(None if s.outcome == "needs-manual" else s.earned for s in grade.scores)
    answered = tuple(item.id in submitted.values for item in exercise.assignment.items)
    return Result(submitted.learner, submitted.timestamp, scores, answered, submitted.problems, changed)


def _write(task: GradingTask, text: str, submitted: Submission) -> bool:
    """Write the autograded copy where nbgrader would, and leave an identical one alone.

    Return whether the copy that was there had been made from other answers.
    """
    home = f"{task.root}/{AUTOGRADED}/{submitted.learner}"
    place = f"{home}/{task.name}"
    for folder in (home, place):
        with suppress(FileExistsError):
            os.mkdir(folder)  # noqa: PTH102 - paths are text here, as in `submission`
    copy = f"{place}/{course_folder.NOTEBOOK}.ipynb"
    before = _replace_file(copy, text.encode())
    for file, data in submitted.notes.items():
        _replace_file(f"{place}/{file}", data)
    if task.shared:
        _share(home, place, copy, *(f"{place}/{file}" for file in submitted.notes))
    return before is not None and instructor_copy.answers(before) not in (None, submitted.values)


def _share(*paths: str) -> None:
    """Set nbgrader's modes for a shared course folder; skip what belongs to somebody else."""
    for path in paths:
        mode = os.stat(path).st_mode  # noqa: PTH116
        with suppress(PermissionError):
            os.chmod(path, mode & 0o7777 | 0o2770 if stat.S_ISDIR(mode) else 0o664)  # noqa: PTH101


def _replace_file(path: str, data: bytes) -> bytes | None:
    """Write a file unless it holds `data` already; return what it held, or None if nothing was replaced.

    A file that was cut short differs from `data`, so the next run writes it again. It can therefore do
    without the temporary name of `content.atomic`, which costs 40 µs more, a third of the whole, per copy.
    """
    before = None
    try:
        handle = os.open(path, _NEW, _READ_ONLY)
    except FileExistsError:
        before = _read_file(path)
        if before == data:
            return None
        os.unlink(path)  # noqa: PTH108
        handle = os.open(path, _NEW, _READ_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return before


def _read_file(path: str) -> bytes:
    if os.path.islink(path):  # noqa: PTH114
        return b""
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()
