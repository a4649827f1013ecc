"""One batch of submissions read, scored, written as autograded notebooks, and entered into the gradebook."""

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
    """No place to write the autograded copies to."""


@dataclass(frozen=True)
class GradingTask:
    """What a worker needs: course folder, assignment, the gradebook's plan; `copies` writes notebooks.

    `shared` lets the folder's group write copies, as nbgrader does where its course folder is shared.
    `db` is the gradebook's URL where the worker enters its own rows; without it whoever asked does. `run` is
    another one each time, so that a worker that stays for days reads the course folder's settings anew.
    """

    root: str
    name: str
    plan: GradebookIds
    copies: bool = True
    shared: bool = False
    db: str | None = field(default=None, repr=False)
    run: str = field(default_factory=lambda: uuid4().hex)


def run(task: GradingTask, learners: Iterable[str]) -> list[Result | Refused]:
    """Grade these learners' submissions; one that cannot be read is refused and never stops the others.

    Raises:
        KnowShowError: the assignment or gradebook cannot be used, or no place is there for autograded copies.
    """
    done = _graded(task, learners)
    if task.db is not None:
        with database.opened(task.db) as engine:
            return enter(task, engine, done)
    return done


def enter(task: GradingTask, engine: Engine, done: list[Result | Refused]) -> list[Result | Refused]:
    """Enter a batch's results into the gradebook, all of them or none; gives them with who still waits."""
    from knowshow.grading.gradebook import Book  # noqa: PLC0415 - nbgrader's tables, slow to import

    with engine.begin() as connection:
        book = Book(connection, task.plan, _late_penalty(task.root, task.run))
        waiting = book.write([one for one in done if isinstance(one, Result)])
    return [
        replace(one, waits=True) if isinstance(one, Result) and one.learner in waiting else one
        for one in done
    ]


def _graded(task: GradingTask, learners: Iterable[str]) -> list[Result | Refused]:
    root = task.root
    exercise = course_folder.load_current(Path(root), task.name)
    copies = _copies(exercise, task.plan)
    _folder(f"{root}/{AUTOGRADED}")
    if task.shared:
        _share(f"{root}/{AUTOGRADED}")
    done: list[Result | Refused] = []
    for learner in learners:
        try:
            found = submission.read(f"{root}/{SUBMITTED}/{learner}/{task.name}", learner, exercise)
            changed = task.copies and _write(task, copies.text(found), found)
        except KnowShowError as error:
            done.append(Refused(sanitize.clean_name(learner), str(error)))
        except OSError as error:
            told = say(
                "grade", "not_written", file=sanitize.clean_name(str(error.filename), 300), why=error.strerror
            )
            done.append(Refused(sanitize.clean_name(learner), told))
        else:
            done.append(_scored(exercise, found, changed=changed))
    return done


def _folder(path: str) -> None:
    try:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103 - paths are text here, as in `submission`
    except OSError as error:
        raise FolderError(say("grade", "folder", folder=path, why=error.strerror)) from None


@lru_cache(maxsize=8)
def _copies(exercise: Exercise, known: GradebookIds) -> Copies:
    return Copies(exercise, known)


@lru_cache(maxsize=1)
def _late_penalty(root: str, _run: str) -> Penalty:
    return late_penalty.penalty(nbgrader_app.application(Path(root)))


def _scored(exercise: Exercise, found: Submission, *, changed: bool) -> Result:
    grade = exercise.grade(found.values)
    scores = tuple(None if s.outcome == "needs-manual" else s.earned for s in grade.scores)
    answered = tuple(item.id in found.values for item in exercise.assignment.items)
    return Result(found.learner, found.timestamp, scores, answered, found.problems, changed)


def _write(task: GradingTask, text: str, found: Submission) -> bool:
    """Write the autograded copy where nbgrader would; what is there and the same is left alone.

    Says whether the copy that was there had been made from other answers.
    """
    home = f"{task.root}/{AUTOGRADED}/{found.learner}"
    place = f"{home}/{task.name}"
    for folder in (home, place):
        with suppress(FileExistsError):
            os.mkdir(folder)  # noqa: PTH102 - paths are text here, as in `submission`
    copy = f"{place}/{course_folder.NOTEBOOK}.ipynb"
    before = _put(copy, text.encode())
    for file, data in found.notes.items():
        _put(f"{place}/{file}", data)
    if task.shared:
        _share(home, place, copy, *(f"{place}/{file}" for file in found.notes))
    return before is not None and instructor_copy.answers(before) not in (None, found.values)


def _share(*paths: str) -> None:
    """Give paths nbgrader's modes for a shared course folder; what is somebody else's stays as it is."""
    for path in paths:
        mode = os.stat(path).st_mode  # noqa: PTH116
        with suppress(PermissionError):
            os.chmod(path, mode & 0o7777 | 0o2770 if stat.S_ISDIR(mode) else 0o664)  # noqa: PTH101


def _put(path: str, data: bytes) -> bytes | None:
    """Write a file; one that was cut short is not the same, so the next run writes it again.

    So it needs no passing name, which `content.atomic` takes: that costs 40 µs more for each of thousands
    of copies, a third of this. Gives what was there instead.
    """
    before = None
    try:
        handle = os.open(path, _NEW, _READ_ONLY)
    except FileExistsError:
        before = _there(path)
        if before == data:
            return None
        os.unlink(path)  # noqa: PTH108
        handle = os.open(path, _NEW, _READ_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return before


def _there(path: str) -> bytes:
    if os.path.islink(path):  # noqa: PTH114
        return b""
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()
