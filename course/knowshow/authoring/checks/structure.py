"""Does the story hold together: nodes, choices, loops, dead ends, flags, voices?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.authoring.checks.story import ExploredStory, finding, iterate_voices
from knowshow.story import play
from knowshow.story.nearest import mend
from knowshow.story.references import find_mentions
from knowshow.story.scenario import Decision, Ending, Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Fault, Place
    from knowshow.story.scenario import Life, Scenario, Voice


MOST = 100  # findings of one code; nobody reads more


def find_flag_faults(story: ExploredStory) -> Iterator[Fault]:
    """Find flags that are asked for and never set (KS105), or set and never asked for (KS106)."""
    all_mentions = list(find_mentions(story.scenario))
    sets = {mention.id for mention in all_mentions if mention.kind == "sets"}
    asks = {mention.id for mention in all_mentions if mention.kind == "asks"}
    unset = [mention for mention in all_mentions if mention.kind == "asks" and mention.id not in sets]
    for mention in unset[:MOST]:
        yield finding("KS105", mention.place, {"flag": mention.id, "mend": mend(mention.id, sets)})
    for mention in [mention for mention in all_mentions if mention.kind == "sets" and mention.id not in asks][
        :MOST
    ]:
        yield finding("KS106", mention.place, {"flag": mention.id})


def find_partial_exploration(story: ExploredStory) -> Iterator[Fault]:
    """Find out whether the exploration stopped at its bound (KS128)."""
    if not story.exploration.exhaustive:
        yield finding("KS128", (), {"bound": story.exploration.bound})


def find_unreachable_nodes(story: ExploredStory) -> Iterator[Fault]:
    """Find nodes to which no path leads (KS121)."""
    if not story.whole:
        return
    for node in story.scenario.nodes:
        if node.id not in story.seen.nodes:
            yield finding("KS121", story.place_of["node"][node.id], {"node": node.id})


def find_impossible_choices(story: ExploredStory) -> Iterator[Fault]:
    """Find choices whose decision is met, but whose condition never holds there (KS122)."""
    for node in story.scenario.nodes:
        states = len(story.exploration.at.get(node.id, ()))
        if not isinstance(node, Decision) or not states or not story.exploration.exhaustive:
            continue
        for choice in node.choices:
            if choice.id not in story.seen.choices:
                values = {"choice": choice.id, "node": node.id, "states": states}
                yield finding("KS122", (*story.part("choice", choice.id), "when"), values)


def find_dead_ends(story: ExploredStory) -> Iterator[Fault]:
    """Find decisions met in a state in which nothing can be chosen; name the nearest state (KS123)."""
    for node, states in story.exploration.at.items():
        for state in states:
            at = story.exploration.states[state]
            if not story.exploration.ends(state) and not play.available(story.scenario, at):
                yield finding(
                    "KS123", story.place_of["node"][node], {"node": node}, story.exploration.path(state)
                )
                break


def find_endless_events(story: ExploredStory) -> Iterator[Fault]:
    """Find events that lead back to each other, once for each choice that leads to them (KS125)."""
    reported: set[str | None] = set()
    for state, choice in story.exploration.endless:
        if choice in reported:
            continue
        reported.add(choice)
        place = ("start",) if choice is None else (*story.part("choice", choice), "goto")
        way = () if choice is None else (*story.exploration.path(state), choice)
        yield finding("KS125", place, {}, way)


def find_loops(story: ExploredStory) -> Iterator[Fault]:
    """Find states from which no path ends, and name the nearest (KS124), or a story that comes back (KS129).

    If not all states are explored, look at nodes alone: does some route, open or not, lead to an ending?
    """
    exploration = story.exploration
    back: dict[int | str, list[int | str]] = {}
    if exploration.exhaustive:
        stops: list[int | str] = [state for state, edges in enumerate(exploration.edges) if not edges]
        for state, edges in enumerate(exploration.edges):
            for edge in edges:
                back.setdefault(edge.to, []).append(state)
    else:
        stops = [node.id for node in story.scenario.nodes if isinstance(node, Ending)]
        for name, to in _ways(story.scenario):
            back.setdefault(to, []).append(name)
    free = _walk_back(stops, back)
    states = [(number, state.node) for number, state in enumerate(exploration.states)]
    trapped = [
        (number, node) for number, node in states if (number if exploration.exhaustive else node) not in free
    ]
    if trapped:
        number, node = trapped[0]
        values = {"node": node, "states": len(trapped)}
        yield finding("KS124", story.place_of["node"][node], values, exploration.path(number))
    elif exploration.exhaustive and exploration.states and exploration.order is None:
        yield finding("KS129", ("start",))


def _walk_back(stops: list[int | str], back: dict[int | str, list[int | str]]) -> set[int | str]:
    free, waiting = set(stops), list(stops)
    while waiting:
        fresh = [source for source in back.get(waiting.pop(), ()) if source not in free]
        free.update(fresh)
        waiting.extend(fresh)
    return free


def _ways(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield each node with each node that it can lead to, whatever the conditions."""
    for node in scenario.nodes:
        routes = [node.goto] if isinstance(node, Event) else []
        routes += [choice.goto for choice in node.choices] if isinstance(node, Decision) else []
        for goto in routes:
            for to in [goto] if isinstance(goto, str) else [branch.to for branch in goto]:
                yield node.id, to


def find_unheard_voices(story: ExploredStory) -> Iterator[Fault]:
    """Find voices and lives whose condition never holds where they stand (KS127)."""
    if not story.whole:
        return
    lives = enumerate(story.scenario.debrief.lives)
    parts: list[tuple[Place, Voice | Life]] = [*iterate_voices(story.scenario)]
    parts += [(("debrief", "lives", i), life) for i, life in lives]
    for place, voice in parts:
        if voice.when is not None and _is_met(story, place) and place not in story.seen.heard:
            yield finding("KS127", (*place, "when"), {"who": voice.who})


def _is_met(story: ExploredStory, place: Place) -> bool:
    """Return whether the part that holds a voice is met; if not, that is a finding of its own."""
    kind, number = place[:2]
    if kind == "debrief" or not isinstance(number, int):
        return True
    if kind == "nodes":
        return story.scenario.nodes[number].id in story.seen.nodes
    return story.scenario.delayed[number].id in story.seen.happened


CHECKS = (
    find_flag_faults,
    find_partial_exploration,
    find_unreachable_nodes,
    find_impossible_choices,
    find_dead_ends,
    find_endless_events,
    find_loops,
    find_unheard_voices,
)
