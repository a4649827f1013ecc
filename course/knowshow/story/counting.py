"""Count a story's paths over its merged states: exact whole numbers of any size, no path is listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowshow.story.explore import Exploration


@dataclass(frozen=True)
class Counts:
    """How many paths there are: `here[s]` lead from the start to state s, `on[s]` from s to an ending.

    `paths` is the number of whole paths, from the start to an ending.
    """

    here: list[int]
    on: list[int]
    paths: int
    endings: dict[str, int]


def counts(exploration: Exploration) -> Counts | None:
    """Count the paths of a story; None where it can come back to a state and has endlessly many."""
    order = exploration.order
    if not order:
        return None
    here, on = [0] * len(order), [0] * len(order)
    here[0] = 1
    endings: dict[str, int] = {}
    for state in order:
        for edge in exploration.edges[state]:
            here[edge.to] += here[state]
        if exploration.ends(state):
            node = exploration.states[state].node
            endings[node] = endings.get(node, 0) + here[state]
    for state in reversed(order):
        on[state] = 1 if exploration.ends(state) else sum(on[edge.to] for edge in exploration.edges[state])
    return Counts(here, on, on[0], endings)


def ranges(exploration: Exploration, states: Iterable[int] | None = None) -> dict[str, tuple[int, int]]:
    """Return the least and greatest value of each indicator by its id, over some states or all of them."""
    chosen = range(len(exploration.states)) if states is None else states
    values = [exploration.states[state].values for state in chosen]
    names = [indicator.id for indicator in exploration.scenario.indicators]
    return {
        name: (min(column), max(column))
        for name, column in zip(names, zip(*values, strict=True), strict=False)
    }


def final(exploration: Exploration) -> list[int]:
    """Return the states in which the story is over."""
    return [state for state in range(len(exploration.states)) if exploration.ends(state)]
