"""Gather what a report needs: scores from the gradebook, answers from the copies that were graded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import literal_column, select

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.grading import database, gradebook_ids, nbgrader_app
from knowshow.grading.final import select_points
from knowshow.grading.reports import copies
from knowshow.grading.reports.table import GradedTable

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from sqlalchemy import Column, ColumnElement, Connection, Select

    from knowshow.exercises.course_folder import Exercise
    from knowshow.grading.gradebook_ids import GradebookIds

_ROWS_AT_A_TIME = 5000  # PostgreSQL would send all of a million rows at once


class NothingGradedError(KnowShowError):
    """Nothing of the assignment is graded yet."""


@dataclass(frozen=True)
class Gathered:
    """An assignment with its key, its graded submissions, and all learners in the gradebook."""

    exercise: Exercise
    table: GradedTable
    roster: list[str]


def gather(root: Path, name: str, db: str | None) -> Gathered:
    """Gather one assignment.

    Raises:
        KnowShowError: the assignment or the gradebook cannot be used.
        NothingGradedError: nothing of the assignment is graded yet.
    """
    exercise = course_folder.load_exercise(root, name)
    app = nbgrader_app.load_application(root, db)
    with database.open_engine(app.coursedir.db_url) as engine:
        if not database.exists(engine):
            raise NothingGradedError(say("report", "nothing_yet", name=name))
        with engine.connect() as connection:
            known = gradebook_ids.read(connection, exercise)
            if known is None:
                raise NothingGradedError(say("report", "nothing_yet", name=name))
            table = _read_table(connection, known, exercise)
            roster = _read_roster(connection)
    for row, learner in enumerate(table.learners):
        answers = copies.read_answers(exercise, learner)
        if answers is not None:
            table.put_answers(row, answers)
    return Gathered(exercise, table, roster)


def _read_roster(connection: Connection) -> list[str]:
    from nbgrader import api  # noqa: PLC0415 - slow to import

    return [learner for (learner,) in _stream(connection, select(api.Student.__table__.c.id))]


def _stream(connection: Connection, query: Select[Any]) -> Any:
    options = {"stream_results": True, "yield_per": _ROWS_AT_A_TIME}
    rows: Any = connection.execute(query, execution_options=options)
    return rows


def _read_table(connection: Connection, known: GradebookIds, exercise: Exercise) -> GradedTable:
    from nbgrader import api  # noqa: PLC0415 - slow to import

    submitted, notebook = api.SubmittedAssignment.__table__, api.SubmittedNotebook.__table__
    query = (
        select(submitted.c.student_id, submitted.c.timestamp, notebook.c.id)
        .add_columns(notebook.c.late_submission_penalty)
        .join(notebook, notebook.c.assignment_id == submitted.c.id)
        .where(submitted.c.assignment_id == known.assignment, notebook.c.notebook_id == known.notebook)
        .order_by(submitted.c.student_id)
    )
    rows: list[tuple[Any, ...]] = list(_stream(connection, query))
    table = GradedTable(exercise.assignment, [row[0] for row in rows])
    places: dict[str, int] = {}
    for place, (_, stamp, key, penalty) in enumerate(rows):
        table.timestamps[place] = stamp
        table.penalties[place] = penalty or 0.0
        places[key] = place
    _read_scores(connection, known, table, places)
    return table


def _read_scores(
    connection: Connection, known: GradebookIds, table: GradedTable, places: dict[str, int]
) -> None:
    """Enter the scores that are final."""
    from nbgrader import api  # noqa: PLC0415 - slow to import

    grade = api.Grade.__table__
    scores = {cells.grade: column.scores for column, cells in zip(table.columns, known.cells, strict=True)}
    query = select(grade.c.notebook_id, grade.c.cell_id, select_points(grade)).where(
        _unindexed(connection, grade.c.cell_id).in_(scores)
    )
    for key, cell, points in _stream(connection, query):
        place = places.get(key)
        if place is not None and points is not None:
            scores[cell][place] = points


def _unindexed(connection: Connection, column: Column[str]) -> ColumnElement[str]:
    """Return a column that SQLite does not look up by its index, which is three times slower for most rows.

    The index would have it fetch every row from another place of the file.
    """
    return literal_column(f"+{column}") if connection.dialect.name == "sqlite" else column
