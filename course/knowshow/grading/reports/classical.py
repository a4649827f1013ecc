"""Classical test theory: what scores say about an item and about a whole exercise; pure functions of numbers.

Scores are points. A list of scores holds one for each learner, in the same order everywhere. Sums are
rounded to six decimals before they are compared: without that, learners with equal rests would seem to
differ by the last bit of a sum. The guide (`assets/guide/statistics.md`) says the same in words.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING, Literal

from knowshow.grading.reports import f_distribution

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEVEL = 0.95  # the confidence of every interval
_DECIMALS = 6
_LEAST_FOR_FISHER = 4  # the variance of Fisher's z is 1 / (n - 3)


@dataclass(frozen=True, slots=True)
class Reliability:
    """How alike a second exercise of the same kind would rank the same learners.

    `value` is coefficient alpha, called `kr20` where every item gives all of the same points or none;
    `low` and `high` bound it with confidence `LEVEL`; `deviation` (of the totals) and `error` (the standard
    error of measurement) are points. Computed over so many `items` and `learners`.
    """

    coefficient: Literal["kr20", "alpha"]
    value: float
    low: float
    high: float
    deviation: float
    error: float
    items: int
    learners: int


def difficulty(scores: Sequence[float], points: float) -> float:
    """Return the mean share of an item's points, from 0 (hard) to 1 (easy).

    For right or wrong it is the share of right answers, *p* (Crocker and Algina, *Introduction to Classical
    and Modern Test Theory*, 1986, chapter 14).
    """
    return statistics.fmean(scores) / points


def add_up(columns: Sequence[Sequence[float]]) -> list[float]:
    """Return each learner's total over some items."""
    return [round(math.fsum(scores), _DECIMALS) for scores in zip(*columns, strict=True)]


def take_off(totals: Sequence[float], own: Sequence[float]) -> list[float]:
    """Return each learner's rest: the total without the points of one item."""
    return [round(total - score, _DECIMALS) for total, score in zip(totals, own, strict=True)]


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's correlation, or None where one side is the same for everybody.

    With the rest as `second` it is the corrected item-total discrimination (Henrysson, "Correction of
    item-total correlations in item analysis", *Psychometrika* 28, 1963): an item that counted on both
    sides would correlate with itself. With a pick (1 or 0) as `first` it is the point-biserial.
    """
    if _is_constant(first) or _is_constant(second):
        return None
    one, other = _deviations(first), _deviations(second)
    product = math.sqrt(_add_products(one, one)) * math.sqrt(_add_products(other, other))
    return _bound(_add_products(one, other) / product)


def point_biserials(groups: Mapping[str, tuple[int, float]], rest: Sequence[float]) -> dict[str, float]:
    """Return for each group the correlation of being in it (1 or 0) with the `rest` of everybody's points.

    A group is a number of learners and the sum of their rests. A group of nobody or of everybody has no
    correlation, nor has any where all rests are equal. The same as `correlation` with 1 and 0, in one pass
    for all groups (Crocker and Algina 1986, chapter 14).
    """
    if _is_constant(rest):
        return {}
    every, mean = len(rest), statistics.fmean(rest)
    deviations = _deviations(rest)
    spread = math.sqrt(_add_products(deviations, deviations))
    return {
        name: _bound((total - count * mean) / (spread * math.sqrt(count * (1 - count / every))))
        for name, (count, total) in groups.items()
        if 0 < count < every
    }


def fisher_interval(value: float, learners: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the confidence interval of a correlation, by Fisher's z (*Metron* 1, 1921).

    With fewer than four learners it is (-1, 1): nothing is known.
    """
    if learners < _LEAST_FOR_FISHER:
        return -1.0, 1.0
    if abs(value) >= 1:
        return value, value
    half = statistics.NormalDist().inv_cdf((1 + level) / 2) / math.sqrt(learners - 3)
    return math.tanh(math.atanh(value) - half), math.tanh(math.atanh(value) + half)


def alpha(columns: Sequence[Sequence[float]]) -> float | None:
    """Return coefficient alpha of some items; None with fewer than two, or where all totals are equal.

    k / (k - 1) * (1 - sum of the items' variances / variance of the totals) (Cronbach, "Coefficient alpha
    and the internal structure of tests", *Psychometrika* 16, 1951). For right or wrong it is KR-20 (Kuder
    and Richardson, *Psychometrika* 2, 1937), an item's variance being p * (1 - p).
    """
    totals = add_up(columns)
    count = len(columns)
    if count <= 1 or _is_constant(totals):
        return None
    parts = math.fsum(map(_variance, columns))
    return count / (count - 1) * (1 - parts / _variance(totals))


def is_right_or_wrong(columns: Sequence[Sequence[float]], points: Sequence[float]) -> bool:
    """Return whether every item gives all its points or none, and all items the same."""
    return len(set(points)) == 1 and all({*column} <= {0.0, points[0]} for column in columns)


def feldt_interval(value: float, learners: int, items: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the confidence interval of alpha or KR-20, by Feldt.

    (1 - alpha) times quantiles of F with n - 1 and (n - 1)(k - 1) degrees of freedom (Feldt, "The approximate
    sampling distribution of Kuder-Richardson reliability coefficient twenty", *Psychometrika* 30, 1965;
    Feldt, Woodruff and Salih, *Applied Psychological Measurement* 11, 1987, formulas 6 and 7). It takes
    the items for essentially tau-equivalent and the errors for normal.
    """
    tail = (1 - level) / 2
    degrees = learners - 1, (learners - 1) * (items - 1)
    low, high = (1 - (1 - value) * f_distribution.quantile(share, *degrees) for share in (1 - tail, tail))
    return low, high


def standard_error(totals: Sequence[float], reliability: float) -> float:
    """Return the standard error of measurement in points: deviation * root of (1 - reliability).

    Two in three learners' totals lie within one of it of their true scores (Crocker and Algina 1986,
    chapter 6). A reliability above 1 cannot be; one below 0 counts as it is.
    """
    return math.sqrt(_variance(totals) * max(0.0, 1 - reliability))


def measure_reliability(columns: Sequence[Sequence[float]], points: Sequence[float]) -> Reliability | None:
    """Return the reliability of some items and what belongs to it; None where there is none (see `alpha`)."""
    value = alpha(columns)
    if value is None:
        return None
    totals = add_up(columns)
    low, high = feldt_interval(value, len(totals), len(columns))
    return Reliability(
        "kr20" if is_right_or_wrong(columns, points) else "alpha",
        value,
        low,
        high,
        math.sqrt(_variance(totals)),
        standard_error(totals, value),
        len(columns),
        len(totals),
    )


def _is_constant(numbers: Sequence[float]) -> bool:
    return not numbers or min(numbers) == max(numbers)


# `statistics` computes with fractions and generators: exact, and ten times slower for a hundred thousand.


def _variance(numbers: Sequence[float]) -> float:
    deviations = _deviations(numbers)
    return _add_products(deviations, deviations) / (len(numbers) - 1)


def _deviations(numbers: Sequence[float]) -> list[float]:
    mean = statistics.fmean(numbers)
    return [number - mean for number in numbers]


def _add_products(first: Sequence[float], second: Sequence[float]) -> float:
    return math.fsum(map(mul, first, second))


def _bound(value: float) -> float:
    return max(-1.0, min(1.0, value))
