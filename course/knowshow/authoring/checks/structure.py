"""Does the story hold together: nodes, choices, loops, dead ends, flags, consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.authoring.checks.story import ExploredStory, finding, spoken
from knowshow.story import play
from knowshow.story.nearest import mend
from knowshow.story.references import find_mentions
from knowshow.story.scenario import Decision, Ending, Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Fault, Place
    from knowshow.story.scenario import Life, Scenario, Voice


MOST = 100  # findings of one code; nobody reads more at once


def flags(story: ExploredStory) -> Iterator[Fault]:
    """Flags that are asked for and never set, and the other way round."""
    found = list(find_mentions(story.scenario))
    sets = {mention.id for mention in found if mention.kind == "sets"}
    asks = {mention.id for mention in found if mention.kind == "asks"}
    unset = [mention for mention in found if mention.kind == "asks" and mention.id not in sets]
    for mention in unset[:MOST]:
        yield finding("KS105", mention.place, {"flag": mention.id, "mend": mend(mention.id, sets)})
    for mention in [mention for mention in found if mention.kind == "sets" and mention.id not in asks][:MOST]:
        yield finding("KS106", mention.place, {"flag": mention.id})


def partial(story: ExploredStory) -> Iterator[Fault]:
    """An exploration that stopped at its bound."""
    if not story.exploration.exhaustive:
        yield finding("KS128", (), {"bound": story.exploration.bound})


def unreachable(story: ExploredStory) -> Iterator[Fault]:
    """Nodes to which no path leads."""
    if not story.whole:
        return
    for node in story.scenario.nodes:
        if node.id not in story.seen.nodes:
            yield finding("KS121", story.given["node"][node.id], {"node": node.id})


def never_taken(story: ExploredStory) -> Iterator[Fault]:
    """Choices whose decision is reached and whose condition never holds there."""
    for node in story.scenario.nodes:
        states = len(story.exploration.at.get(node.id, ()))
        if not isinstance(node, Decision) or not states or not story.exploration.exhaustive:
            continue
        for choice in node.choices:
            if choice.id not in story.seen.choices:
                values = {"choice": choice.id, "node": node.id, "states": states}
                yield finding("KS122", (*story.part("choice", choice.id), "when"), values)


def dead_ends(story: ExploredStory) -> Iterator[Fault]:
    """Decisions reached in a state in which nothing can be chosen; the nearest state of each."""
    for node, states in story.exploration.at.items():
        for state in states:
            here = story.exploration.states[state]
            if not story.exploration.ends(state) and not play.available(story.scenario, here):
                yield finding(
                    "KS123", story.given["node"][node], {"node": node}, story.exploration.path(state)
                )
                break


def endless_events(story: ExploredStory) -> Iterator[Fault]:
    """Events that lead back to each other; once for each choice that leads to them."""
    told: set[str | None] = set()
    for state, choice in story.exploration.endless:
        if choice in told:
            continue
        told.add(choice)
        place = ("start",) if choice is None else (*story.part("choice", choice), "goto")
        way = () if choice is None else (*story.exploration.path(state), choice)
        yield finding("KS125", place, {}, way)


def loops(story: ExploredStory) -> Iterator[Fault]:
    """States from which choices go on for ever; the nearest one.

    Where not all states are known it is asked of nodes alone: whether any way on, open or not, leads to an
    ending.
    """
    found = story.exploration
    back: dict[int | str, list[int | str]] = {}
    if found.exhaustive:
        stops: list[int | str] = [state for state, edges in enumerate(found.edges) if not edges]
        for state, edges in enumerate(found.edges):
            for edge in edges:
                back.setdefault(edge.to, []).append(state)
    else:
        stops = [node.id for node in story.scenario.nodes if isinstance(node, Ending)]
        for name, to in _ways(story.scenario):
            back.setdefault(to, []).append(name)
    free = _reached(stops, back)
    states = [(number, state.node) for number, state in enumerate(found.states)]
    trapped = [
        (number, node) for number, node in states if (number if found.exhaustive else node) not in free
    ]
    if trapped:
        number, node = trapped[0]
        values = {"node": node, "states": len(trapped)}
        yield finding("KS124", story.given["node"][node], values, found.path(number))
    elif found.exhaustive and found.states and found.order is None:
        yield finding("KS129", ("start",))


def _reached(stops: list[int | str], back: dict[int | str, list[int | str]]) -> set[int | str]:
    free, waiting = set(stops), list(stops)
    while waiting:
        fresh = [one for one in back.get(waiting.pop(), ()) if one not in free]
        free.update(fresh)
        waiting.extend(fresh)
    return free


def _ways(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Every node with every node that it can lead to, whatever the conditions."""
    for node in scenario.nodes:
        routes = [node.goto] if isinstance(node, Event) else []
        routes += [choice.goto for choice in node.choices] if isinstance(node, Decision) else []
        for goto in routes:
            for to in [goto] if isinstance(goto, str) else [branch.to for branch in goto]:
                yield node.id, to


def unheard(story: ExploredStory) -> Iterator[Fault]:
    """Voices and lives whose own condition never holds where they stand."""
    if not story.whole:
        return
    lives = enumerate(story.scenario.debrief.lives)
    said: list[tuple[Place, Voice | Life]] = [*spoken(story.scenario)]
    said += [(("debrief", "lives", i), life) for i, life in lives]
    for place, voice in said:
        if voice.when is not None and _stage(story, place) and place not in story.seen.heard:
            yield finding("KS127", (*place, "when"), {"who": voice.who})


def _stage(story: ExploredStory, place: Place) -> bool:
    """Whether the part that holds a voice is met at all; if not, that is its own finding."""
    kind, number = place[:2]
    if kind == "debrief" or not isinstance(number, int):
        return True
    if kind == "nodes":
        return story.scenario.nodes[number].id in story.seen.nodes
    return story.scenario.delayed[number].id in story.seen.happened


CHECKS = (
    flags,
    partial,
    unreachable,
    never_taken,
    dead_ends,
    endless_events,
    loops,
    unheard,
)
