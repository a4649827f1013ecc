"""Count a story's paths over its merged states: exact whole numbers of any size, no path is listed.

The states form a graph with one edge for each choice. Without loops it has an order in which every edge
leads forward. One pass along it counts the paths to each state, one pass back the paths from each state to an
ending. Both take time in the number of edges, however many paths there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowshow.story.explore import Exploration


@dataclass(frozen=True)
class Counts:
    """How many paths there are: `paths_to[s]` from the start to state s, `paths_from[s]` from s to an ending.

    `paths` is the number of whole paths, `endings` that of the paths to each ending by its id.
    """

    paths_to: list[int]
    paths_from: list[int]
    paths: int
    endings: dict[str, int]


def count_paths(exploration: Exploration) -> Counts | None:
    """Count the paths of a story; None where it can come back to a state and has endlessly many."""
    order = exploration.order
    if not order:
        return None
    paths_to, paths_from = [0] * len(order), [0] * len(order)
    # Forwards: in `order` a state comes after all that lead to it, so its number is final when it is used.
    paths_to[0] = 1
    endings: dict[str, int] = {}
    for state in order:
        for edge in exploration.edges[state]:
            paths_to[edge.to] += paths_to[state]
        if exploration.ends(state):
            node = exploration.states[state].node
            endings[node] = endings.get(node, 0) + paths_to[state]
    # Backwards, by the same order: an ending is one path, any other state has those of all its choices.
    # A state without either counts 0, since no path through it reaches an ending.
    for state in reversed(order):
        paths_from[state] = (
            1 if exploration.ends(state) else sum(paths_from[edge.to] for edge in exploration.edges[state])
        )
    return Counts(paths_to, paths_from, paths_from[0], endings)


def find_ranges(exploration: Exploration, states: Iterable[int] | None = None) -> dict[str, tuple[int, int]]:
    """Return the least and greatest value of each indicator by its id, over some states or all of them."""
    numbers = range(len(exploration.states)) if states is None else states
    values = [exploration.states[state].values for state in numbers]
    names = [indicator.id for indicator in exploration.scenario.indicators]
    return {
        name: (min(column), max(column))
        for name, column in zip(names, zip(*values, strict=True), strict=False)
    }


def find_final_states(exploration: Exploration) -> list[int]:
    """Return the numbers of the states in which the story is over."""
    return [state for state in range(len(exploration.states)) if exploration.ends(state)]
