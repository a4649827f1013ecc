"""How far two readers agree."""

from __future__ import annotations

import pytest

from knowshow.reading import raters


def test_full_agreement_is_one_and_the_opposite_is_below_chance() -> None:
    marks = [0.0, 1.0, 2.0, 3.0, 4.0] * 3
    full = raters.compare([(mark, mark) for mark in marks])
    assert [full.pairs, full.same, full.apart, full.kappa] == pytest.approx([15, 1.0, 0.0, 1.0])
    opposite = raters.compare([(mark, 4 - mark) for mark in marks])
    assert opposite.kappa == pytest.approx(-1.0)
    assert opposite.same == pytest.approx(0.2)


def test_kappa_is_what_the_table_of_disagreements_gives() -> None:
    pairs = [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 2), (0, 0), (1, 0), (2, 1), (1, 1)]
    observed = sum((first - second) ** 2 for first, second in pairs) / 10
    every = [(first, second) for first, _ in pairs for _, second in pairs]
    expected = sum((first - second) ** 2 for first, second in every) / 100
    agreement = raters.compare([(float(first), float(second)) for first, second in pairs])
    assert agreement.kappa == pytest.approx(1 - observed / expected)
    assert agreement.apart == pytest.approx(0.4)


def test_too_few_pairs_give_no_figure_and_equal_marks_throughout_no_kappa() -> None:
    assert raters.compare([(1.0, 1.0)] * 9) == (9, None, None, None)
    assert raters.compare([(1.0, 1.0)] * 10) == (10, 1.0, 0.0, None)
