"""The outcome space: how all paths of a story end, counted over merged states and never listed.

It tells where one path stands among all of them without the data of any other person. A path is one list of
choices from the start to an ending; each counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from knowshow.story.counting import count_paths, find_final_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowshow.story.explore import Exploration
    from knowshow.story.scenario import Indicator, Scenario

Values = tuple[int, ...]


@dataclass(frozen=True)
class Standing:
    """Where an outcome stands: the exact shares of paths that end better, alike, worse, or neither."""

    better: Fraction
    same: Fraction
    worse: Fraction
    neither: Fraction = Fraction(0)


@dataclass(frozen=True)
class Space:
    """How many paths end with which values; `ends` has the values in the order of the scenario's indicators.

    `by` is "paths"; it is "outcomes", each counted once, where a story can come back to a state and its paths
    have no number. Where `exhaustive` is False the space is partial, and nothing is proved by it.
    """

    scenario: Scenario
    ends: dict[Values, int]
    by: Literal["paths", "outcomes"]
    exhaustive: bool

    @property
    def paths(self) -> int:
        """How many paths, or outcomes, there are."""
        return sum(self.ends.values())

    def histogram(self, indicator: str) -> dict[int, int]:
        """Return how many paths end with each value of an indicator, lowest value first."""
        place = self._place(indicator)
        counts: dict[int, int] = {}
        for values, count in self.ends.items():
            counts[values[place]] = counts.get(values[place], 0) + count
        return dict(sorted(counts.items()))

    def standing(self, indicator: str, value: int) -> Standing:
        """Compare an indicator's value with its values at the end of all paths."""
        sign = self.scenario.indicators[self._place(indicator)].sign
        tally = {1: 0, 0: 0, -1: 0}
        for other, count in self.histogram(indicator).items():
            gain = (other - value) * sign
            tally[(gain > 0) - (gain < 0)] += count
        better, same, worse = (Fraction(tally[kind], self.paths or 1) for kind in (1, 0, -1))
        return Standing(better, same, worse)

    def standing_for_people(self, values: Sequence[int]) -> Standing:
        """Compare final values with those of all paths, on all indicators about people together.

        A path ends better if it is at least as good on each of them and better on one; worse likewise; it is
        neither if it is better on one of them and worse on another.
        """
        about = [
            (i, indicator)
            for i, indicator in enumerate(self.scenario.indicators)
            if indicator.about == "people"
        ]
        return self._compare(about, dict(enumerate(values)))

    def _place(self, indicator: str) -> int:
        return [known.id for known in self.scenario.indicators].index(indicator)

    def _compare(self, indicators: Sequence[tuple[int, Indicator]], own: dict[int, int]) -> Standing:
        tally = {(1, 0): 0, (0, 0): 0, (0, 1): 0, (1, 1): 0}
        signs = [(place, indicator.sign) for place, indicator in indicators]
        for values, count in self.ends.items():
            gains = [(values[place] - own[place]) * sign for place, sign in signs]
            tally[int(any(g > 0 for g in gains)), int(any(g < 0 for g in gains))] += count
        shares = {kind: Fraction(count, self.paths or 1) for kind, count in tally.items()}
        return Standing(shares[1, 0], shares[0, 0], shares[0, 1], shares[1, 1])


def build_space(exploration: Exploration) -> Space:
    """Count how an explored scenario's paths end."""
    counted = count_paths(exploration)
    weigh = (lambda state: counted.paths_to[state]) if counted else (lambda _state: 1)
    ends = _add_up((exploration.states[s].values, weigh(s)) for s in find_final_states(exploration))
    if counted is None:
        ends = dict.fromkeys(ends, 1)
    return Space(exploration.scenario, ends, "paths" if counted else "outcomes", exploration.exhaustive)


def _add_up(pairs: Iterable[tuple[Values, int]]) -> dict[Values, int]:
    totals: dict[Values, int] = {}
    for values, count in pairs:
        totals[values] = totals.get(values, 0) + count
    return totals
