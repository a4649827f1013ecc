"""The bulk path: every submission of an assignment graded without a kernel, into nbgrader's gradebook."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from knowshow.content.text import say
from knowshow.exercises import course_folder
from knowshow.exercises.course_folder import SUBMITTED
from knowshow.grading import batch, database, gradebook_ids, lock, nbgrader_app
from knowshow.grading import workers as spread
from knowshow.grading.batch import GradingTask
from knowshow.grading.results import Refused, Result
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from knowshow.exercises.course_folder import Exercise
    from knowshow.grading.workers import Batch, Done

BATCH = 400
_ALONE = 200


@dataclass(frozen=True)
class GradingOptions:
    """How to grade: over how many processes or which cluster, into which gradebook, whose submissions."""

    workers: int = os.cpu_count() or 1
    scheduler: str | None = None
    db: str | None = None
    only: tuple[str, ...] = ()


@dataclass
class Summary:
    """What became of one assignment's submissions. `notes` are answers that were left out, by learner."""

    assignment: str
    graded: int = 0
    waiting: int = 0
    refused: list[Refused] = field(default_factory=list)
    notes: list[Refused] = field(default_factory=list)

    def take(self, done: Done) -> None:
        """Count a batch that is in the gradebook."""
        results = [one for one in done if isinstance(one, Result)]
        self.refused.extend(one for one in done if isinstance(one, Refused))
        self.graded += len(results)
        self.waiting += sum(result.waits for result in results)
        self.notes.extend(Refused(result.learner, note) for result in results for note in result.problems)


def learners(root: Path, name: str, only: tuple[str, ...] = ()) -> list[str]:
    """Everyone who handed something in for an assignment, sorted; `only` keeps those named."""
    folder = root / SUBMITTED
    found = _names(only) or (os.listdir(folder) if folder.is_dir() and not only else ())  # noqa: PTH208 - 100,000
    return sorted(learner for learner in found if os.path.lexists(folder / learner / name))


def strangers(root: Path, only: tuple[str, ...]) -> list[Refused]:
    """Those named who have handed in nothing at all: most likely a slip of the pen."""
    there = {learner for learner in _names(only) if os.path.lexists(root / SUBMITTED / learner)}
    unknown = sorted(set(only) - there)
    return [
        Refused(sanitize.clean_name(learner), say("grade", "stranger", folder=SUBMITTED))
        for learner in unknown
    ]


def _names(only: tuple[str, ...]) -> set[str]:
    """Those named that could be a folder in `submitted/` at all, whatever it is called."""
    return {learner for learner in only if learner not in {"", ".", ".."} and "/" not in learner}


def run(
    root: Path, name: str, options: GradingOptions, step: Callable[[int], None] = lambda _: None
) -> Summary:
    """Grade an assignment; `step` hears of each batch that is safely in the gradebook.

    Each worker writes its own rows where the gradebook is a server. SQLite has one writer: this process.

    Raises:
        KnowShowError: the assignment, the gradebook or the workers cannot be used.
    """
    exercise = course_folder.load_current(root, name)
    app = nbgrader_app.application(root, options.db)
    found = learners(root, name, options.only)
    summary = Summary(name, refused=strangers(root, options.only))
    url = app.coursedir.db_url
    with lock.alone(exercise), database.opened(url) as engine:
        known = planned(engine, app, exercise)
        apart = database.is_server(engine)
        shared = bool(app.coursedir.groupshared)
        task = GradingTask(str(root), name, known, shared=shared, db=url if apart else None)
        for graded in results(task, found, options):
            done = graded if apart else batch.enter(task, engine, graded)
            summary.take(done)
            step(len(done))
    summary.refused.sort(key=lambda one: one.learner)
    summary.notes.sort(key=lambda one: one.learner)
    return summary


def results(task: GradingTask, found: list[str], options: GradingOptions) -> Iterator[Done]:
    """The results of each batch, by whatever means the options name."""
    batches = _batches(found)
    if options.scheduler:
        return spread.cluster(task, batches, options.scheduler)
    if options.workers == 1 or len(found) <= _ALONE:
        return spread.here(task, batches)
    return spread.processes(task, batches, options.workers)


def planned(engine: Engine, app: Any, exercise: Exercise) -> gradebook_ids.GradebookIds:
    """The gradebook's plan of an assignment, which is entered first where it is not there yet."""
    from nbgrader.api import Gradebook  # noqa: PLC0415 - slow to import

    with database.whole(app.coursedir.db_url) as url:
        Gradebook(url, app.coursedir.course_id or "default_course").close()
    with engine.connect() as connection:
        found = gradebook_ids.read(connection, exercise)
    if found is None:
        gradebook_ids.enter(app, exercise)
        with engine.connect() as connection:
            found = gradebook_ids.read(connection, exercise)
    if found is None:
        raise database.GradebookError(say("grade", "not_entered", name=exercise.name, why=""))
    return found


def _batches(found: Iterable[str]) -> Iterator[Batch]:
    left = iter(found)
    while names := list(islice(left, BATCH)):
        yield names
