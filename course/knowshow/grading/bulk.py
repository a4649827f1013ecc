"""Grade every submission of an assignment without a kernel, into nbgrader's gradebook."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.exercises import course_folder
from knowshow.exercises.course_folder import SUBMITTED
from knowshow.grading import batch, gradebook_ids, lock, nbgrader_settings, processes, sql, workers
from knowshow.grading.batch import GradingTask
from knowshow.grading.gradebook import add_indexes, make_id
from knowshow.grading.results import Refused, Result
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from knowshow.exercises.course_folder import Exercise
    from knowshow.grading.gradebook_ids import GradebookIds
    from knowshow.grading.nbgrader_settings import Settings
    from knowshow.grading.results import Batch, Done

BATCH = 400  # submissions that a worker grades at a time
EVENLY = 12  # batches, or a multiple: two, three, four and six workers share them without a rest
ALONE = 1000  # up to so many submissions, one process is as fast as to start others, and takes less CPU time


@dataclass(frozen=True)
class GradingOptions:
    """How to grade: with `workers` processes or a Dask `scheduler`, into `db` (its URL), `only` whom."""

    workers: int = os.cpu_count() or 1
    scheduler: str | None = None
    db: str | None = None
    only: tuple[str, ...] = ()


@dataclass
class Summary:
    """The outcome of grading an assignment: counts, who was refused, and answers left out (`notes`)."""

    assignment: str
    graded: int = 0
    waiting: int = 0
    refused: list[Refused] = field(default_factory=list)
    notes: list[Refused] = field(default_factory=list)

    def count(self, outcomes: Done) -> None:
        """Add a batch that is in the gradebook."""
        results = [outcome for outcome in outcomes if isinstance(outcome, Result)]
        self.refused.extend(outcome for outcome in outcomes if isinstance(outcome, Refused))
        self.graded += len(results)
        self.waiting += sum(result.waits for result in results)
        self.notes.extend(Refused(result.learner, note) for result in results for note in result.problems)


def find_learners(root: Path, name: str, only: tuple[str, ...] = ()) -> list[str]:
    """Return everyone who handed in the assignment, sorted; `only` limits them to those named."""
    folder = f"{root}/{SUBMITTED}"  # text, as in `submission`: there may be 100,000
    names = _valid_names(only) or (os.listdir(folder) if os.path.isdir(folder) and not only else ())  # noqa: PTH112, PTH208
    return sorted(learner for learner in names if os.path.lexists(f"{folder}/{learner}/{name}"))


def find_unknown_learners(root: Path, only: tuple[str, ...]) -> list[Refused]:
    """Refuse the names in `only` that have no folder in `submitted/`: most likely a typing error."""
    known = {learner for learner in _valid_names(only) if os.path.lexists(root / SUBMITTED / learner)}
    unknown = sorted(set(only) - known)
    return [
        Refused(sanitize.clean_name(learner), say("grade", "stranger", folder=SUBMITTED))
        for learner in unknown
    ]


def _valid_names(only: tuple[str, ...]) -> set[str]:
    """Return the names that can be a folder directly in `submitted/`."""
    return {learner for learner in only if learner not in {"", ".", ".."} and "/" not in learner}


def run(
    root: Path, name: str, options: GradingOptions, step: Callable[[int], None] = lambda _: None
) -> Summary:
    """Grade an assignment; call `step` with the size of each batch once it is in the gradebook.

    If the gradebook is a server, each worker writes its own rows. SQLite has one writer: this process.

    Raises:
        KnowShowError: the assignment, the gradebook or the workers cannot be used.
    """
    exercise = course_folder.load_current(root, name)
    settings = nbgrader_settings.load(root, options.db)
    names = find_learners(root, name, options.only)
    summary = Summary(name, refused=find_unknown_learners(root, options.only))
    with lock.lock_assignment(exercise):
        ids = ensure_entered(settings, exercise)
        with sql.connect(settings.db_url) as gradebook:
            db = settings.db_url if gradebook.is_server else None
            # in this order, rows go to the ends of the database's indexes: else a large one slows down
            names.sort(key=lambda learner: make_id(ids, "notebook", learner))
            task = GradingTask(str(root), name, ids, shared=settings.shared, db=db)
            for graded in grade_batches(task, names, options):
                done = graded if gradebook.is_server else batch.enter(task, gradebook, graded)
                summary.count(done)
                step(len(done))
            add_indexes(gradebook)
    summary.refused.sort(key=lambda refused: refused.learner)
    summary.notes.sort(key=lambda refused: refused.learner)
    return summary


def grade_batches(task: GradingTask, names: list[str], options: GradingOptions) -> Iterator[Done]:
    """Grade in batches, in this process, in several, or on a cluster, as the options say."""
    if options.scheduler:
        return workers.run_on_cluster(task, _split(names, _choose_size(len(names))), options.scheduler)
    if options.workers == 1 or len(names) <= ALONE:
        return processes.run(task, _split(names, BATCH), 1)
    return processes.run(task, _split(names, _choose_size(len(names))), options.workers)


def ensure_entered(settings: Settings, exercise: Exercise) -> GradebookIds:
    """Return the gradebook's ids for an assignment; make the gradebook and enter it first if need be.

    Raises:
        GradebookError: the gradebook cannot be used, or holds the assignment with other items or points; or
            the assignment cannot be entered.
    """
    ids = find_ids(settings.db_url, exercise)
    if ids is None:
        from knowshow.grading import database  # noqa: PLC0415 - SQLAlchemy and nbgrader, slow to import

        database.enter(settings, exercise)
        ids = find_ids(settings.db_url, exercise)
    if ids is None:
        raise sql.GradebookError(say("grade", "not_entered", name=exercise.name, why=""))
    return ids


def find_ids(url: str, exercise: Exercise) -> GradebookIds | None:
    """Return the gradebook's ids for an assignment; None if either is not there.

    Raises:
        GradebookError: the gradebook cannot be used, or holds the assignment with other items or points.
    """
    if not sql.has_content(url):
        return None
    with sql.connect(url) as gradebook:
        return gradebook_ids.find(gradebook, exercise)


def _choose_size(count: int) -> int:
    """Return the size of batches of which all workers get as many: else some wait for the last of another."""
    batches = max(1, round(count / BATCH / EVENLY)) * EVENLY
    return -(-count // batches)


def _split(learners: list[str], size: int) -> list[Batch]:
    return [learners[start : start + size] for start in range(0, len(learners), size)]
