"""The order of impacts: severity leads, one extreme is never averaged away, likelihood only parts equals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from knowshow.exercises.salience import (
    FACTORS,
    Impact,
    find_missing,
    load_frame,
    measure_severity,
    sort_impacts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = st.integers(1, 4)
NUMBERED = st.lists(st.tuples(LEVEL, LEVEL, LEVEL, st.none() | LEVEL), max_size=12)


def impact(name: str, *levels: int | None) -> Impact:
    scale, scope, irremediable, likelihood = levels
    return Impact(
        id=name, what=name, scale=scale, scope=scope, irremediable=irremediable, likelihood=likelihood
    )


def make_impacts(rows: Sequence[tuple[int, int, int, int | None]]) -> list[Impact]:
    return [impact(f"i{index}", *row) for index, row in enumerate(rows)]


def names(*impacts: Impact) -> list[str]:
    return [placed.impact.id for placed in sort_impacts(impacts)]


def test_one_extreme_stands_before_three_middling_factors() -> None:
    assert names(impact("middling", 3, 3, 3, 4), impact("extreme", 1, 1, 4, 1)) == ["extreme", "middling"]


def test_an_unlikely_graver_impact_stands_before_a_certain_lesser_one() -> None:
    assert names(impact("lesser", 3, 3, 2, 4), impact("graver", 3, 3, 3, 1)) == ["graver", "lesser"]


def test_between_equals_likelihood_decides_and_is_the_reason() -> None:
    placed = sort_impacts([impact("unlikely", 3, 1, 2, 1), impact("likely", 1, 2, 3, 3)])
    assert [ranked.impact.id for ranked in placed] == ["likely", "unlikely"]
    assert [ranked.because for ranked in placed] == ["likelier", "last"]


def test_equal_impacts_share_a_place() -> None:
    placed = sort_impacts([impact("a", 2, 2, 2, 2), impact("b", 2, 2, 2, 2), impact("c", 1, 2, 2, 4)])
    assert [ranked.place for ranked in placed] == [1, 1, 3]
    assert placed[0].because == "tied"


def test_the_reason_names_the_factor_that_decided() -> None:
    (first, *_) = sort_impacts([impact("a", 2, 4, 3, 1), impact("b", 4, 2, 2, 4)])
    assert (first.because, first.factor, first.level, first.other) == ("second", "irremediable", 3, 2)


def test_an_impact_without_a_level_has_no_place_and_the_factor_is_named() -> None:
    half = impact("half", 3, None, None, 4)
    assert sort_impacts([half]) == []
    assert find_missing(half) == ["scope", "irremediable"]


@given(NUMBERED)
def test_every_impact_has_one_place_whatever_the_order_of_writing(
    rows: list[tuple[int, int, int, int | None]],
) -> None:
    impacts = make_impacts(rows)
    forth = {ranked.impact.id: ranked.place for ranked in sort_impacts(impacts)}
    back = {ranked.impact.id: ranked.place for ranked in sort_impacts(reversed(impacts))}
    assert forth == back
    assert len(forth) == len(impacts)


@given(NUMBERED)
def test_severity_never_rises_down_the_order(rows: list[tuple[int, int, int, int | None]]) -> None:
    severities = [measure_severity(ranked.impact) or () for ranked in sort_impacts(make_impacts(rows))]
    assert severities == sorted(severities, reverse=True)


@given(NUMBERED, st.lists(LEVEL, min_size=12, max_size=12))
def test_no_likelihood_moves_an_impact_past_a_more_severe_one(
    rows: list[tuple[int, int, int, int | None]], likely: list[int]
) -> None:
    changed = [(*row[:3], likely[index]) for index, row in enumerate(rows)]
    before = [measure_severity(ranked.impact) for ranked in sort_impacts(make_impacts(rows))]
    assert before == [measure_severity(ranked.impact) for ranked in sort_impacts(make_impacts(changed))]


@given(NUMBERED.filter(bool), st.sampled_from(FACTORS))
def test_a_graver_factor_never_costs_a_place(
    rows: list[tuple[int, int, int, int | None]], factor: str
) -> None:
    impacts = make_impacts(rows)
    worse = impacts[0].model_copy(update={factor: 4})
    place = {ranked.impact.id: ranked.place for ranked in sort_impacts(impacts)}["i0"]
    assert {ranked.impact.id: ranked.place for ranked in sort_impacts([worse, *impacts[1:]])}["i0"] <= place


def test_the_worked_example_shows_each_side_of_the_rule() -> None:
    placed = sort_impacts(load_frame().examples)
    assert [ranked.because for ranked in placed] == ["highest", "likelier", "second", "last"]
    assert placed[0].impact.likelihood == 1
