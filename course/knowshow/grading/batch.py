"""One batch of submissions, read, scored and written out as autograded notebooks; what a worker does."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.errors import KnowShowError
from knowshow.grading import course, harmless, submission
from knowshow.grading.copies import Copies
from knowshow.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from knowshow.grading.course import Exercise
    from knowshow.grading.plan import Plan
    from knowshow.grading.submission import Submission

AUTOGRADED = "autograded"
SUBMITTED = "submitted"
_READ_ONLY = 0o444
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class FolderError(KnowShowError):
    """No place to write the autograded copies to."""


@dataclass(frozen=True, slots=True)
class Result:
    """One submission's scores in the order of the items; None waits for a person."""

    learner: str
    timestamp: datetime | None
    scores: tuple[float | None, ...]
    answered: tuple[bool, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A submission that cannot be graded, and why."""

    learner: str
    why: str


@dataclass(frozen=True)
class Task:
    """What a worker needs: course folder, assignment, the gradebook's plan; `copies` writes notebooks."""

    root: str
    name: str
    plan: Plan
    copies: bool = True


def run(task: Task, learners: Iterable[str]) -> list[Result | Refused]:
    """Grade these learners' submissions; one that cannot be read is refused and never stops the others.

    Raises:
        KnowShowError: the assignment cannot be used, or there is no place for autograded copies.
    """
    root = task.root
    exercise = course.current(Path(root), task.name)
    copies = _copies(exercise, task.plan)
    _folder(f"{root}/{AUTOGRADED}")
    done: list[Result | Refused] = []
    for learner in learners:
        try:
            found = submission.read(f"{root}/{SUBMITTED}/{learner}/{task.name}", learner, exercise)
            if task.copies:
                _write(root, task.name, copies.text(found), found)
        except (KnowShowError, OSError) as error:
            done.append(Refused(harmless.shown(learner), str(error)))
        else:
            done.append(_scored(exercise, found))
    return done


def _folder(path: str) -> None:
    try:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103 - paths are text here, as in `submission`
    except OSError as error:
        raise FolderError(say("grade", "folder", folder=path, why=error.strerror)) from None


@lru_cache(maxsize=8)
def _copies(exercise: Exercise, plan: Plan) -> Copies:
    return Copies(exercise, plan)


def _scored(exercise: Exercise, found: Submission) -> Result:
    grade = exercise.grade(found.values)
    scores = tuple(None if s.outcome == "needs-manual" else s.earned for s in grade.scores)
    answered = tuple(item.id in found.values for item in exercise.assignment.items)
    return Result(found.learner, found.timestamp, scores, answered, found.problems)


def _write(root: str, name: str, text: str, found: Submission) -> None:
    """Write the autograded copy where nbgrader would; what is there and the same is left alone."""
    home = f"{root}/{AUTOGRADED}/{found.learner}"
    for folder in (home, f"{home}/{name}"):
        with suppress(FileExistsError):
            os.mkdir(folder)  # noqa: PTH102 - paths are text here, as in `submission`
    _put(f"{home}/{name}/{course.NOTEBOOK}.ipynb", text.encode())
    for file, data in found.notes.items():
        _put(f"{home}/{name}/{file}", data)


def _put(path: str, data: bytes) -> None:
    """Write a file; one that was cut short is not the same, so the next run writes it again."""
    try:
        handle = os.open(path, _NEW, _READ_ONLY)
    except FileExistsError:
        if _holds(path, data):
            return
        os.unlink(path)  # noqa: PTH108
        handle = os.open(path, _NEW, _READ_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _holds(path: str, data: bytes) -> bool:
    if os.path.islink(path):  # noqa: PTH114
        return False
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read(len(data) + 1) == data
