"""Read from the gradebook what is finally marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.grading import database, gradebook_ids, nbgrader_app
from knowshow.grading.final import select_points, take_penalty

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


class NothingFinalError(KnowShowError):
    """Nothing of the assignment is graded yet."""


@dataclass
class FinalScores:
    """An assignment's final scores, learner's id to points, late penalty taken off; `maximum` points.

    `waiting` are learners of whom a person has yet to read something, `feedback` nbgrader's folder of pages.
    """

    assignment: str
    maximum: float
    feedback: Path
    scores: dict[str, float] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)


def read(root: Path, name: str, db: str | None = None) -> FinalScores:
    """Read the final scores of an assignment in a course folder; `db` is the gradebook's URL.

    Raises:
        KnowShowError: the assignment or the gradebook cannot be used.
        NothingFinalError: nothing of the assignment is graded yet.
    """
    exercise = course_folder.load_exercise(root, name)
    app = nbgrader_app.load_application(root, db)
    maximum = sum(item.points for item in exercise.assignment.items)
    final = FinalScores(name, maximum, root / app.coursedir.feedback_directory)
    with database.open_engine(app.coursedir.db_url) as engine:
        if database.exists(engine):
            with engine.connect() as connection:
                known = gradebook_ids.read(connection, exercise)
                if known is not None:
                    _read_scores(connection, known.assignment, final)
    if not final.scores and not final.waiting:
        raise NothingFinalError(say("report", "nothing_yet", name=name))
    return final


def _read_scores(connection: Connection, assignment: str, final: FinalScores) -> None:
    from nbgrader import api  # noqa: PLC0415 - slow to import

    submitted, notebook, grade = (
        kind.__table__ for kind in (api.SubmittedAssignment, api.SubmittedNotebook, api.Grade)
    )
    points = select_points(grade)
    rows = connection.execute(
        select(
            submitted.c.student_id,
            func.sum(points),
            func.max(func.coalesce(notebook.c.late_submission_penalty, 0)),
            func.count() - func.count(points),
        )
        .join(notebook, notebook.c.assignment_id == submitted.c.id)
        .join(grade, grade.c.notebook_id == notebook.c.id)
        .where(submitted.c.assignment_id == assignment)
        .group_by(submitted.c.student_id)
        .order_by(submitted.c.student_id)
    )
    for learner, score, penalty, waiting in rows:
        if waiting:
            final.waiting.append(learner)
        else:
            final.scores[learner] = take_penalty(score, penalty)
