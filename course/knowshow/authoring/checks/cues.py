"""Can the best choice be told by its looks: always the longest, or always at the same place."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from knowshow.authoring.checks.story import finding
from knowshow.errors import Words
from knowshow.story.scenario import Choice, Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from knowshow.authoring.checks.story import ExploredStory
    from knowshow.errors import Fault
    from knowshow.story.scenario import Indicator

MEASURES = {("people",): "check.for_people", ("people", "company"): "check.over_all"}
FEWEST = 3  # one or two decisions show no habit


class Best(NamedTuple):
    """The one choice of a decision with the best mean outcome, and the choices it stands among."""

    choice: Choice
    among: tuple[Choice, ...]


def cues(story: ExploredStory) -> Iterator[Fault]:
    """A habit of length or place over all decisions that have one best choice."""
    told: set[tuple[str, str]] = set()
    for wanted, key in MEASURES.items():
        best = list(best_choices(story, [i for i in story.scenario.indicators if i.about in wanted]))
        if len(best) < FEWEST:
            continue
        values = {"measure": Words(key), "decisions": len(best)}
        if all(_longest(one) for one in best) and ("KS405", "") not in told:
            told.add(("KS405", ""))
            yield finding("KS405", ("nodes",), values)
        for place, stands in PLACES.items():
            if all(stands(one) for one in best) and ("KS406", place) not in told:
                told.add(("KS406", place))
                yield finding("KS406", ("nodes",), values | {"place": Words(place)})


def _longest(best: Best) -> bool:
    return all(_size(best.choice) > _size(other) for other in best.among if other is not best.choice)


def _size(choice: Choice) -> int:
    return len(choice.label) + len(choice.detail)


PLACES: dict[str, Callable[[Best], bool]] = {
    "check.first": lambda best: best.among[0] is best.choice,
    "check.last": lambda best: best.among[-1] is best.choice,
}


def best_choices(story: ExploredStory, indicators: Sequence[Indicator]) -> Iterator[Best]:
    """The best choice of each decision, by the mean score of the paths through it; none where two tie."""
    if not indicators or not story.exploration.exhaustive or story.counts is None:
        return
    totals = _totals(story, indicators)
    for node in story.scenario.nodes:
        if isinstance(node, Decision) and len(node.choices) > 1 and node.id in story.exploration.at:
            means = _means(story, node, totals)
            top = max(means.values(), default=None)
            best = [choice for choice in node.choices if means.get(choice.id, None) == top]
            if len(best) == 1 and len(means) > 1:
                yield Best(best[0], node.choices)


def _means(story: ExploredStory, node: Decision, totals: list[int]) -> dict[str, Fraction]:
    counts = story.counts
    sums: dict[str, int] = {}
    ways: dict[str, int] = {}
    for state in story.exploration.at[node.id] if counts else ():
        for edge in story.exploration.edges[state]:
            here, on = counts.paths_to[state], counts.paths_from[edge.to]  # type: ignore[union-attr] # none to walk without
            sums[edge.choice] = sums.get(edge.choice, 0) + here * totals[edge.to]
            ways[edge.choice] = ways.get(edge.choice, 0) + here * on
    return {choice: Fraction(total, ways[choice]) for choice, total in sums.items() if ways[choice]}


def _totals(story: ExploredStory, indicators: Sequence[Indicator]) -> list[int]:
    """For each state the sum of the scores of all paths from there to an ending."""
    found = story.exploration
    weights = list(_weights(story, indicators))
    totals = [0] * len(found.states)
    for state in reversed(found.order or []):
        if found.ends(state):
            totals[state] = sum(found.states[state].values[i] * weight for i, weight in weights)
        else:
            totals[state] = sum(totals[edge.to] for edge in found.edges[state])
    return totals


def _weights(story: ExploredStory, indicators: Sequence[Indicator]) -> Iterator[tuple[int, int]]:
    """For each indicator a whole number by which its whole range counts as much as any other's."""
    every = math.lcm(*(high - low for low, high in (i.range for i in indicators)))
    for place, indicator in enumerate(story.scenario.indicators):
        if indicator in indicators:
            low, high = indicator.range
            yield place, every // (high - low) * indicator.sign


CHECKS = (cues,)
