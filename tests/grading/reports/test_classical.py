"""Classical test theory: equal to SciPy and NumPy, and to worked examples that others have published."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from knowshow.grading.reports import classical, f_distribution

# Daniel J. Denis, Applied Univariate, Bivariate, and Multivariate Statistics, 2nd edition 2021, on Cronbach's
# alpha: ten people, five items; the tables "Reliability Statistics" and "Item-Total Statistics".
DENIS = (
    (10, 12, 8, 6, 4, 6, 3, 7, 8, 9),
    (12, 18, 16, 8, 7, 6, 4, 3, 9, 5),
    (15, 12, 14, 16, 8, 3, 6, 7, 4, 6),
    (11, 12, 14, 8, 7, 7, 5, 9, 10, 11),
    (12, 1, 4, 6, 5, 3, 8, 9, 10, 12),
)
CORRECTED = (0.712, 0.558, 0.512, 0.796, -0.228)
# Karl L. Wuensch, "KR20.txt" (StatHelp, East Carolina University, undated): ten students, ten items, and
# below each item its p and p * q; the variance of the totals, with n as divisor, is 5.84 there.
WUENSCH = """
1111110110
1011011101
1111011001
0010001000
0000010010
1110111111
1101110111
1111111101
0101111101
1101101110
"""
SHARES = (0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6)
PRODUCTS = (0.21, 0.21, 0.24, 0.21, 0.24, 0.16, 0.21, 0.21, 0.25, 0.24)
TOTALS = (8, 7, 7, 2, 2, 9, 8, 9, 7, 7)
# Points with two decimals, as the scorer and people give them.
POINTS = st.integers(0, 800).map(lambda hundredths: hundredths / 100)
MATRICES = st.tuples(st.integers(5, 40), st.integers(2, 8)).flatmap(
    lambda size: st.lists(
        st.lists(POINTS, min_size=size[0], max_size=size[0]), min_size=size[1], max_size=size[1]
    )
)


def wuensch() -> list[list[float]]:
    rows = WUENSCH.split()
    return [[float(row[item]) for row in rows] for item in range(10)]


def test_the_published_example_of_alpha_and_of_corrected_discrimination() -> None:
    columns = [list(map(float, column)) for column in DENIS]
    assert classical.alpha(columns) == pytest.approx(0.633, abs=5e-4)
    assert classical.alpha(columns[:4]) == pytest.approx(0.824, abs=5e-4)
    totals = classical.add_up(columns)
    values = [classical.correlation(column, classical.take_off(totals, column)) for column in columns]
    assert values == pytest.approx(CORRECTED, abs=5e-4)
    measured = classical.measure_reliability(columns, [18] * 5)
    assert measured is not None
    assert measured.coefficient == "alpha"


def test_the_published_example_of_kr_20() -> None:
    columns = wuensch()
    assert [classical.difficulty(column, 1) for column in columns] == pytest.approx(SHARES)
    assert [p * (1 - p) for p in SHARES] == pytest.approx(PRODUCTS)
    totals = classical.add_up(columns)
    assert totals == list(TOTALS)
    assert np.var(totals) == pytest.approx(5.84)
    measured = classical.measure_reliability(columns, [1] * 10)
    assert measured is not None
    assert measured.coefficient == "kr20"
    assert measured.value == pytest.approx(10 / 9 * (1 - sum(PRODUCTS) / 5.84))
    assert (measured.items, measured.learners) == (10, 10)


def test_the_published_example_of_feldts_interval() -> None:
    # Chris Evans' code in "Confidence intervals for Cronbach's alpha" (MRC Cognition and Brain Sciences Unit,
    # CBU statistics wiki, FAQ/cafun, undated): alpha 0.913, 873 people and 20 items give the two limits.
    assert classical.feldt_interval(0.913, 873, 20) == pytest.approx((0.9044024, 0.9211588), abs=5e-8)
    # MedCalc's manual, "Cronbach's alpha" (undated): alpha 0.8966, five cases, four items; the one-sided
    # limit at 95 % is 0.6628, from an alpha of more decimals than are printed.
    assert classical.feldt_interval(0.8966, 5, 4, level=0.90)[0] == pytest.approx(0.6628, abs=3e-4)


@pytest.mark.parametrize(
    "degrees", [(1, 1), (4, 4), (9, 81), (88, 528), (9_999, 109_989), (99_999, 1_099_989)]
)
@pytest.mark.parametrize("share", [0.005, 0.025, 0.5, 0.975, 0.995])
def test_quantiles_of_f_are_scipys(degrees: tuple[int, int], share: float) -> None:
    assert f_distribution.quantile(share, *degrees) == pytest.approx(stats.f.ppf(share, *degrees), rel=1e-10)


@given(first=st.floats(0.5, 1e4), second=st.floats(0.5, 1e4), value=st.floats(0, 1))
def test_the_incomplete_beta_function_is_scipys(first: float, second: float, value: float) -> None:
    expected = special.betainc(first, second, value)
    assert f_distribution.beta_share(first, second, value) == pytest.approx(expected, rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(("share", "first", "second"), [(0, 1, 1), (1, 1, 1), (0.5, 0, 1), (0.5, 1, -1)])
def test_a_quantile_out_of_range_is_refused(share: float, first: float, second: float) -> None:
    with pytest.raises(ValueError, match=str(share)):
        f_distribution.quantile(share, first, second)


@given(columns=MATRICES)
def test_alpha_is_numpys_from_the_covariances(columns: list[list[float]]) -> None:
    covariances = np.cov(np.array(columns))
    value, count = classical.alpha(columns), len(columns)
    if len(set(classical.add_up(columns))) == 1:
        assert value is None
    else:
        expected = count / (count - 1) * (1 - covariances.trace() / covariances.sum())
        assert value == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(columns=MATRICES)
def test_discrimination_is_scipys_correlation_with_the_rest(columns: list[list[float]]) -> None:
    own, rest = columns[0], np.array(columns[1:]).sum(axis=0)
    value = classical.correlation(own, classical.take_off(classical.add_up(columns), own))
    if value is None:
        assert len(set(own)) == 1 or len(set(rest.round(6))) == 1
    else:
        assert value == pytest.approx(stats.pearsonr(own, rest).statistic, abs=1e-6)
        low, high = classical.fisher_interval(value, len(own))
        between = stats.pearsonr(own, rest).confidence_interval(0.95)
        assert (low, high) == pytest.approx((between.low, between.high), abs=1e-5)


def test_where_everybodys_rest_is_equal_there_is_no_discrimination() -> None:
    # In floating point the sums of these rests differ in the last bit, which gave -0.63 once.
    rests = [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.2, 0.3, 0.1], [0.3, 0.1, 0.2], [0.6, 0.0, 0.0]]
    assert len({sum(rest) for rest in rests}) > 1
    own = [0.0, 1.0, 2.0, 3.0, 4.0]
    totals = classical.add_up([own, *zip(*rests, strict=True)])
    assert classical.correlation(own, classical.take_off(totals, own)) is None


def test_the_standard_error_is_the_deviation_of_what_reliability_leaves() -> None:
    rng = random.Random(3)  # noqa: S311 - the same each time
    columns = [[rng.choice((0.0, 2.5, 4.0)) for _ in range(50)] for _ in range(6)]
    totals = classical.add_up(columns)
    assert classical.standard_error(totals, 0.84) == pytest.approx(np.std(totals, ddof=1) * math.sqrt(0.16))
    assert classical.standard_error(totals, 1.0) == 0


@pytest.mark.parametrize(
    ("columns", "points", "is_kr20"),
    [
        ([[0, 1], [1, 0]], [1, 1], True),
        ([[0, 2], [1, 0]], [2, 1], False),
        ([[0, 0.5], [1, 0]], [1, 1], False),
    ],
)
def test_kr_20_is_only_said_of_right_or_wrong(
    columns: list[list[float]],
    points: list[float],
    is_kr20: bool,  # noqa: FBT001 - a parameter
) -> None:
    assert classical.is_right_or_wrong(columns, points) is is_kr20


def test_of_one_item_or_of_equal_totals_there_is_no_reliability() -> None:
    assert classical.alpha([[1.0, 2.0, 3.0]]) is None
    assert classical.measure_reliability([[1.0, 2.0], [2.0, 1.0]], [2, 2]) is None


def test_fishers_interval_of_few_or_of_a_line_is_as_wide_or_narrow_as_can_be() -> None:
    assert classical.fisher_interval(0.5, 3) == (-1, 1)
    assert classical.fisher_interval(1.0, 10) == (1, 1)


@given(
    picks=st.lists(st.tuples(st.sampled_from("abcd"), POINTS), min_size=5, max_size=60),
)
def test_point_biserials_are_scipys(picks: list[tuple[str, float]]) -> None:
    rest = [points for _, points in picks]
    groups = {name: [points for pick, points in picks if pick == name] for name in "abcd"}
    values = classical.point_biserials(
        {name: (len(points), sum(points)) for name, points in groups.items()}, rest
    )
    has_one = {name for name, points in groups.items() if 0 < len(points) < len(rest)}
    assert set(values) == (has_one if len(set(rest)) > 1 else set())
    for name, value in values.items():
        expected = stats.pointbiserialr([pick == name for pick, _ in picks], rest).statistic
        assert value == pytest.approx(expected, abs=1e-6)
