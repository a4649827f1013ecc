from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.story.scenario import Indicator


def indicator(low: int, high: int, *, levels: tuple[str, ...] = (), better: str = "more") -> Indicator:
    facts = {"id": "trust", "label": "Trust", "about": "people", "who": ["rosa"], "start": low}
    return Indicator.model_validate({**facts, "range": (low, high), "better": better, "levels": levels})


@pytest.mark.parametrize(
    ("better", "before", "after", "course"),
    [
        ("more", 1, 2, "better"),
        ("more", 2, 1, "worse"),
        ("less", 1, 2, "worse"),
        ("less", 2, 1, "better"),
        ("less", 2, 2, "same"),
    ],
)
def test_a_change_is_for_the_better_where_it_goes_the_better_way(
    better: str, before: int, after: int, course: str
) -> None:
    assert indicator(0, 9, better=better).course(before, after) == course


@given(st.integers(-50, 50), st.integers(1, 40), st.integers(1, 12))
def test_the_bounds_of_levels_are_where_the_level_changes(low: int, size: int, count: int) -> None:
    words = tuple(f"level {number}" for number in range(count))
    gauge = indicator(low, low + size, levels=words)
    by_value: dict[str | None, list[int]] = {}
    for value in range(low, low + size + 1):
        by_value.setdefault(gauge.level(value), []).append(value)
    assert gauge.level_bounds() == [(values[0], values[-1]) for values in by_value.values()]
    assert (gauge.level(low - 9), gauge.level(low + size + 9)) == (words[0], words[-1])


def test_levels_over_the_widest_range_the_format_allows() -> None:
    gauge = indicator(-(10**9), 10**9, levels=("low", "middle", "high"))
    bounds = gauge.level_bounds()
    assert [gauge.level(value) for first, last in bounds for value in (first, last)] == [
        *("low", "low", "middle", "middle", "high", "high")
    ]
    assert (bounds[0][0], bounds[-1][1]) == (-(10**9), 10**9)


def test_a_range_without_words_has_no_level() -> None:
    assert indicator(0, 9).level(3) is None
    assert indicator(0, 9).level_bounds() == []
