"""Graded submissions of the demonstration exercise, for the tests of reports."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from demo import ASSIGNMENT, KEYS
from handed_in import answers
from knowshow.exercises import scoring
from knowshow.exercises.course_folder import Exercise
from knowshow.grading.reports.figures import Figures, compute_figures
from knowshow.grading.reports.table import GradedTable, LearnerRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

START = datetime(2026, 11, 2, 9, 0, 0)  # noqa: DTZ001 - as nbgrader keeps it, UTC without a zone


def records(count: int, *, read: bool = True) -> list[LearnerRecord]:
    """So many graded submissions, their written answers marked unless they are not `read` yet."""
    rng = random.Random(5)  # noqa: S311 - the same each time
    graded = []
    for number in range(count):
        values = answers(Exercise(None, ASSIGNMENT, KEYS), rng)  # type: ignore[arg-type]
        grade = scoring.grade(KEYS, ASSIGNMENT, values)
        by_hand = float(number % 9) if read else None
        scores = tuple(by_hand if s.outcome == "needs-manual" else s.earned for s in grade.scores)
        graded.append(LearnerRecord(f"learner-{number}", START + timedelta(days=number % 4), scores, values))
    return graded


def figures(
    graded: Iterable[LearnerRecord],
    roster: Mapping[str, str | None] | None = None,
    since: datetime | None = None,
) -> Figures:
    """The figures of some records of the demonstration exercise."""
    return compute_figures(ASSIGNMENT, KEYS, GradedTable.make(ASSIGNMENT, graded), roster or {}, since)
