"""Two groups of seats compared: how those who sat as, say, rights-holders voted, and how the others did.

Who sits where counts as known to everybody. The total of the ballot is shown already, so one group's number
gives the other's by subtraction: the two are shown together or not at all, over one grouping of the options
in which every number of either group is k or more. Within each group of p people the promise then holds for
itself: a coalition with t <= k - 2 members there is never certain, and right at most (p - k) of (p - t)
times (the first step in `knowshow.room.disclosure`, for the p people who share a group of seats).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowshow.room.again import Shift
from knowshow.room.disclosure import FEWEST, Group, grouped
from knowshow.room.tallies import Tally, TallyError

if TYPE_CHECKING:
    from knowshow.room.disclosure import Reveal


@dataclass(frozen=True, slots=True)
class SeatReveal:
    """The numbers of two groups of seats, over the same options grouped in the same way."""

    first: tuple[Group, ...]
    second: tuple[Group, ...]


def total(first: Tally, second: Tally) -> Tally:
    """Return the tally of both groups of seats; raise `TallyError` where they had different ballots."""
    if first.choices != second.choices:
        raise TallyError(
            f"choices: {list(second.choices)}: both groups of seats vote on {list(first.choices)}"
        )
    return Tally(first.choices, tuple(a + b for a, b in zip(first.counts, second.counts, strict=True)))


def compare_seats(first: Tally, second: Tally, shown: Reveal | Shift) -> SeatReveal | None:
    """Return what may be shown of two groups of seats beside the total `shown`, or None for nothing.

    Nothing, where a group has fewer than eight people or the total is shown without numbers, as every second
    ballot is when somebody came or went. Raise `TallyError` where `shown` is of other people.
    """
    if isinstance(shown, Shift) or min(first.people, second.people) < FEWEST:
        return None
    if shown.people != first.people + second.people:
        raise TallyError(f"people: {first.people + second.people} have seats, the reveal has {shown.people}")
    return compare_within(first, second, shown)


def compare_within(first: Tally, second: Tally, shown: Reveal) -> SeatReveal | None:
    """Return the finest comparison in which every number is the `k` of the total `shown` or more."""
    if shown.words != "numbers":
        return None
    both = total(first, second)
    rising = sorted(range(len(both.counts)), key=lambda place: (both.counts[place], -place))
    for together in range(_merged(shown), len(rising)):
        merged = tuple(both.options[place] for place in sorted(rising[:together]))
        sides = grouped(first, merged), grouped(second, merged)
        if all((group.count or 0) >= shown.k for side in sides for group in side):
            return SeatReveal(*sides)
    return None


def _merged(shown: Reveal) -> int:
    """Return how many options are counted together in `shown`."""
    return len(shown.groups[-1].options) if shown.groups[-1].merged else 0
