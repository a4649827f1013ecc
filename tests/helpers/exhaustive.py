"""The whole search behind the promise; run `python tests/helpers/exhaustive.py` for its figures.

It takes every case up to twelve people: one ballot; two ballots of the same people, in any relation and with
at most two changes of mind; two ballots with one person gone; two groups of seats; and some larger rooms.
`test_promise.py` runs it all. The figures, in cases taken and views judged; no view broke the promise:

    one ballot, 8 to 12 people, k = 3                32,211      2,498
    one ballot, 10 to 12 people, k = 5              131,239      3,153
    one ballot, 19 to 22 people                     174,023     19,773
    two ballots, any relation, 3 choices          5,366,014    127,568
    two ballots, any relation, 2 choices            174,845      8,280
    two ballots, at most 2 changes, 3 choices       824,880     93,776
    two ballots, at most 2 changes, 2 choices        52,380      9,828
    two ballots, at most 2 changes, 20 people       398,100    143,280
    "most" twice, at most 2 changes, 9 to 40 people 139,538        396
    two ballots, one person gone                    258,968        622
    small numbers, 8 to 12 people                     7,221        454
    small numbers, 13 to 24 people                   21,125      2,654
    seats in two groups, 2 choices                   25,564      1,520
    seats in two groups, 3 choices                  228,691      4,720

The best guess comes as near as its bound in one ballot already, so the bound is the best that can be said.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from math import factorial
from typing import TYPE_CHECKING

from adversary import (
    Belief,
    Counts,
    add,
    as_tally,
    believe,
    changed,
    coalitions,
    lists,
    margins,
    moved,
    moves,
)
from knowshow.room.again import Turnover, reveal_again
from knowshow.room.disclosure import Reveal, doubt, pass_gate, reveal, threshold
from knowshow.room.seats import compare_within

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

SIZES = range(8, 13)
Sides = tuple[Counts, Counts]
VIEWS: dict[Hashable, int] = {}  # each view by a number: a number is quick to look up


@dataclass(slots=True)
class Search:
    """Figures of one search: cases, views, breaches, and how near the best guess came to its bound."""

    cases: int = 0
    views: int = 0
    breaches: int = 0
    nearest: float = 0.0
    worst: str = ""

    def judge(self, belief: Belief, most: Fraction | int, others: int, where: object) -> None:
        """Count `belief`, and whether it keeps to `most` of `others`."""
        self.views += 1
        if not belief.keeps(most, others):
            self.breaches += 1
            self.worst = self.worst or f"{where} {belief}"
        self.nearest = max(self.nearest, belief.best_guess(others) * others / float(most))


def number(view: Hashable) -> int:
    """Return the number of `view`."""
    return VIEWS.setdefault(view, len(VIEWS))


@cache
def first_view(counts: Counts) -> int:
    """Return the number of what a first ballot shows."""
    return number(reveal(as_tally(counts)))


@cache
def second_view(first: int, counts: Counts, turnover: Turnover) -> int:
    """Return the number of what a second ballot shows after the first view."""
    return number(reveal_again(_first(first), as_tally(counts), turnover))


@cache
def _first(view: int) -> Reveal:
    """Return the reveal of the number `view`."""
    shown = next(shown for shown, number in VIEWS.items() if number == view)
    assert isinstance(shown, Reveal)
    return shown


def one_ballot(sizes: range = SIZES, options: tuple[int, ...] = (3, 4, 5), k: int | None = None) -> Search:
    """Search one ballot: every room size, tally and coalition of at most k - 2."""
    search = Search()
    for people in sizes:
        fewest = threshold(people) if k is None else k
        views = {c: {m: number(pass_gate(as_tally(m), fewest)) for m in margins(people, c)} for c in options}
        for count in options:
            for own in coalitions(fewest - 2, count):
                others = people - sum(own)
                seen = ((views[count][add(rest, own)], rest, lists(rest)) for rest in margins(others, count))
                for view, belief in believe(seen).items():
                    search.cases += belief.cases
                    search.judge(belief, people - fewest, others, (own, view))
    return search


def same_people(sizes: range = SIZES, options: int = 4) -> Search:
    """Search two ballots of the same people in any relation, for a coalition of nobody and of one.

    What the second shows depends on the first only by its frozen reveal. So for each first view the second
    ballots are summed once, and stand beside every first ballot that gives this view: by the distributive
    law, this is the sum over all pairs.
    """
    search = Search()
    for people in sizes:
        for size in range(threshold(people) - 1):
            for mine in margins(size, options):
                for first, before in _firsts(people, mine).items():
                    for again in margins(size, options):
                        _judge_pairs(search, first, before, again, people)
    return search


def _firsts(people: int, own: Counts) -> dict[int, Belief]:
    """Return the belief after each view of a first ballot."""
    rests = margins(people - sum(own), len(own))
    return believe((first_view(add(rest, own)), rest, lists(rest)) for rest in rests)


@cache
def _seconds(first: int, people: int, own: Counts, turnover: Turnover) -> dict[int, Belief]:
    """Return the belief after each view of a second ballot of `people`, the first being seen as `first`."""
    rests = margins(people - sum(own), len(own))
    return believe((second_view(first, add(rest, own), turnover), rest, lists(rest)) for rest in rests)


def _judge_pairs(search: Search, first: int, before: Belief, again: Counts, people: int) -> None:
    """Judge all pairs of views whose first is `first`, for both votes of each of the others."""
    others = people - sum(again)
    for second, after in _seconds(first, people, again, Turnover()).items():
        search.cases += before.cases * after.cases
        for judged, other in ((before, after), (after, before)):
            joint = Belief(
                cases=judged.cases * other.cases,
                lists=judged.lists * other.lists,
                tallies=judged.tallies * other.tallies,
                of_lists=judged.of_lists * other.lists,
                of_tallies=judged.of_tallies * other.tallies,
                fitting=judged.fitting,
                sure=judged.surest(),
            )
            search.judge(joint, people - threshold(people), others, (again, first, second))


def few_changes(sizes: range = SIZES, options: int = 4, most: int = 2, size: int | None = None) -> Search:
    """Search two ballots of the same people, of whom at most 0, 1 ... `most` others changed their minds.

    The coalition has k - 2 members, or `size`.
    """
    search = Search()
    for people in sizes:
        allies = threshold(people) - 2 if size is None else size
        for mine in margins(allies, options):
            for again in margins(allies, options):
                for changes in range(most + 1):
                    _judge_changes(search, people, mine, again, changes)
    return search


def _judge_changes(search: Search, people: int, mine: Counts, again: Counts, changes: int) -> None:
    """Judge both votes of each of the others, at most `changes` of whom changed their minds."""
    others = people - sum(mine)
    firsts: dict[tuple[int, int], Belief] = {}
    seconds: dict[tuple[int, int], Belief] = {}
    for rest, after, weight, ways in changed(others, len(mine), changes):
        first = first_view(add(rest, mine))
        view = first, second_view(first, add(after, again), Turnover())
        firsts.setdefault(view, Belief()).see(rest, weight, ways)
        seconds.setdefault(view, Belief()).see(after, weight, ways)
        search.cases += 1
    for view, belief in (*firsts.items(), *seconds.items()):
        search.judge(belief, people - threshold(people), others, (people, changes, mine, again, view))


def most_twice(rooms: tuple[tuple[int, int], ...], most: int = 2) -> Search:
    """Search two ballots of the same people, both shown as "most, perhaps all" chose the same option.

    `rooms` are numbers of people and of options; at most `most` others changed their minds. Where only so few
    dissent, the cases can be counted in rooms of any size. The dissenters of the coalition stand apart from
    the others' margins, which begin with those who voted with most.
    """
    search = Search()
    for people, options in rooms:
        k = threshold(people)
        for size in (0, k - 2):
            for apart in product(range(size + 1), repeat=2):
                for changes in range(most + 1):
                    both = Belief(), Belief()
                    for rest, after, weight in _most_twice(
                        (people - size, options), apart, changes, doubt(k, options)
                    ):
                        search.cases += 1
                        both[0].see(rest, weight)
                        both[1].see(after, weight)
                    for belief in both:
                        search.judge(belief, people - k, people - size, (people, options, size, apart))
    return search


def _most_twice(
    room: tuple[int, int], apart: tuple[int, ...], changes: int, slack: int
) -> Iterator[tuple[Counts, Counts, int]]:
    """Yield the others' margins in both ballots, and their lists, when the first option has most in both."""
    others, options = room
    for dissent in range(slack - apart[0] + 1):
        for rest in margins(dissent, options - 1):
            full = others - dissent, *rest
            for way in moves(options, changes):
                change = moved(full, way)
                if change is not None and others - change[0][0] + apart[1] <= slack:
                    yield full, change[0], lists(full) * change[1]


def somebody_left(sizes: range = SIZES, options: int = 4) -> Search:
    """Search two ballots of which the second lacks one known person, and at most k - 1 who stayed changed.

    For whoever believes that, the second must tell nothing at all: its view follows from the first one. For
    whoever believes nothing about the relation of the two, the second ballot's own bound is judged.
    """
    search, gone = Search(), Turnover(left=1)
    for people in sizes:
        views: dict[int, set[int]] = {}
        for rest, after, _, _ in changed(people - 1, options, threshold(people) - 1):
            for vote in margins(1, options):
                first = first_view(add(rest, vote))
                views.setdefault(first, set()).add(second_view(first, after, gone))
                search.cases += 1
        search.views += len(views)
        search.breaches += sum(len(seen) > 1 for seen in views.values())
        _judge_shifts(search, list(views), people - 1, options, gone)
    return search


def _judge_shifts(search: Search, firsts: list[int], people: int, options: int, gone: Turnover) -> None:
    """Judge what the `people` of a second ballot show by a shift, with a coalition of one of them."""
    for own in margins(1, options):
        for first in firsts:
            for view, belief in _seconds(first, people, own, gone).items():
                search.cases += belief.cases
                search.judge(belief, people - threshold(people), people - 1, (own, first, view))


def seats(sizes: range = SIZES, options: int = 4, k: int = 3) -> Search:
    """Search two groups of seats beside the total, for a coalition of nobody and of one.

    Groups of under eight, which the room never shows, are let in here so that there is something to search.
    """
    search = Search()
    for people in sizes:
        for here in range(k + 1, people - k):
            sizes_of_both = here, people - here
            views = dict(_seat_views(sizes_of_both, options, k))
            for own in coalitions(k - 2, options):
                _judge_seats(search, views, sizes_of_both, own, k)
    return search


def _seat_views(sizes: tuple[int, int], options: int, k: int) -> Iterator[tuple[Sides, tuple[int, bool]]]:
    """Yield what each pair of margins shows: the number of the view, and whether it compares the seats."""
    for first in margins(sizes[0], options):
        for second in margins(sizes[1], options):
            shown = pass_gate(as_tally(add(first, second)), k)
            compared = compare_within(as_tally(first), as_tally(second), shown)
            yield (first, second), (number((shown, compared)), compared is not None)


def _judge_seats(
    search: Search, views: dict[Sides, tuple[int, bool]], sizes: tuple[int, int], own: Counts, k: int
) -> None:
    """Judge both groups when the coalition sits in the first; the search takes each split both ways round.

    Where seats are compared, each group has its own bound. Where not, that of the total holds for both.
    """
    here, there = sizes
    inside, people = here - sum(own), here + there
    beliefs: dict[tuple[int, bool], tuple[Belief, Belief]] = {}
    for rest in margins(inside, len(own)):
        for second in margins(there, len(own)):
            lists_of_both = lists(rest) * lists(second)
            even = lists_of_both * factorial(inside + there) // lists(add(rest, second))
            first, other = beliefs.setdefault(views[add(rest, own), second], (Belief(), Belief()))
            first.see(rest, lists_of_both, even)
            other.see(second, lists_of_both, even)
            search.cases += 1
    for (view, compared), both in beliefs.items():
        for belief, size, others in zip(both, (here, there), (inside, there), strict=True):
            whole = Fraction(people - k, people - sum(own)) * others
            search.judge(belief, size - k if compared else whole, others, (here, there, own, view))


def small_numbers(sizes: range = SIZES, options: tuple[int, ...] = (3, 4, 5)) -> Search:
    """Search for a number below k that follows from what is shown, by the rule of the gate."""
    search = Search()
    for people in sizes:
        for count in options:
            fitting: dict[Reveal, list[Counts]] = {}
            for tally in margins(people, count):
                fitting.setdefault(reveal(as_tally(tally)), []).append(tally)
                search.cases += 1
            for shown, tallies in fitting.items():
                numbers = [set(column) for column in zip(*tallies, strict=True)]
                known = [min(number) for number in numbers if len(number) == 1]
                search.views += 1
                search.breaches += any(number < shown.k for number in known)
    return search


RUNS: dict[str, Callable[[], Search]] = {
    "one ballot, 8 to 12 people, k = 3": one_ballot,
    "one ballot, 10 to 12 people, k = 5": lambda: one_ballot(range(10, 13), k=5),
    "one ballot, 19 to 22 people": lambda: one_ballot(range(19, 23), (3, 4)),
    "two ballots, any relation, 3 choices": same_people,
    "two ballots, any relation, 2 choices": lambda: same_people(options=3),
    "two ballots, at most 2 changes, 3 choices": few_changes,
    "two ballots, at most 2 changes, 2 choices": lambda: few_changes(options=3),
    "two ballots, at most 2 changes, 20 people": lambda: few_changes(range(20, 21), 3, 2),
    '"most" twice, at most 2 changes, 9 to 40 people': lambda: most_twice(
        ((9, 4), (12, 3), (19, 4), (20, 3), (20, 4), (40, 4))
    ),
    "two ballots, one person gone": somebody_left,
    "small numbers, 8 to 12 people": small_numbers,
    "small numbers, 13 to 24 people": lambda: small_numbers(range(13, 25), (3, 4)),
    "seats in two groups, 2 choices": lambda: seats(options=3),
    "seats in two groups, 3 choices": seats,
}


def main() -> None:
    """Print the figures of every search, one a line."""
    for name, run in RUNS.items():
        start = time.perf_counter()
        search = run()
        seconds = time.perf_counter() - start
        print(  # noqa: T201 - the figures are what it is run for
            f"{name:48} {search.cases:>10,} cases {search.views:>8,} views {search.breaches:>3} breaches,"
            f" nearest {search.nearest:.3f} of the bound, {seconds:.1f} s {search.worst[:400]}"
        )


if __name__ == "__main__":
    main()
