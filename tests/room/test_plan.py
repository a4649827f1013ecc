from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.room.plan import PLANS, Left, PlanError, minutes_left, parts


def test_an_hour_talks_over_three_decisions_and_reads_the_others() -> None:
    assert parts(PLANS["60"], [10, 10, 8, 10]) == (8, 10, 10, 8, 2, 20)


def test_decisions_that_ask_for_more_than_there_is_share_it() -> None:
    assert parts(PLANS["60"], [20, 20, 20, 10]) == (8, 10, 10, 10, 2, 20)


def test_half_a_day_talks_over_all_and_pauses_after_the_third() -> None:
    assert parts(PLANS["half a day"], [10, 12, 10, 10]) == (15, 10, 12, 30, 10, 45)
    assert parts(PLANS["half a day"], [10, 12, 10]) == (15, 10, 12, 10, 45)


def test_a_story_that_has_ended_has_an_opening_and_a_debrief() -> None:
    assert parts(PLANS["90"], []) == (10, 25)


@given(st.sampled_from(sorted(PLANS)), st.lists(st.integers(1, 60), max_size=8))
def test_no_plan_takes_more_minutes_than_the_session_has(length: str, decisions: list[int]) -> None:
    plan = next(plan for name, plan in PLANS.items() if name == length)
    try:
        spans = parts(plan, decisions)
    except PlanError:
        return
    assert sum(spans) <= plan.total
    assert min(spans) >= 1


def test_too_many_decisions_for_an_hour_are_refused() -> None:
    with pytest.raises(PlanError, match="60 minutes are too few for 20 decisions; take a longer one"):
        parts(PLANS["60"], [10] * 20)


def test_minutes_left_are_of_the_session_of_this_part_and_to_spare() -> None:
    spans = (8, 10, 10, 8, 2, 20)
    assert minutes_left(PLANS["60"], spans, done=0, spent=0) == Left(60, 8, 2)
    assert minutes_left(PLANS["60"], spans, done=1, spent=12, here=4) == Left(48, 6, 2)


def test_who_stays_too_long_is_late() -> None:
    spans = (8, 10, 10, 8, 2, 20)
    assert minutes_left(PLANS["60"], spans, done=1, spent=25, here=15) == Left(35, -5, -5)
    assert minutes_left(PLANS["60"], spans, done=6, spent=63) == Left(-3, 0, -3)
