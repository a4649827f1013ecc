"""Quantiles of the F distribution, for confidence intervals; pure, so that no numeric package is needed.

The distribution function is the regularised incomplete beta function, computed by its continued fraction with
Lentz's method (Press and others, *Numerical Recipes*, 3rd edition 2007, section 6.4); quantiles are bisected.
"""

from __future__ import annotations

import math

_TINY = 1e-300
_EXACT = 1e-15
_MOST_TERMS = 100_000  # about the root of the larger parameter is needed: enough for thousands of millions
_HALVINGS = 200


def quantile(share: float, numerator: float, denominator: float) -> float:
    """Return the value below which a `share` (above 0, below 1) of F lies, with these degrees of freedom.

    Raises:
        ValueError: the share or a number of degrees is out of range.
    """
    if not (0 < share < 1 and numerator > 0 and denominator > 0):
        raise ValueError(share, numerator, denominator)
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):  # of x = d1 F / (d1 F + d2), which lies between 0 and 1
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if beta_share(numerator / 2, denominator / 2, middle) < share:
            low = middle
        else:
            high = middle
    return denominator * high / (numerator * (1 - high))


def beta_share(first: float, second: float, value: float) -> float:
    """Return the regularised incomplete beta function I(`first`, `second`) at `value`, from 0 to 1."""
    if value <= 0 or value >= 1:
        return float(value >= 1)
    logarithm = math.lgamma(first + second) - math.lgamma(first) - math.lgamma(second)
    front = math.exp(logarithm + first * math.log(value) + second * math.log1p(-value))
    # The fraction converges fast on this side of the mean only; the function is symmetric.
    if value < (first + 1) / (first + second + 2):
        return front * _fraction(first, second, value) / first
    return 1 - front * _fraction(second, first, 1 - value) / second


def _fraction(first: float, second: float, value: float) -> float:
    """Return the continued fraction of the incomplete beta function."""
    upper = 1.0
    lower = 1 / _away_from_nought(1 - (first + second) * value / (first + 1))
    result = lower
    for term in range(1, _MOST_TERMS):
        twice = first + 2 * term
        even = term * (second - term) * value / ((twice - 1) * twice)
        odd = -(first + term) * (first + second + term) * value / (twice * (twice + 1))
        for part in (even, odd):
            lower = 1 / _away_from_nought(1 + part * lower)
            upper = _away_from_nought(1 + part / upper)
            result *= lower * upper
        if abs(lower * upper - 1) < _EXACT:
            break
    return result


def _away_from_nought(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
