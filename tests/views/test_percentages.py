from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.views.percentages import apportion, percents, tenths


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any), st.sampled_from([100, 1000]))
def test_parts_add_up_and_none_is_off_by_one_or_more(counts: list[int], whole: int) -> None:
    shares = [Fraction(count, sum(counts)) for count in counts]
    parts = apportion(shares, whole)
    assert sum(parts) == whole
    assert all(abs(part - share * whole) < 1 for part, share in zip(parts, shares, strict=True))


def test_three_percentages_that_rounding_takes_to_101_add_up() -> None:
    shares = {"better": Fraction(375, 1000), "same": Fraction(375, 1000), "worse": Fraction(250, 1000)}
    assert percents(shares) == {"better": "38 %", "same": "37 %", "worse": "25 %"}
    assert tenths([Fraction(1, 3)] * 3) == ["33.4 %", "33.3 %", "33.3 %"]


@pytest.mark.parametrize(
    ("share", "said"),
    [(Fraction(0), "0 %"), (Fraction(1, 500), "fewer than 1 %"), (Fraction(499, 500), "more than 99 %")],
)
def test_some_is_never_rounded_to_none_nor_nearly_all_to_all(share: Fraction, said: str) -> None:
    assert percents({"here": share, "there": 1 - share})["here"] == said
