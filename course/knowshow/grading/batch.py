"""One batch of submissions, read, scored and written out as autograded notebooks; what a worker does."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.errors import KnowShowError
from knowshow.grading import course, harmless, submission
from knowshow.grading.copies import Copies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from knowshow.grading.course import Exercise
    from knowshow.grading.plan import Plan
    from knowshow.grading.submission import Submission

AUTOGRADED = "autograded"
SUBMITTED = "submitted"
_READ_ONLY = 0o444


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
    """Grade these learners' submissions; one that cannot be read is refused and never stops the others."""
    root = Path(task.root)
    exercise = course.current(root, task.name)
    copies = _copies(exercise, task.plan)
    done: list[Result | Refused] = []
    for learner in learners:
        try:
            found = submission.read(root / SUBMITTED / learner / task.name, learner, exercise)
            if task.copies:
                _write(root, task.name, copies.text(found), found)
        except (KnowShowError, OSError) as error:
            done.append(Refused(harmless.shown(learner), str(error)))
        else:
            done.append(_scored(exercise, found))
    return done


@lru_cache(maxsize=8)
def _copies(exercise: Exercise, plan: Plan) -> Copies:
    return Copies(exercise, plan)


def _scored(exercise: Exercise, found: Submission) -> Result:
    grade = exercise.grade(found.values)
    scores = tuple(None if s.outcome == "needs-manual" else s.earned for s in grade.scores)
    answered = tuple(item.id in found.values for item in exercise.assignment.items)
    return Result(found.learner, found.timestamp, scores, answered, found.problems)


def _write(root: Path, name: str, text: str, found: Submission) -> None:
    """Write the autograded copy where nbgrader would, each file whole or not at all."""
    folder = root / AUTOGRADED / found.learner / name
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{course.NOTEBOOK}.ipynb": text.encode()}
    files |= submission.carried(root / SUBMITTED / found.learner / name)
    for file, data in files.items():
        passing = folder / f".{file}.{os.getpid()}"
        handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, _READ_ONLY)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        passing.replace(folder / file)
