"""Read the gradebook's ids for an assignment, once for thousands of rows."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowshow import slim_imports  # noqa: F401 - before nbgrader
from knowshow.content.text import say
from knowshow.exercises.notebook import answer_id, score_id
from knowshow.grading import sql
from knowshow.grading.sql import GradebookError

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy

    from knowshow.exercises.course_folder import Exercise


@dataclass(frozen=True)
class Cells:
    """The gradebook's ids of an item's two cells: the one that is graded, the one that takes comments."""

    grade: str
    comment: str


@dataclass(frozen=True)
class GradebookIds:
    """The gradebook's ids for one assignment, and what the cells of its copies must hold.

    `cells` are in the order of the items, `kernelspec` is JSON, `checksums` are pairs of cell name and sum.
    """

    assignment: str
    notebook: str
    duedate: datetime | None
    kernelspec: str
    cells: tuple[Cells, ...]
    checksums: tuple[tuple[str, str], ...]


def enter(app: Any, exercise: Exercise) -> None:
    """Enter an assignment in the gradebook with nbgrader's converter; its release goes to a temporary folder.

    Raises:
        GradebookError: nbgrader cannot convert the assignment.
    """
    from nbgrader.converters import GenerateAssignment  # noqa: PLC0415 - slow to import
    from nbgrader.converters.base import NbGraderException  # noqa: PLC0415 - slow to import

    coursedir = app.coursedir
    coursedir.assignment_id = exercise.name
    released = coursedir.release_directory
    with tempfile.TemporaryDirectory() as aside:
        coursedir.release_directory = aside
        try:
            GenerateAssignment(coursedir=coursedir, parent=app).start()
        except (NbGraderException, OSError) as error:
            raise GradebookError(say("grade", "not_entered", name=exercise.name, why=error)) from None
        finally:
            coursedir.release_directory = released


def find(connection: sql.Connection, exercise: Exercise) -> GradebookIds | None:
    """Return an assignment's ids, or None if the gradebook does not hold the assignment.

    Raises:
        GradebookError: the gradebook holds the assignment with other items or points.
    """
    if not connection.has_table("assignment"):
        return None
    assignments = connection.read(
        "select assignment.id, assignment.duedate, notebook.id, notebook.kernelspec from assignment "
        "join notebook on notebook.assignment_id = assignment.id where assignment.name = ?",
        (exercise.name,),
    )
    if not assignments:
        return None
    assignment, duedate, notebook, kernelspec = assignments[0]
    rows = connection.read(
        "select base_cell.name, base_cell.type, base_cell.id, grade_cells.max_score from base_cell "
        "left join grade_cells on grade_cells.id = base_cell.id where notebook_id = ?",
        (notebook,),
    )
    points = {name: most for name, _, _, most in rows if most is not None}
    _check_points(connection, assignment, exercise, points)
    ids = {(name, kind): cell for name, kind, cell, _ in rows}
    cells = tuple(_cells(ids, item.id) for item in exercise.assignment.items)
    sums = connection.read("select name, checksum from source_cell where notebook_id = ?", (notebook,))
    due = sql.read_date(duedate)
    return GradebookIds(assignment, notebook, due, kernelspec or "{}", cells, tuple(sorted(sums)))


def read(connection: sqlalchemy.Connection, exercise: Exercise) -> GradebookIds | None:
    """Return what `find` does, through a connection of SQLAlchemy's."""
    raw: Any = connection.connection.driver_connection
    return find(sql.Sqlite(raw) if connection.dialect.name == "sqlite" else sql.Postgres(raw), exercise)


def _check_points(
    connection: sql.Connection, assignment: str, exercise: Exercise, points: dict[str, float]
) -> None:
    """Refuse a gradebook without one of the items, or with other points for it.

    nbgrader can enter the items anew only while nobody's submission is in the gradebook. Afterwards it
    refuses, and has deleted the released folder by then.
    """
    for item in exercise.assignment.items:
        if item.points not in (points.get(score_id(item.id)), points.get(answer_id(item.id))):
            out = connection.read(
                "select 1 from submitted_assignment where assignment_id = ? limit 1", (assignment,)
            )
            raise GradebookError(
                say("grade", "stale_out" if out else "stale", name=exercise.name, item=item.id)
            )


def _cells(ids: dict[tuple[str, str], str], item: str) -> Cells:
    comment = ids[answer_id(item), "SolutionCell"]
    scored = (score_id(item), "GradeCell")
    return Cells(ids[scored] if scored in ids else ids[answer_id(item), "GradeCell"], comment)
