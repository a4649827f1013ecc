"""What is finally marked: the rule as SQL, on rows as nbgrader keeps them."""

from __future__ import annotations

import math

import pytest
from nbgrader import api
from sqlalchemy import create_engine, select

from knowshow.grading.final import select_points, take_penalty

GRADE = api.Grade.__table__
COLUMNS = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")


@pytest.mark.parametrize(
    ("row", "points"),
    [
        ((2.0, None, None, False), 2.0),
        ((2.0, 0.0, None, False), 0.0),
        ((None, 3.0, 0.5, False), 3.5),
        ((2.0, None, 0.5, False), 2.5),
        ((None, None, 0.5, False), None),
        ((None, None, None, True), None),
        ((2.0, 3.0, None, True), None),
    ],
    ids=["program", "person over program", "extra credit", "both", "nothing", "waits", "waits again"],
)
def test_a_persons_points_stand_and_what_waits_has_none(
    row: tuple[float | None, float | None, float | None, bool], points: float | None
) -> None:
    with create_engine("sqlite://").connect() as connection:
        GRADE.create(connection)
        ids = {"id": "g", "cell_id": "c", "notebook_id": "n"}
        connection.execute(GRADE.insert().values(ids | dict(zip(COLUMNS, row, strict=True))))
        assert connection.execute(select(select_points(GRADE))).scalar() == points


def test_a_penalty_takes_no_more_than_there_is_and_leaves_what_waits() -> None:
    assert take_penalty(3.0, 1.0) == 2.0
    assert take_penalty(3.0, 9.0) == 0.0
    assert math.isnan(take_penalty(math.nan, 1.0))
