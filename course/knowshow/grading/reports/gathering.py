"""Gather what a report needs from the gradebook and the submissions."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from sqlalchemy import select

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder
from knowshow.exercises.course_folder import SUBMITTED
from knowshow.grading import database, gradebook_ids, nbgrader_app
from knowshow.grading.reports.statistics import LearnerRecord
from knowshow.handing_in import sanitize, submission

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Value
    from knowshow.grading.gradebook_ids import GradebookIds


class NothingGradedError(KnowShowError):
    """Nothing of the assignment is graded yet."""


class CohortsError(KnowShowError):
    """The file of cohorts cannot be used."""


def read_cohorts(path: Path | None) -> dict[str, str | None]:
    """Read each learner's cohort, None if empty, from a CSV file with columns `learner` and `cohort`.

    Raises:
        CohortsError: the file cannot be read, or lacks a column.
    """
    if path is None:
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = {"learner", "cohort"} - set(reader.fieldnames or ())
            rows = [
                ((row["learner"] or "").strip(), (row["cohort"] or "").strip())
                for row in reader
                if not missing
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CohortsError(say("report", "cohorts", file=path, why=error)) from None
    if missing:
        why = say("report", "no_column", names=", ".join(sorted(missing)))
        raise CohortsError(say("report", "cohorts", file=path, why=why))
    return {learner: cohort or None for learner, cohort in rows if learner}


def gather(root: Path, name: str, db: str | None) -> tuple[Exercise, list[LearnerRecord], list[str]]:
    """Return an assignment, its graded submissions, and all learners in the gradebook.

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
            return exercise, _read_records(connection, known, exercise), _read_roster(connection)


def _read_roster(connection: Connection) -> list[str]:
    from nbgrader import api  # noqa: PLC0415 - slow to import

    return list(connection.execute(select(api.Student.__table__.c.id)).scalars())


def _read_records(connection: Connection, known: GradebookIds, exercise: Exercise) -> list[LearnerRecord]:
    from nbgrader import api  # noqa: PLC0415 - slow to import

    submitted, notebook, grade = (
        kind.__table__ for kind in (api.SubmittedAssignment, api.SubmittedNotebook, api.Grade)
    )
    rows = connection.execute(
        select(
            submitted.c.student_id, submitted.c.timestamp, *grade.c["cell_id", "auto_score", "manual_score"]
        )
        .add_columns(grade.c.extra_credit, notebook.c.late_submission_penalty)
        .join(notebook, notebook.c.assignment_id == submitted.c.id)
        .join(grade, grade.c.notebook_id == notebook.c.id)
        .where(submitted.c.assignment_id == known.assignment)
        .order_by(submitted.c.student_id)
    )
    place = {cells.grade: i for i, cells in enumerate(known.cells)}
    stamps: dict[str, datetime | None] = {}
    scores: dict[str, list[float | None]] = {}
    penalties: dict[str, float] = {}
    for learner, stamp, cell, auto, manual, extra, penalty in rows:
        stamps[learner] = stamp
        penalties[learner] = penalty or 0.0
        points = scores.setdefault(learner, [None] * len(place))
        standing = auto if manual is None else manual
        if cell in place and standing is not None:
            points[place[cell]] = standing + (extra or 0.0)
    return [
        LearnerRecord(
            learner,
            stamps[learner],
            tuple(points),
            _read_values(exercise, learner),
            penalty=penalties[learner],
        )
        for learner, points in scores.items()
    ]


def _read_values(exercise: Exercise, learner: str) -> dict[str, Value]:
    if not sanitize.is_learner_id(learner):
        return {}
    try:
        folder = f"{exercise.root}/{SUBMITTED}/{learner}/{exercise.name}"
        return submission.read(folder, learner, exercise).values
    except KnowShowError:
        return {}
