"""A room as most polls build it: each attack is seen to succeed here before it fails against ours."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from adversary import add

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adversary import Counts

SMALL = 3  # people; below this a careful naive room hides a number


def running(votes: Sequence[str | None]) -> dict[str | None, int]:
    """Show the counts while votes come in, and again whenever asked."""
    return dict(Counter(votes))


def turnout(people: int, voted: int) -> str:
    """Show how many have voted."""
    return f"{voted} of {people}"


def exact(counts: Counts) -> Counts:
    """Show every number, also when all chose the same."""
    return counts


def suppressed(counts: Counts) -> tuple[int, tuple[int | None, ...]]:
    """Show the total, and each number but the small ones."""
    return sum(counts), tuple(None if count < SMALL else count for count in counts)


def follow_room(counts: Counts) -> int:
    """Go on with the option that has most, however well its number is hidden."""
    return counts.index(max(counts))


def smallest(counts: Counts) -> int:
    """Hear the least popular choice first: truly the least popular."""
    return counts.index(min(counts))


def seats(first: Counts, second: Counts) -> tuple[Counts, tuple[Counts | None, ...]]:
    """Show the total and each group of seats, but not one in which all chose the same."""
    return add(first, second), tuple(None if max(side) == sum(side) else side for side in (first, second))


def second_ballot(first: Counts, second: Counts) -> tuple[Counts, Counts]:
    """Show both ballots, whoever came or went between them."""
    return first, second


def supports(count: int) -> int:
    """Show how many support an argument."""
    return count


def joint_table(pairs: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Show how many went from what to what, whoever has sent a pair."""
    return dict(pairs)
