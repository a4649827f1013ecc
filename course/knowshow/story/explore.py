"""Explore every state that a story can reach, with equal states merged, and the ways there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from knowshow.story import play
from knowshow.story.play import EndlessEventsError
from knowshow.story.scenario import Ending

if TYPE_CHECKING:
    from knowshow.story.scenario import Scenario
    from knowshow.story.state import State

BOUND = 30_000


class Edge(NamedTuple):
    """A choice taken in a state: what happened on the way, and the number of the state it led to."""

    choice: str
    happened: tuple[str, ...]
    to: int


class Endless(NamedTuple):
    """A choice, or the very start where `choice` is None, after which events never stop."""

    state: int
    choice: str | None


@dataclass
class Exploration:
    """The graph of a scenario's merged states; state 0 is the start, numbers grow with distance from it.

    `exhaustive` is False when more than `bound` states were met: then what is said of all paths is partial,
    not a proof.
    """

    scenario: Scenario
    bound: int
    states: list[State] = field(default_factory=list)
    edges: list[tuple[Edge, ...]] = field(default_factory=list)
    before: list[tuple[int, str]] = field(default_factory=list)
    opening: tuple[str, ...] = ()
    endless: list[Endless] = field(default_factory=list)
    exhaustive: bool = True

    def path(self, state: int) -> tuple[str, ...]:
        """Return a shortest list of choices that leads to a state, given by its number."""
        choices: list[str] = []
        while state > 0:
            state, choice = self.before[state]
            choices.append(choice)
        return tuple(reversed(choices))

    def ends(self, state: int) -> bool:
        """Return whether the story is over in a state, given by its number."""
        return self.states[state].node in self._endings

    @cached_property
    def _endings(self) -> frozenset[str]:
        return frozenset(node.id for node in self.scenario.nodes if isinstance(node, Ending))

    @cached_property
    def order(self) -> list[int] | None:
        """The states' numbers, sorted so that every choice leads forward; None where the story can loop."""
        waiting = [0] * len(self.states)
        for edges in self.edges:
            for edge in edges:
                waiting[edge.to] += 1
        ready = [0] if self.states and not waiting[0] else []
        for state in ready:
            for edge in self.edges[state]:
                waiting[edge.to] -= 1
                if not waiting[edge.to]:
                    ready.append(edge.to)
        return ready if len(ready) == len(self.states) else None

    @cached_property
    def at(self) -> dict[str, list[int]]:
        """The states' numbers by their node, nearest first."""
        numbers: dict[str, list[int]] = {}
        for number, state in enumerate(self.states):
            numbers.setdefault(state.node, []).append(number)
        return numbers


def explore(scenario: Scenario, bound: int = BOUND) -> Exploration:
    """Visit every reachable state, nearest first, until all or `bound` of them are known."""
    exploration = Exploration(scenario, bound)
    log: list[str] = []
    try:
        first = play.start(scenario, log)
    except EndlessEventsError:
        exploration.endless.append(Endless(0, None))
        return exploration
    exploration.opening = tuple(log)
    number = {first: 0}
    exploration.states.append(first)
    exploration.before.append((0, ""))
    for state in exploration.states:  # grows while it is walked: breadth first
        exploration.edges.append(_leave(exploration, state, number))
    return exploration


def _leave(exploration: Exploration, state: State, number: dict[State, int]) -> tuple[Edge, ...]:
    origin = len(exploration.edges)
    edges: list[Edge] = []
    for choice in play.available(exploration.scenario, state):
        log: list[str] = []
        try:
            after = play.take(exploration.scenario, state, choice, log)
        except EndlessEventsError:
            exploration.endless.append(Endless(origin, choice.id))
            continue
        to = number.get(after)
        if to is None:
            if len(exploration.states) >= exploration.bound:
                exploration.exhaustive = False
                continue
            to = number[after] = len(exploration.states)
            exploration.states.append(after)
            exploration.before.append((origin, choice.id))
        edges.append(Edge(choice.id, tuple(log), to))
    return tuple(edges)
