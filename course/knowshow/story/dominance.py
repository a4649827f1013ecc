"""Judge whether one choice is better than another, by all the outcomes that each can still lead to.

Let O(a) be the set of final outcomes that can be reached after choice a. An outcome is the indicators' values
at an ending; u <= v says that v is at least as good as u on every indicator. Then a is *at least as good* as
b if

- for every u in O(b) there is a v in O(a) with u <= v (taking a closes off nothing that b could have), and
- for every v in O(a) there is a u in O(b) with u <= v (a never ends worse than everything b can end with).

a *beats* b on every indicator if the same holds with `better on every indicator` in place of <=.

Values are multiplied by their indicator's sign first, so that more is better everywhere. Comparing two sets
costs the product of their sizes; the *bounds* of a state, its worst and its best value on each indicator,
often answer first: if a's best is below b's worst on some indicator, a cannot be as good.
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
        self._bounds = _find_bounds(exploration, self._outcome)

    def can_end(self, state: int) -> bool:
        """Return whether a state leads to an ending at all."""
        return self._bounds[state] is not None

    def find_leaders(self, states: Iterable[int]) -> set[int]:
        """Return the states whose best and worst outcomes no other state surpasses on any indicator.

        Only these can be as good as all the others; a quick test that saves most calls of `is_as_good`.
        """
        # A state as good as all the others has on each indicator the best of their best values (`highs`) and
        # the best of their worst ones (`lows`).
        bounds = {state: own for state in states if (own := self._bounds[state]) is not None}
        highs = _join_bounds([(high, high) for _, high in bounds.values()])
        lows = _join_bounds([(low, low) for low, _ in bounds.values()])
        if highs is None or lows is None:
            return set()
        return {state for state, own in bounds.items() if own == (lows[1], highs[1])}

    def is_as_good(self, state: int, other: int) -> bool:
        """Return whether a state's outcomes are at least as good as another's, as defined above."""
        return state == other or self._covers(state, other, 0)

    def beats(self, state: int, other: int) -> bool:
        """Return whether a state's outcomes beat another's on every indicator."""
        return state != other and self._covers(state, other, 1)

    def _covers(self, state: int, other: int, lead: int) -> bool:
        high, low = self._bounds[state], self._bounds[other]
        if high is None or low is None:
            return False
        if not all(_is_below(u, v, lead) for u, v in zip(low, high, strict=True)):
            return False
        # Each of theirs has one of ours above it, and each of ours one of theirs below it. The second search
        # runs from the worst end: there a match is found soonest.
        ours, theirs = self._reachable_outcomes(state), self._reachable_outcomes(other)
        return all(any(_is_below(u, v, lead) for v in ours) for u in theirs) and all(
            any(_is_below(u, v, lead) for u in reversed(theirs)) for v in reversed(ours)
        )

    def _outcome(self, state: int) -> Outcome:
        values = self._exploration.states[state].values
        return tuple(map(mul, self._signs, values))

    def _reachable_outcomes(self, state: int) -> list[Outcome]:
        """Return the outcomes that can still be reached, best first, so that most comparisons end early."""
        if state not in self._outcomes:
            seen, waiting, outcomes = {state}, [state], set()
            while waiting:
                current = waiting.pop()
                if self._exploration.ends(current):
                    outcomes.add(self._outcome(current))
                fresh = {edge.to for edge in self._exploration.edges[current]} - seen
                seen |= fresh
                waiting.extend(fresh)
            self._outcomes[state] = sorted(outcomes, key=sum, reverse=True)
        return self._outcomes[state]


def _is_below(low: Outcome, high: Outcome, lead: int) -> bool:
    for u, v in zip(low, high, strict=True):  # noqa: SIM110 - `all` over a generator is three times slower here
        if v < u + lead:
            return False
    return True


def _find_bounds(exploration: Exploration, outcome: Callable[[int], Outcome]) -> list[Bounds | None]:
    """Return the worst and best value of each indicator at the endings ahead; None where none is ahead."""
    bounds_of: list[Bounds | None] = [None] * len(exploration.states)
    for state in range(len(bounds_of)):
        if exploration.ends(state):
            bounds_of[state] = (outcome(state),) * 2
    # From the endings back: a state's bounds join those of its successors. One pass is enough along an order;
    # where the story loops there is none, and passes are repeated until nothing changes. They come to an end,
    # since bounds only widen and there are only so many values.
    order = exploration.order or range(len(bounds_of))
    changed = True
    while changed:
        changed = False
        for state in reversed(order):
            ahead = [bounds_of[edge.to] for edge in exploration.edges[state]]
            joined = _join_bounds([bounds for bounds in ahead if bounds is not None])
            if joined is not None and joined != bounds_of[state]:
                bounds_of[state] = joined
                changed = exploration.order is None
    return bounds_of


def _join_bounds(bounds: list[Bounds]) -> Bounds | None:
    if len(bounds) < 2:  # noqa: PLR2004 - nothing to join
        return bounds[0] if bounds else None
    return tuple(map(min, *[low for low, _ in bounds])), tuple(map(max, *[high for _, high in bounds]))
