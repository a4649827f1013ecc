"""Do delayed consequences come, and only after the decision that they come from?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.authoring.checks.story import ExploredStory, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Fault


def find_delays_that_never_come(story: ExploredStory) -> Iterator[Fault]:
    """Find delayed consequences that come on no path (KS126)."""
    if not story.whole:
        return
    for delayed in story.scenario.delayed:
        if delayed.id not in story.seen.happened:
            yield finding("KS126", story.place_of["delayed"][delayed.id], {"delayed": delayed.id})


def find_delays_without_cause(story: ExploredStory) -> Iterator[Fault]:
    """Find delayed consequences that come on a path without their decision; name the shortest one (KS130)."""
    around = {
        because: _reach_without(story, because)
        for because in {delayed.because for delayed in story.scenario.delayed}
    }
    for delayed in story.scenario.delayed:
        way = around[delayed.because].get(delayed.id)
        if way is not None:
            values = {"delayed": delayed.id, "because": delayed.because}
            yield finding("KS130", (*story.part("delayed", delayed.id), "because"), values, way)


def _reach_without(story: ExploredStory, node: str) -> dict[str, tuple[str, ...]]:
    """Return all that can happen before anything is decided at `node`, each with the shortest path to it."""
    exploration = story.exploration
    met: dict[str, tuple[str, ...]] = dict.fromkeys(exploration.opening, ())
    ways: dict[int, tuple[str, ...]] = {0: ()} if exploration.states else {}
    waiting = list(ways)
    for state in waiting:  # grows while it is walked: nearest first
        for edge in () if exploration.states[state].node == node else exploration.edges[state]:
            way = (*ways[state], edge.choice)
            for name in edge.happened:
                met.setdefault(name, way)
            if edge.to not in ways:
                ways[edge.to] = way
                waiting.append(edge.to)
    return met


CHECKS = (find_delays_that_never_come, find_delays_without_cause)
