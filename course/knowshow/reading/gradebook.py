"""Written answers in nbgrader's gradebook: whose there are, what people gave them, and what is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from nbgrader import api
from sqlalchemy import and_, case, func, select, update

from knowshow.exercises.notebook import answer_id

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Engine, FromClause, Select, Table

ASSIGNMENT: Table = api.Assignment.__table__
NOTEBOOK: Table = api.Notebook.__table__
CELL: Table = api.BaseCell.__table__
SUBMITTED: Table = api.SubmittedAssignment.__table__
COPY: Table = api.SubmittedNotebook.__table__
GRADE: Table = api.Grade.__table__
COMMENT: Table = api.Comment.__table__


class Entry(NamedTuple):
    """One learner's row for one item: the ids of its grade and its comment, and what stands there.

    `waits` is whether a person has yet to score, `points` what a person gave (None: nothing yet), `comment`
    what a person wrote, or nothing.
    """

    grade: str
    remark: str | None
    waits: bool
    points: float | None
    comment: str


def load_entries(engine: Engine, assignment: str, item: str) -> dict[str, Entry]:
    """Return the rows of everybody whose copy is graded, by learner.

    Raises:
        sqlalchemy.exc.DBAPIError: the gradebook cannot be read.
    """
    with engine.connect() as connection:
        rows = connection.execute(_select_rows(assignment, answer_id(item)))
        return {row[0]: Entry(row[1], row[2], bool(row[3]), row[4], row[5] or "") for row in rows}


def count_rows(engine: Engine, assignment: str) -> dict[str, tuple[int, int]]:
    """Return by cell's name how many learners have a row, and for how many a person has yet to score."""
    waiting = func.sum(case((GRADE.c.needs_manual_grade, 1), else_=0))
    statement = (
        select(CELL.c.name, func.count(), waiting)
        .select_from(ASSIGNMENT)
        .join(NOTEBOOK, NOTEBOOK.c.assignment_id == ASSIGNMENT.c.id)
        .join(CELL, CELL.c.notebook_id == NOTEBOOK.c.id)
        .join(GRADE, GRADE.c.cell_id == CELL.c.id)
        .where(ASSIGNMENT.c.name == assignment)
        .group_by(CELL.c.name)
    )
    with engine.connect() as connection:
        return {row[0]: (row[1], row[2]) for row in connection.execute(statement)}


def enter(engine: Engine, entry: Entry, points: float | None, comment: str) -> Entry:
    """Enter points and comment as the form grader would; return the row as it then is.

    With None for the points, what was entered is taken back and the answer waits for a person again.

    Raises:
        sqlalchemy.exc.DBAPIError: the gradebook cannot be written.
    """
    waits = points is None
    scored = update(GRADE).where(GRADE.c.id == entry.grade)
    with engine.begin() as connection:
        connection.execute(scored.values(manual_score=points, needs_manual_grade=waits))
        if entry.remark:
            remarked = update(COMMENT).where(COMMENT.c.id == entry.remark)
            connection.execute(remarked.values(manual_comment=comment or None))
    return entry._replace(waits=waits, points=points, comment=comment)


def ask_again(engine: Engine, entry: Entry) -> Entry:
    """Let an answer wait for a person again; the points it has stand until then.

    Raises:
        sqlalchemy.exc.DBAPIError: the gradebook cannot be written.
    """
    with engine.begin() as connection:
        connection.execute(update(GRADE).where(GRADE.c.id == entry.grade).values(needs_manual_grade=True))
    return entry._replace(waits=True)


def _select_rows(assignment: str, cell: str) -> Select[Any]:
    scored, written = CELL.alias("scored"), CELL.alias("written")
    return (
        select(
            SUBMITTED.c.student_id,
            GRADE.c.id,
            COMMENT.c.id,
            GRADE.c.needs_manual_grade,
            GRADE.c.manual_score,
            COMMENT.c.manual_comment,
        )
        .select_from(ASSIGNMENT)
        .join(NOTEBOOK, NOTEBOOK.c.assignment_id == ASSIGNMENT.c.id)
        .join(scored, _is_cell(scored, cell, "GradeCell"))
        .join(GRADE, GRADE.c.cell_id == scored.c.id)
        .join(COPY, COPY.c.id == GRADE.c.notebook_id)
        .join(SUBMITTED, SUBMITTED.c.id == COPY.c.assignment_id)
        .outerjoin(written, _is_cell(written, cell, "SolutionCell"))
        .outerjoin(COMMENT, and_(COMMENT.c.notebook_id == COPY.c.id, COMMENT.c.cell_id == written.c.id))
        .where(ASSIGNMENT.c.name == assignment)
    )


def _is_cell(table: FromClause, name: str, kind: str) -> ColumnElement[bool]:
    """Return whether a row is this notebook's cell of this name; nbgrader keeps a cell once for each kind."""
    return and_(table.c.notebook_id == NOTEBOOK.c.id, table.c.name == name, table.c.type == kind)
