"""Grade one batch: read submissions, score them, write autograded notebooks, fill the gradebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.exercises.course_folder import SUBMITTED
from knowshow.grading import late_penalty, nbgrader_settings, sql
from knowshow.grading.autograded_copies import Copies
from knowshow.grading.cached_scores import CachedScores
from knowshow.grading.copy_files import CopyFiles, FolderError
from knowshow.grading.gradebook import Book
from knowshow.grading.results import Refused, Result
from knowshow.handing_in import sanitize, submission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowshow.exercises.course_folder import Exercise
    from knowshow.grading.gradebook_ids import GradebookIds
    from knowshow.grading.late_penalty import Penalty
    from knowshow.handing_in.submission import Submission


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

    If the worker writes its own rows, the results come without what only the gradebook needs: they travel.

    Raises:
        KnowShowError: the assignment, the gradebook or the folder for copies cannot be used.
    """
    done = _grade_learners(task, learners)
    if task.db is not None:
        with sql.connect(task.db) as gradebook:
            return [_lighten(outcome) for outcome in enter(task, gradebook, done)]
    return done


def _lighten(outcome: Result | Refused) -> Result | Refused:
    return outcome if isinstance(outcome, Refused) else outcome._replace(scores=(), answered=())


def enter(
    task: GradingTask, gradebook: sql.Connection, outcomes: list[Result | Refused]
) -> list[Result | Refused]:
    """Enter all results of a batch in the gradebook, or none; return them with `waits` set as it says.

    Raises:
        sqlite3.Error, psycopg.Error: the gradebook cannot be written; `sql.connect` explains why.
        FolderError: a copy that had to wait for its row cannot be written, nor can others.
    """
    with gradebook.transaction():
        book = Book(gradebook, task.plan, _load_penalty(task.root, task.run))
        waiting = book.write([outcome for outcome in outcomes if isinstance(outcome, Result)])
    files = CopyFiles(task.root, task.name, shared=task.shared)
    return [
        outcome if isinstance(outcome, Refused) else _finish(files, outcome, waits=outcome.learner in waiting)
        for outcome in outcomes
    ]


def _finish(files: CopyFiles, result: Result, *, waits: bool) -> Result | Refused:
    """Write the copy that had to wait for the gradebook, if any."""
    if result.unwritten is not None:
        try:
            files.replace(result.learner, result.unwritten)
        except OSError as error:
            return _refuse_copy(result.learner, error)
    return result._replace(unwritten=None, waits=waits) if waits or result.unwritten else result


def _grade_learners(task: GradingTask, learners: Iterable[str]) -> list[Result | Refused]:
    exercise = course_folder.load_current(Path(task.root), task.name)
    copies = _prepare_copies(exercise, task.plan)
    files = CopyFiles(task.root, task.name, shared=task.shared)
    if task.copies:
        files.prepare()
    outcomes: list[Result | Refused] = []
    for learner in learners:
        try:
            folder = f"{task.root}/{SUBMITTED}/{learner}/{task.name}"
            submitted = submission.read(folder, learner, exercise)
            unwritten = files.write(copies.text(submitted).encode(), submitted) if task.copies else None
        except FolderError:
            raise
        except KnowShowError as error:
            outcomes.append(Refused(sanitize.clean_name(learner), str(error)))
        except OSError as error:
            outcomes.append(_refuse_copy(learner, error))
        else:
            outcomes.append(_score(exercise, submitted, unwritten))
    return outcomes


def _refuse_copy(learner: str, error: OSError) -> Refused:
    file = sanitize.clean_name(str(error.filename), 300)
    return Refused(sanitize.clean_name(learner), say("grade", "not_written", file=file, why=error.strerror))


@lru_cache(maxsize=8)
def _prepare_copies(exercise: Exercise, known: GradebookIds) -> Copies:
    return Copies(exercise, known)


@lru_cache(maxsize=8)
def _prepare_scores(exercise: Exercise) -> CachedScores:
    return CachedScores(exercise)


@lru_cache(maxsize=1)
def _load_penalty(root: str, _run: str) -> Penalty:
    return late_penalty.load_penalty(nbgrader_settings.load(Path(root)))


def _score(exercise: Exercise, submitted: Submission, unwritten: bytes | None) -> Result:
    scores = _prepare_scores(exercise).score(submitted.values)
    answered = tuple(item.id in submitted.values for item in exercise.assignment.items)
    return Result(submitted.learner, submitted.timestamp, scores, answered, submitted.problems, unwritten)
