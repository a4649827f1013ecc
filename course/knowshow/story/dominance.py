"""Whether one choice is better than another, judged by all the outcomes that each can still lead to.

Let O(a) be the set of final outcomes that can be reached after choice a. An outcome is the indicators' values
at an ending; u <= v says that v is at least as good as u on every indicator. Then a is *at least as good* as
b if

- for every u in O(b) there is a v in O(a) with u <= v (taking a closes off nothing that b could have), and
- for every v in O(a) there is a u in O(b) with u <= v (a never ends worse than everything b can end with).

a *beats* b on every indicator if the same holds with `better on every indicator` in place of <=.
"""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from knowshow.story.explore import Exploration

Outcome = tuple[int, ...]
Bounds = tuple[Outcome, Outcome]


class Judge:
    """Compares states of one exploration by the endings that each can still reach."""

    def __init__(self, exploration: Exploration) -> None:
        """Find the worst and the best outcome of each state on each indicator."""
        self._exploration = exploration
        self._signs = [indicator.sign for indicator in exploration.scenario.indicators]
        self._outcomes: dict[int, list[Outcome]] = {}
        self._bounds = _bounds(exploration, self._outcome)

    def ends(self, state: int) -> bool:
        """Return whether a state leads to an ending at all."""
        return self._bounds[state] is not None

    def leaders(self, states: Iterable[int]) -> set[int]:
        """Return the states whose best and worst outcomes no other state surpasses on any indicator.

        Only these can be as good as all the others; a quick test that saves most calls of `as_good`.
        """
        bounds = {state: found for state in states if (found := self._bounds[state]) is not None}
        tops = _joined([(high, high) for _, high in bounds.values()])
        floors = _joined([(low, low) for low, _ in bounds.values()])
        if tops is None or floors is None:
            return set()
        return {state for state, found in bounds.items() if found == (floors[1], tops[1])}

    def as_good(self, one: int, other: int) -> bool:
        """Return whether a state's outcomes are at least as good as another's, as defined above."""
        return one == other or self._covers(one, other, 0)

    def beats(self, one: int, other: int) -> bool:
        """Return whether a state's outcomes beat another's on every indicator."""
        return one != other and self._covers(one, other, 1)

    def _covers(self, one: int, other: int, lead: int) -> bool:
        high, low = self._bounds[one], self._bounds[other]
        if high is None or low is None:
            return False
        if not all(_under(u, v, lead) for u, v in zip(low, high, strict=True)):
            return False
        ours, theirs = self._reached(one), self._reached(other)
        return all(any(_under(u, v, lead) for v in ours) for u in theirs) and all(
            any(_under(u, v, lead) for u in reversed(theirs)) for v in reversed(ours)
        )

    def _outcome(self, state: int) -> Outcome:
        values = self._exploration.states[state].values
        return tuple(map(mul, self._signs, values))

    def _reached(self, state: int) -> list[Outcome]:
        """Return the outcomes that can still be reached, best first, so that most comparisons end early."""
        if state not in self._outcomes:
            seen, waiting, found = {state}, [state], set()
            while waiting:
                here = waiting.pop()
                if self._exploration.ends(here):
                    found.add(self._outcome(here))
                fresh = {edge.to for edge in self._exploration.edges[here]} - seen
                seen |= fresh
                waiting.extend(fresh)
            self._outcomes[state] = sorted(found, key=sum, reverse=True)
        return self._outcomes[state]


def _under(low: Outcome, high: Outcome, lead: int) -> bool:
    for u, v in zip(low, high, strict=True):  # noqa: SIM110 - `all` over a generator is three times slower here
        if v < u + lead:
            return False
    return True


def _bounds(exploration: Exploration, outcome: Callable[[int], Outcome]) -> list[Bounds | None]:
    """Return the worst and best value of each indicator at the endings ahead; None where none is ahead."""
    found: list[Bounds | None] = [None] * len(exploration.states)
    for state in range(len(found)):
        if exploration.ends(state):
            found[state] = (outcome(state),) * 2
    order = exploration.order or range(len(found))
    changed = True
    while changed:
        changed = False
        for state in reversed(order):
            ahead = [found[edge.to] for edge in exploration.edges[state]]
            joined = _joined([bounds for bounds in ahead if bounds is not None])
            if joined is not None and joined != found[state]:
                found[state] = joined
                changed = exploration.order is None
    return found


def _joined(bounds: list[Bounds]) -> Bounds | None:
    if len(bounds) < 2:  # noqa: PLR2004 - nothing to join
        return bounds[0] if bounds else None
    return tuple(map(min, *[low for low, _ in bounds])), tuple(map(max, *[high for _, high in bounds]))
