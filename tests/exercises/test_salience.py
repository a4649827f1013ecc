"""The order of impacts: severity leads, one extreme is never averaged away, likelihood only parts equals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from knowshow.exercises.salience import FACTORS, Impact, frame, missing, order, severity

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = st.integers(1, 4)
NUMBERED = st.lists(st.tuples(LEVEL, LEVEL, LEVEL, st.none() | LEVEL), max_size=12)


def impact(name: str, *levels: int | None) -> Impact:
    scale, scope, irremediable, likelihood = levels
    return Impact(
        id=name, what=name, scale=scale, scope=scope, irremediable=irremediable, likelihood=likelihood
    )


def many(rows: Sequence[tuple[int, int, int, int | None]]) -> list[Impact]:
    return [impact(f"i{index}", *row) for index, row in enumerate(rows)]


def names(*impacts: Impact) -> list[str]:
    return [placed.impact.id for placed in order(impacts)]


def test_one_extreme_stands_before_three_middling_factors() -> None:
    assert names(impact("middling", 3, 3, 3, 4), impact("extreme", 1, 1, 4, 1)) == ["extreme", "middling"]


def test_an_unlikely_graver_impact_stands_before_a_certain_lesser_one() -> None:
    assert names(impact("lesser", 3, 3, 2, 4), impact("graver", 3, 3, 3, 1)) == ["graver", "lesser"]


def test_between_equals_likelihood_decides_and_says_so() -> None:
    placed = order([impact("unlikely", 3, 1, 2, 1), impact("likely", 1, 2, 3, 3)])
    assert [one.impact.id for one in placed] == ["likely", "unlikely"]
    assert [one.because for one in placed] == ["likelier", "last"]


def test_equals_in_everything_share_a_place() -> None:
    placed = order([impact("a", 2, 2, 2, 2), impact("b", 2, 2, 2, 2), impact("c", 1, 2, 2, 4)])
    assert [one.place for one in placed] == [1, 1, 3]
    assert placed[0].because == "tied"


def test_the_reason_names_the_factor_that_decided() -> None:
    (first, *_) = order([impact("a", 2, 4, 3, 1), impact("b", 4, 2, 2, 4)])
    assert (first.because, first.factor, first.level, first.other) == ("second", "irremediable", 3, 2)


def test_what_is_not_said_has_no_place_and_is_named() -> None:
    half = impact("half", 3, None, None, 4)
    assert order([half]) == []
    assert missing(half) == ["scope", "irremediable"]


@given(NUMBERED)
def test_every_impact_has_one_place_whatever_the_order_of_writing(
    rows: list[tuple[int, int, int, int | None]],
) -> None:
    impacts = many(rows)
    forth = {one.impact.id: one.place for one in order(impacts)}
    back = {one.impact.id: one.place for one in order(reversed(impacts))}
    assert forth == back
    assert len(forth) == len(impacts)


@given(NUMBERED)
def test_severity_never_rises_down_the_order(rows: list[tuple[int, int, int, int | None]]) -> None:
    severities = [severity(one.impact) or () for one in order(many(rows))]
    assert severities == sorted(severities, reverse=True)


@given(NUMBERED, st.lists(LEVEL, min_size=12, max_size=12))
def test_no_likelihood_moves_an_impact_past_a_more_severe_one(
    rows: list[tuple[int, int, int, int | None]], likely: list[int]
) -> None:
    changed = [(*row[:3], likely[index]) for index, row in enumerate(rows)]
    before = [severity(one.impact) for one in order(many(rows))]
    assert before == [severity(one.impact) for one in order(many(changed))]


@given(NUMBERED.filter(bool), st.sampled_from(FACTORS))
def test_a_graver_factor_never_costs_a_place(
    rows: list[tuple[int, int, int, int | None]], factor: str
) -> None:
    impacts = many(rows)
    worse = impacts[0].model_copy(update={factor: 4})
    place = {one.impact.id: one.place for one in order(impacts)}["i0"]
    assert {one.impact.id: one.place for one in order([worse, *impacts[1:]])}["i0"] <= place


def test_the_worked_example_shows_each_side_of_the_rule() -> None:
    placed = order(frame().examples)
    assert [one.because for one in placed] == ["highest", "likelier", "second", "last"]
    assert placed[0].impact.likelihood == 1
