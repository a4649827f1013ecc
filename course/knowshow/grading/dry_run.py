"""Find whose score a new grading would change, and by how much; write nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from knowshow.content.text import say
from knowshow.exercises import course_folder
from knowshow.grading import bulk, late_penalty, nbgrader_settings, sql
from knowshow.grading.batch import GradingTask
from knowshow.grading.results import Refused, Result

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta
    from pathlib import Path

    from knowshow.grading.bulk import GradingOptions
    from knowshow.grading.gradebook_ids import GradebookIds
    from knowshow.grading.late_penalty import Penalty


class StoredCell(NamedTuple):
    """What the gradebook holds about a cell, and about the submission it belongs to."""

    timestamp: datetime | None
    extension: timedelta | None
    late_submission_penalty: float | None
    auto_score: float | None
    manual_score: float | None
    extra_credit: float | None


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
    """All changes that grading again would bring.

    `compared` counts the submissions that could be graded, `new` those of them without a score so far.
    """

    assignment: str
    compared: int = 0
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
    settings = nbgrader_settings.load(root, options.db)
    ids = [item.id for item in exercise.assignment.items]
    result_changes = Changes(name, refused=bulk.find_unknown_learners(root, options.only))
    known = bulk.find_ids(settings.db_url, exercise)
    if known is None:
        raise sql.GradebookError(say("grade", "nothing_yet", name=name))
    with sql.connect(settings.db_url) as connection:
        by = late_penalty.load_penalty(settings)
        task = GradingTask(str(root), name, known, copies=False)
        for done in bulk.grade_batches(task, bulk.find_learners(root, name, options.only), options):
            result_changes.refused.extend(outcome for outcome in done if isinstance(outcome, Refused))
            results = [outcome for outcome in done if isinstance(outcome, Result)]
            result_changes.compared += len(results)
            before = _read_rows(connection, known, [result.learner for result in results])
            for result in results:
                _compare(result_changes, result, before.get(result.learner), ids, known=known, by=by)
            step(len(done))
    result_changes.changed.sort(key=lambda change: change.learner)
    return result_changes


def _compare(  # noqa: PLR0913 - what stands, what would, and the rules between them
    changes: Changes,
    result: Result,
    before: dict[str, StoredCell] | None,
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


def _current_points(row: StoredCell) -> float:
    base = row.manual_score if row.manual_score is not None else (row.auto_score or 0.0)
    return base + (row.extra_credit or 0.0)


def _read_rows(
    connection: sql.Connection, known: GradebookIds, learners: list[str]
) -> dict[str, dict[str, StoredCell]]:
    """Read the current grades, by learner and cell id."""
    cells = [cells.grade for cells in known.cells]
    rows = connection.read(
        "select hand.student_id, grade.cell_id, hand.timestamp, hand.extension, "  # noqa: S608 - names of ours
        "book.late_submission_penalty, grade.auto_score, grade.manual_score, grade.extra_credit "
        "from submitted_assignment hand "
        "join submitted_notebook book on book.assignment_id = hand.id and book.notebook_id = ? "
        f"join grade on grade.notebook_id = book.id and grade.cell_id in ({sql.marks(cells)}) "
        f"where hand.assignment_id = ? and hand.student_id in ({sql.marks(learners)})",
        (known.notebook, *cells, known.assignment, *learners),
    )
    by_learner: dict[str, dict[str, StoredCell]] = {}
    for learner, cell, stamp, extension, *values in rows:
        stored = StoredCell(sql.read_date(stamp), sql.read_interval(extension), *values)
        by_learner.setdefault(learner, {})[cell] = stored
    return by_learner
