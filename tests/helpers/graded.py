"""Graded submissions of the demonstration exercise, for the tests of reports."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from demo import ASSIGNMENT, KEYS
from handed_in import answers
from knowshow.exercises import scoring
from knowshow.exercises.course_folder import Exercise
from knowshow.grading.reports.statistics import LearnerRecord

START = datetime(2026, 11, 2, 9, 0, 0)  # noqa: DTZ001 - as nbgrader keeps it, UTC without a zone


def records(count: int, cohorts: tuple[str, ...] = ()) -> list[LearnerRecord]:
    """So many graded submissions."""
    rng = random.Random(5)  # noqa: S311 - the same each time
    graded = []
    for number in range(count):
        values = answers(Exercise(None, ASSIGNMENT, KEYS), rng)  # type: ignore[arg-type]
        grade = scoring.grade(KEYS, ASSIGNMENT, values)
        scores = tuple(None if s.outcome == "needs-manual" else s.earned for s in grade.scores)
        cohort = cohorts[number] if number < len(cohorts) else None
        graded.append(
            LearnerRecord(f"learner-{number}", START + timedelta(days=number % 4), scores, values, cohort)
        )
    return graded
