"""Shares of a whole in words: percentages that add up to a hundred, and never round some to none."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from knowshow.content.text import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction


def apportion(shares: Sequence[Fraction], whole: int) -> list[int]:
    """Return whole numbers that add up to `whole`, by the largest remainder (Hamilton's method).

    `shares` add up to 1. Equal remainders go to whoever comes first.
    """
    exact = [share * whole for share in shares]
    parts = [floor(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])
    for place in by_remainder[: whole - sum(parts)]:
        parts[place] += 1
    return parts


def percents(shares: Mapping[str, Fraction]) -> dict[str, str]:
    """Return shares of one whole (together 1) as percentages in words that add up to a hundred."""
    rounded = apportion(list(shares.values()), 100)
    return {
        name: _say_percent(share, number)
        for (name, share), number in zip(shares.items(), rounded, strict=True)
    }


def tenths(shares: Sequence[Fraction]) -> list[str]:
    """Return shares of one whole (together 1) as percentages with one decimal that add up to a hundred."""
    return [f"{part / 10:.1f} %" for part in apportion(shares, 1000)]


def _say_percent(share: Fraction, number: int) -> str:
    if share and share * 100 < 1:
        return say("debrief", "below_one")
    if share != 1 and share * 100 > 99:  # noqa: PLR2004 - of a hundred
        return say("debrief", "above_99")
    return say("debrief", "percent", number=number)
