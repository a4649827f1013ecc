"""Read the gradebook's ids for an assignment, once for thousands of rows."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from knowshow import slim_imports  # noqa: F401 - before nbgrader
from knowshow.content.text import say
from knowshow.exercises.notebook import answer_id, score_id
from knowshow.grading.database import GradebookError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

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


def read(connection: Connection, exercise: Exercise) -> GradebookIds | None:
    """Return an assignment's ids, or None if the gradebook does not hold the assignment.

    Raises:
        GradebookError: the gradebook holds the assignment with other items or points.
    """
    from nbgrader import api  # noqa: PLC0415 - slow to import

    assignments = connection.execute(
        select(api.Assignment.id, api.Assignment.duedate, api.Notebook.id, api.Notebook.kernelspec)
        .join(api.Notebook, api.Notebook.assignment_id == api.Assignment.id)
        .where(api.Assignment.name == exercise.name)
    ).all()
    if not assignments:
        return None
    assignment, duedate, notebook, kernelspec = assignments[0]
    base = api.BaseCell.__table__
    rows = connection.execute(
        select(base.c.name, base.c.type, base.c.id).where(base.c.notebook_id == notebook)
    ).all()
    ids = {(name, kind): cell for name, kind, cell in rows}
    sums = connection.execute(
        select(api.SourceCell.name, api.SourceCell.checksum).where(api.SourceCell.notebook_id == notebook)
    ).all()
    graded = connection.execute(
        select(api.GradeCell.name, api.GradeCell.max_score).where(api.GradeCell.notebook_id == notebook)
    ).all()
    points: dict[str, float] = dict(graded)
    for item in exercise.assignment.items:
        if item.points not in (points.get(score_id(item.id)), points.get(answer_id(item.id))):
            raise GradebookError(say("grade", "stale", name=exercise.name, item=item.id))
    cells = tuple(_cells(ids, item.id) for item in exercise.assignment.items)
    checksums = tuple(sorted((name, checksum) for name, checksum in sums))
    return GradebookIds(assignment, notebook, duedate, kernelspec or "{}", cells, checksums)


def _cells(ids: dict[tuple[str, str], str], item: str) -> Cells:
    comment = ids[answer_id(item), "SolutionCell"]
    scored = (score_id(item), "GradeCell")
    return Cells(ids[scored] if scored in ids else ids[answer_id(item), "GradeCell"], comment)
