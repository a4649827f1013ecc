"""What is finally marked in nbgrader's gradebook: one rule for reports and for learning platforms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause


def select_points(grade: FromClause) -> ColumnElement[Any]:
    """Return a row's points as SQL: what a person gave, or else the program, with any extra credit.

    NULL where the row waits for a person, or for a person's second look after a new answer, and where nothing
    has been scored. `grade` is nbgrader's table of that name.
    """
    points = func.coalesce(grade.c.manual_score, grade.c.auto_score)
    return case((grade.c.needs_manual_grade, None), else_=points + func.coalesce(grade.c.extra_credit, 0))


def take_penalty(points: float, penalty: float) -> float:
    """Return the points after a late penalty, never below 0; points that wait (NaN) stay so."""
    return points if math.isnan(points) else max(0.0, points - penalty)
