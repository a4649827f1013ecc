"""Find whose score a new grading would change, and by how much; write nothing."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from knowshow.content.text import say
from knowshow.exercises import course_folder
from knowshow.grading import bulk, database, gradebook_ids, late_penalty, nbgrader_app
from knowshow.grading.batch import GradingTask
from knowshow.grading.results import Refused, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sqlalchemy import Connection

    from knowshow.grading.bulk import GradingOptions
    from knowshow.grading.gradebook_ids import GradebookIds
    from knowshow.grading.late_penalty import Penalty


@dataclass(frozen=True)
class ScoreChange:
    """One learner's total `before` and `after`, less the late penalty, and the ids of items that change.

    A manual score overrides the key, so it never changes.
    """

    learner: str
    before: float
    after: float
    items: tuple[str, ...]


@dataclass
class Changes:
    """All changes that grading again would bring; `new` counts submissions without a score so far."""

    assignment: str
    changed: list[ScoreChange] = field(default_factory=list)
    new: int = 0
    refused: list[Refused] = field(default_factory=list)


def find_changes(
    root: Path, name: str, options: GradingOptions, step: Callable[[int], None] = lambda _: None
) -> Changes:
    """Grade, and compare the scores with those in the gradebook; call `step` with the size of each batch.

    Raises:
        KnowShowError: the assignment, the gradebook or the workers cannot be used.
    """
    exercise = course_folder.load_current(root, name)
    app = nbgrader_app.load_application(root, options.db)
    ids = [item.id for item in exercise.assignment.items]
    result_changes = Changes(name, refused=bulk.find_unknown_learners(root, options.only))
    with database.open_engine(app.coursedir.db_url) as engine, ExitStack() as stack:
        if not database.exists(engine):
            raise database.GradebookError(say("grade", "nothing_yet", name=name))
        connection = stack.enter_context(engine.connect())
        known = gradebook_ids.read(connection, exercise)
        if known is None:
            raise database.GradebookError(say("grade", "nothing_yet", name=name))
        by = late_penalty.load_penalty(app)
        task = GradingTask(str(root), name, known, copies=False)
        for done in bulk.grade_batches(task, bulk.find_learners(root, name, options.only), options):
            result_changes.refused.extend(outcome for outcome in done if isinstance(outcome, Refused))
            results = [outcome for outcome in done if isinstance(outcome, Result)]
            before = _read_rows(connection, known, [result.learner for result in results])
            for result in results:
                _compare(result_changes, result, before.get(result.learner), ids, known=known, by=by)
            step(len(done))
    result_changes.changed.sort(key=lambda change: change.learner)
    return result_changes


def _compare(  # noqa: PLR0913 - what stands, what would, and the rules between them
    changes: Changes,
    result: Result,
    before: dict[str, Any] | None,
    ids: list[str],
    *,
    known: GradebookIds,
    by: Penalty,
) -> None:
    if before is None:
        changes.new += 1
        return
    about = next(iter(before.values()))
    total, items = 0.0, []
    for name, cells, score in zip(ids, known.cells, result.scores, strict=True):
        row = before.get(cells.grade)
        manual = row.manual_score if row else None
        standing = manual if manual is not None else (score or 0.0)
        total += standing + ((row.extra_credit or 0.0) if row else 0.0)
        if manual is None and (row.auto_score if row else None) != score:
            items.append(name)
    stamp = result.timestamp or about.timestamp
    seconds = late_penalty.seconds_late(known.duedate, about.extension, stamp)
    total -= late_penalty.points_off(by, result.learner, total, seconds) or 0.0
    old = sum(_current_points(row) for row in before.values()) - (about.late_submission_penalty or 0.0)
    if items or round(old, 2) != round(total, 2):
        changes.changed.append(ScoreChange(result.learner, round(old, 2), round(total, 2), tuple(items)))


def _current_points(row: Any) -> float:
    base = row.manual_score if row.manual_score is not None else (row.auto_score or 0.0)
    return float(base + (row.extra_credit or 0.0))


def _read_rows(
    connection: Connection, known: GradebookIds, learners: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """Read the current grades, by learner and cell id, each with its timestamp, extension and penalty."""
    from nbgrader import api  # noqa: PLC0415 - slow to import

    submitted, notebook, grade = (
        kind.__table__ for kind in (api.SubmittedAssignment, api.SubmittedNotebook, api.Grade)
    )
    rows = connection.execute(
        select(
            submitted.c.student_id,
            submitted.c.timestamp,
            submitted.c.extension,
            notebook.c.late_submission_penalty,
            grade.c.cell_id,
            grade.c.auto_score,
            grade.c.manual_score,
            grade.c.extra_credit,
        )
        .join(notebook, notebook.c.assignment_id == submitted.c.id)
        .join(grade, grade.c.notebook_id == notebook.c.id)
        .where(submitted.c.assignment_id == known.assignment, submitted.c.student_id.in_(list(learners)))
    )
    by_learner: dict[str, dict[str, Any]] = {}
    for row in rows:
        by_learner.setdefault(row.student_id, {})[row.cell_id] = row
    return by_learner
