"""The adversary of the promise: knows the mechanism, everything shown, and the votes of a coalition.

She considers every list of votes that fits. Since the room treats people alike, only the margins matter; a
margin of the others stands for as many lists as its multinomial coefficient.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import combinations_with_replacement
from math import ceil, factorial, prod
from typing import TYPE_CHECKING, TypeVar

from knowshow.room.tallies import Tally

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from fractions import Fraction

Counts = tuple[int, ...]
WIDTH = 160  # bits: more than any sum here needs
MASK = (1 << WIDTH) - 1
View = TypeVar("View", bound="Hashable")
CHOICES = ("ask", "wait", "leave", "stay", "tell", "sell")


@cache
def margins(people: int, options: int) -> tuple[Counts, ...]:
    """Return every way in which `people` can fall on `options`."""
    if options == 1:
        return ((people,),)
    return tuple(
        (first, *rest) for first in range(people + 1) for rest in margins(people - first, options - 1)
    )


@cache
def lists(counts: Counts) -> int:
    """Return how many lists of votes have these margins."""
    return factorial(sum(counts)) // prod(map(factorial, counts))


def add(counts: Counts, more: Counts) -> Counts:
    """Return the sum of two margins."""
    return tuple(map(sum, zip(counts, more, strict=True)))


@cache
def as_tally(counts: Counts) -> Tally:
    """Return the tally with these counts, abstentions last."""
    return Tally(CHOICES[: len(counts) - 1], counts)


def coalitions(most: int, options: int) -> Iterator[Counts]:
    """Yield the pooled votes of every coalition of at most `most` people, also of nobody."""
    for size in range(most + 1):
        yield from margins(size, options)


@cache
def packed(counts: Counts) -> int:
    """Return margins as one integer, `WIDTH` bits each, so that weighing and adding them is one operation."""
    return sum(count << (WIDTH * option) for option, count in enumerate(counts))


def largest(sums: int) -> int:
    """Return the largest of the numbers packed in `sums`."""
    most = 0
    while sums:
        most = max(most, sums & MASK)
        sums >>= WIDTH
    return most


@dataclass(slots=True)
class Belief:
    """What one view leaves open about the others: sums over all that fits, in each of two ways of weighing.

    `lists` weighs every list of votes alike, `tallies` every margin of the room; `of_lists` and `of_tallies`
    are the voters of each option among the others, so weighed and packed. `fitting` are the others' margins.
    """

    cases: int = 0
    lists: int = 0
    tallies: int = 0
    of_lists: int = 0
    of_tallies: int = 0
    fitting: set[Counts] = field(default_factory=set)
    sure: int = -1  # what `surest` has worked out

    def see(self, others: Counts, weight: int, even: int = 1) -> None:
        """Take in a case with the margins `others`, of so many lists and `even` margins in all."""
        voters = packed(others)
        self.cases += 1
        self.lists += weight
        self.tallies += even
        self.of_lists += weight * voters
        self.of_tallies += even * voters
        self.fitting.add(others)

    def surest(self) -> int:
        """Return how many of the others voted alike at least, in each case that fits."""
        if self.sure < 0:
            self.sure = max(min(voters) for voters in zip(*self.fitting, strict=True))
        return self.sure

    def best_guess(self, others: int) -> float:
        """Return how often the best guess at one of `others` is right, in the worse way of weighing."""
        return max(largest(self.of_lists) / self.lists, largest(self.of_tallies) / self.tallies) / others

    def keeps(self, most: Fraction | int, others: int) -> bool:
        """Return whether the best guess is right at most `most` of `others` times, and nothing is certain.

        Three ways of judging at once: every list equally likely, every margin equally likely, and no belief
        at all: a case must fit in which at most `most` (rounded up) of the others voted so, and not all did.
        """
        return (
            largest(self.of_lists) <= most * self.lists
            and largest(self.of_tallies) <= most * self.tallies
            and self.surest() <= min(ceil(most), others - 1)
        )


def believe(cases: Iterable[tuple[View, Counts, int]]) -> dict[View, Belief]:
    """Return the belief after each view, from all cases: view, the others' margins, number of lists."""
    beliefs: dict[View, Belief] = {}
    for view, others, weight in cases:
        beliefs.setdefault(view, Belief()).see(others, weight)
    return beliefs


@cache
def moves(options: int, most: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return every way in which at most `most` people change from one option to another."""
    ways = [(a, b) for a in range(options) for b in range(options) if a != b]
    return tuple(way for size in range(most + 1) for way in combinations_with_replacement(ways, size))


def moved(counts: Counts, way: tuple[tuple[int, int], ...]) -> tuple[Counts, int] | None:
    """Return the margins after `way` and in how many ways people make it, or None where too few are there."""
    after, leavers = list(counts), [0] * len(counts)
    for source, goal in way:
        after[source] -= 1
        after[goal] += 1
        leavers[source] += 1
    if any(left > there for left, there in zip(leavers, counts, strict=True)):
        return None
    people = prod(
        factorial(there) // factorial(there - left) for left, there in zip(leavers, counts, strict=True)
    )
    return tuple(after), people // prod(factorial(way.count(step)) for step in set(way))


@cache
def changed(people: int, options: int, most: int) -> tuple[tuple[Counts, Counts, int, int], ...]:
    """Return each pair of the others' margins when at most `most` of them changed their minds.

    With it the lists of pairs of votes that it stands for, and the ways to move from the one to the other.
    """
    pairs: dict[tuple[Counts, Counts], list[int]] = {}
    for rest in margins(people, options):
        for way in moves(options, most):
            change = moved(rest, way)
            if change is not None:
                sums = pairs.setdefault((rest, change[0]), [0, 0])
                sums[0] += lists(rest) * change[1]
                sums[1] += 1
    return tuple((rest, after, weight, ways) for (rest, after), (weight, ways) in pairs.items())
