"""Is it a dilemma: are there dominant choices, straw men, choices without consequence, cues to the answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.authoring.checks import cues
from knowshow.authoring.checks.story import ExploredStory, finding
from knowshow.story import play
from knowshow.story.dominance import Judge
from knowshow.story.scenario import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Fault
Offers = list[tuple[int, dict[str, int]]]


def decisions(story: ExploredStory) -> Iterator[tuple[Decision, Offers]]:
    """Yield each decision with the states in which it is met, and where each open choice leads from there."""
    for node in story.scenario.nodes:
        if isinstance(node, Decision) and node.id in story.exploration.at:
            states = story.exploration.at[node.id]
            yield node, [(s, {edge.choice: edge.to for edge in story.exploration.edges[s]}) for s in states]


def find_single_ways(story: ExploredStory) -> Iterator[Fault]:
    """Find decisions that never offer a second choice (KS407)."""
    states = story.exploration.states
    for node, offers in decisions(story):
        most = max(len(play.available(story.scenario, states[s])) for s, _ in offers)
        if story.exploration.exhaustive and most == 1:
            yield finding("KS407", story.place_of["node"][node.id], {"node": node.id})


def find_dominant_choices(story: ExploredStory) -> Iterator[Fault]:
    """Find choices at least as good as all others in every state (KS401) or in some (KS402), and straw men.

    A straw man (KS403) is a choice that another beats wherever it is open.
    """
    if not story.exploration.exhaustive:
        return
    judge = Judge(story.exploration)
    for node, offers in decisions(story):
        live = [(s, _with_ending(judge, offered)) for s, offered in offers]
        real = [(s, ways) for s, ways in live if len(ways) > 1]
        dominants = {s: _dominant(judge, ways) for s, ways in real}
        for choice in node.choices:
            states = [s for s, names in dominants.items() if choice.id in names]
            values = {"choice": choice.id, "node": node.id, "states": len(states), "all": len(real)}
            place = story.place_of["choice"][choice.id]
            if states and len(states) == len(real):
                yield finding("KS401", place, values, story.exploration.path(states[0]))
            elif states:
                yield finding("KS402", place, values, story.exploration.path(states[0]))
        yield from _find_straw_men(story, judge, node, live)


def _with_ending(judge: Judge, ways: dict[str, int]) -> dict[str, int]:
    return {choice: to for choice, to in ways.items() if judge.can_end(to)}


def _dominant(judge: Judge, ways: dict[str, int]) -> set[str]:
    """Return the choices that dominate the others in one state."""
    leaders = judge.find_leaders(ways.values())
    return {choice for choice, to in ways.items() if to in leaders and _dominates(judge, choice, ways)}


def _dominates(judge: Judge, choice: str, ways: dict[str, int]) -> bool:
    mine = ways[choice]
    others = [to for name, to in ways.items() if name != choice]
    return all(judge.is_as_good(mine, to) for to in others) and not all(
        judge.is_as_good(to, mine) for to in others
    )


def _find_straw_men(story: ExploredStory, judge: Judge, node: Decision, live: Offers) -> Iterator[Fault]:
    for choice in node.choices:
        ways = [ways for _, ways in live if choice.id in ways]
        for other in node.choices if ways else ():
            if all(other.id in w and judge.beats(w[other.id], w[choice.id]) for w in ways):
                values = {"choice": choice.id, "better": other.id}
                yield finding("KS403", story.place_of["choice"][choice.id], values)
                break


def find_choices_without_consequence(story: ExploredStory) -> Iterator[Fault]:
    """Find choices that lead to the same state as another, wherever both are open (KS404)."""
    if not story.exploration.exhaustive:
        return
    for node, offers in decisions(story):
        reported: set[str] = set()
        for i, choice in enumerate(node.choices):
            for other in node.choices[:i]:
                both = [w for _, w in offers if choice.id in w and other.id in w]
                if both and choice.id not in reported and all(w[choice.id] == w[other.id] for w in both):
                    reported.add(choice.id)
                    values = {"choice": choice.id, "other": other.id}
                    yield finding("KS404", story.place_of["choice"][choice.id], values)


CHECKS = (find_single_ways, find_dominant_choices, find_choices_without_consequence, *cues.CHECKS)
