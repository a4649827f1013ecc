"""Can a reader guess the best choice by its looks: always the longest, or always at the same place?

The best choice of a decision is the one with the best mean outcome over all paths through it. There can be
far too many paths to list, so each state gets three numbers, in one pass each: how many paths lead there from
the start (`paths_to`), how many lead on to an ending (`paths_from`), and the sum of the scores of those
(`_total_scores`). An edge from `a` to `b` then lies on paths_to(a) * paths_from(b) paths, whose scores add up
to paths_to(a) * total(b). All sums are exact: whole numbers, and fractions for the means.
"""

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


def find_cues(story: ExploredStory) -> Iterator[Fault]:
    """Find a habit of length or place over all decisions that have one best choice.

    KS405: the best choice is always the longest; KS406: it is always the first, or the last.
    """
    reported: set[tuple[str, str]] = set()
    for about, key in MEASURES.items():
        best = list(find_best_choices(story, [i for i in story.scenario.indicators if i.about in about]))
        if len(best) < FEWEST:
            continue
        values = {"measure": Words(key), "decisions": len(best)}
        if all(_is_longest(each) for each in best) and ("KS405", "") not in reported:
            reported.add(("KS405", ""))
            yield finding("KS405", ("nodes",), values)
        for place, stands in PLACES.items():
            if all(stands(each) for each in best) and ("KS406", place) not in reported:
                reported.add(("KS406", place))
                yield finding("KS406", ("nodes",), values | {"place": Words(place)})


def _is_longest(best: Best) -> bool:
    return all(_size(best.choice) > _size(other) for other in best.among if other is not best.choice)


def _size(choice: Choice) -> int:
    return len(choice.label) + len(choice.detail)


PLACES: dict[str, Callable[[Best], bool]] = {
    "check.first": lambda best: best.among[0] is best.choice,
    "check.last": lambda best: best.among[-1] is best.choice,
}


def find_best_choices(story: ExploredStory, indicators: Sequence[Indicator]) -> Iterator[Best]:
    """Yield the best choice of each decision, by the mean score of the paths through it; none if two tie."""
    if not indicators or not story.exploration.exhaustive or story.counts is None:
        return
    totals = _total_scores(story, indicators)
    for node in story.scenario.nodes:
        if isinstance(node, Decision) and len(node.choices) > 1 and node.id in story.exploration.at:
            # A choice that is never open, or whose paths never end, has no mean and cannot be best.
            means = _mean_scores(story, node, totals)
            top = max(means.values(), default=None)
            best = [choice for choice in node.choices if means.get(choice.id, None) == top]
            if len(best) == 1 and len(means) > 1:
                yield Best(best[0], node.choices)


def _mean_scores(story: ExploredStory, node: Decision, totals: list[int]) -> dict[str, Fraction]:
    counts = story.counts
    sums: dict[str, int] = {}
    ways: dict[str, int] = {}
    for state in story.exploration.at[node.id] if counts else ():
        for edge in story.exploration.edges[state]:
            ways_to, ways_on = counts.paths_to[state], counts.paths_from[edge.to]  # type: ignore[union-attr] # none to walk without
            sums[edge.choice] = sums.get(edge.choice, 0) + ways_to * totals[edge.to]
            ways[edge.choice] = ways.get(edge.choice, 0) + ways_to * ways_on
    return {choice: Fraction(total, ways[choice]) for choice, total in sums.items() if ways[choice]}


def _total_scores(story: ExploredStory, indicators: Sequence[Indicator]) -> list[int]:
    """Return for each state the sum of the scores of all paths from there to an ending."""
    exploration = story.exploration
    weights = list(_weights(story, indicators))
    totals = [0] * len(exploration.states)
    # `order` is topological, so backwards every state comes after all that it leads to.
    for state in reversed(exploration.order or []):
        if exploration.ends(state):
            totals[state] = sum(exploration.states[state].values[i] * weight for i, weight in weights)
        else:
            totals[state] = sum(totals[edge.to] for edge in exploration.edges[state])
    return totals


def _weights(story: ExploredStory, indicators: Sequence[Indicator]) -> Iterator[tuple[int, int]]:
    """Yield each indicator's place and weight, so that its whole range counts as much as any other's.

    The weight is the least common multiple of all ranges, divided by its own: a whole number, which keeps
    sums exact. It is negative if less is better.
    """
    every = math.lcm(*(high - low for low, high in (i.range for i in indicators)))
    for place, indicator in enumerate(story.scenario.indicators):
        if indicator in indicators:
            low, high = indicator.range
            yield place, every // (high - low) * indicator.sign


CHECKS = (find_cues,)
