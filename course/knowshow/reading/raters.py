"""How far two readers of the same answers agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 10  # pairs, below which no figure is shown: it would jump with every answer


class Agreement(NamedTuple):
    """What two readers have in common.

    `pairs` is how many answers both marked; `same` the share of them with equal points, `apart` the mean
    difference in points, `kappa` Cohen's kappa with quadratic weights: 1 for full agreement, 0 for as much as
    chance would give. None where there are too few pairs, and for kappa where it is not defined.
    """

    pairs: int
    same: float | None
    apart: float | None
    kappa: float | None


def compare(pairs: Sequence[tuple[float, float]]) -> Agreement:
    """Return the agreement of pairs of points, the first reader's and the second's."""
    count = len(pairs)
    if count < FEWEST:
        return Agreement(count, None, None, None)
    same = sum(first == second for first, second in pairs) / count
    apart = sum(abs(first - second) for first, second in pairs) / count
    return Agreement(count, same, apart, weighted_kappa(pairs))


def weighted_kappa(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Cohen's kappa with quadratic weights, or None where both readers gave one same mark throughout.

    One less the mean squared difference, as a share of what it would be if every mark of one reader met every
    mark of the other. Source: J. Cohen, *Weighted kappa*, Psychological Bulletin 70 (1968), 213-220.
    """
    count = len(pairs)
    firsts, seconds = [first for first, _ in pairs], [second for _, second in pairs]
    observed = sum((first - second) ** 2 for first, second in pairs) / count
    expected = (
        _mean([x * x for x in firsts]) + _mean([y * y for y in seconds]) - 2 * _mean(firsts) * _mean(seconds)
    )
    return None if expected <= 1e-12 else 1 - observed / expected  # noqa: PLR2004 - rounding alone


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
