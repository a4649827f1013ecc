"""Play a story by a rule of thumb: exactly, over merged states, without random numbers.

A rule is one move, or one and then another. At each decision its play takes the open choices that bear its
first move, else those that bear its second, else any open one, each with the same chance.

The chance of each state is a flow: it starts whole at the first state, and each state hands on what it
receives, in equal parts, to its successors. To stay exact without fractions, the flow is a whole number that
can be divided at every decision of any path (`Board.whole`). The story has no loops (`can_play`), so one pass
in order settles all states.

What a rule takes in a state depends only on which moves its open choices bear. States that agree in this are
of one *kind*; a rule's *plan* gives its choices by kind, and rules with equal plans share one flow.
"""

from __future__ import annotations

import math
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

from knowshow.story.moves import MOVES, Move
from knowshow.story.outcomes import Space, build_space

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowshow.story.explore import Exploration

Bearing = tuple[tuple[Move, ...], ...]


class Rule(NamedTuple):
    """One move, or one and then another; plain play, which takes any open choice, has neither."""

    first: Move | None = None
    second: Move | None = None

    def __str__(self) -> str:
        """Give `hear`, or `hear, then tell`."""
        return ", then ".join(move for move in self if move)


PLAIN = Rule()
RULES = (*(Rule(move) for move in MOVES), *(Rule(*pair) for pair in permutations(MOVES, 2)))


class Point(NamedTuple):
    """A state as rules see it: the number of its kind, by what its open choices bear, and where they lead."""

    kind: int
    to: tuple[int, ...]


class Taken(NamedTuple):
    """Whether a rule settles a decision, and the places of the choices that it takes there."""

    settles: bool
    places: tuple[int, ...]


Plan = tuple[Taken, ...]


class Weights(NamedTuple):
    """How much of a rule's play, in parts of `whole`, comes to each state, to decisions, and to settled ones.

    A state with one open choice is no decision. A decision is settled where an open choice bears a move of
    the rule.
    """

    states: list[int]
    decisions: int
    settled: int


class Board:
    """A story prepared for play by rules.

    Shares of play are whole numbers. Play begins with `whole`, which can be shared out evenly at each
    decision that any path meets, so that no share is ever rounded; `even` can be at one decision.
    """

    def __init__(self, exploration: Exploration) -> None:
        """Lay out an exploration that `can_play` allows."""
        moves = {choice.id: choice.moves for choice in exploration.scenario.choice.values()}
        indicators = enumerate(exploration.scenario.indicators)
        self.exploration = exploration
        numbers: dict[Bearing, int] = {}
        self.points = [
            Point(
                numbers.setdefault(tuple(moves[edge.choice] for edge in edges), len(numbers)),
                tuple(edge.to for edge in edges),
            )
            for edges in exploration.edges
        ]
        self.kinds: list[Bearing] = list(numbers)
        self.order = exploration.order or []
        self.finals = [state for state in self.order if exploration.ends(state)]
        self.people = [(i, indicator) for i, indicator in indicators if indicator.about == "people"]
        # lcm(1..widest) divides by every number of open choices; to the power of the longest path, it can be
        # divided at each step of it.
        widest = max((len(point.to) for point in self.points), default=1)
        self.even = math.lcm(*range(1, widest + 1))
        self.whole = self.even ** self._measure_depth()

    def _measure_depth(self) -> int:
        depth = [0] * len(self.points)
        for state in self.order:
            for to in self.points[state].to:
                depth[to] = max(depth[to], depth[state] + 1)
        return max(depth, default=0)

    @cached_property
    def _space(self) -> Space:
        return build_space(self.exploration)

    @cached_property
    def parts(self) -> int:
        """How many parts a rank is given in: two for each path, so that half a path is whole."""
        return 2 * max(1, self._space.paths)

    @cached_property
    def ranks(self) -> dict[int, tuple[int, ...]]:
        """For each final state, by indicator about people, how many paths end worse; alike counts half."""
        ranks = [
            _rank_values(self._space.histogram(indicator.id), indicator.sign) for _, indicator in self.people
        ]
        places = [place for place, _ in self.people]
        ends = {state: self.exploration.states[state].values for state in self.finals}
        return {
            state: tuple(rank[values[place]] for place, rank in zip(places, ranks, strict=True))
            for state, values in ends.items()
        }

    def plan(self, rule: Rule) -> Plan:
        """Return the choices that a rule takes in each kind of state; rules with equal plans play alike."""
        return tuple(_choose_places(rule, bears) for bears in self.kinds)

    def weights(self, plan: Plan) -> Weights:
        """Return how a rule's play is spread over all states."""
        weights = [0] * len(self.points)
        weights[0] = self.whole
        decisions = settled = 0
        for state in self.order:
            weight = weights[state]
            kind, onward = self.points[state]
            if not weight or not onward:  # never reached by this rule, or an ending
                continue
            settles, places = plan[kind]
            if len(onward) > 1:
                decisions += weight
                settled += weight * settles
            share = weight // len(places)
            for place in places:
                weights[onward[place]] += share
        return Weights(weights, decisions, settled)

    def find_shortest_path(self, rule: Rule, best: Iterable[str]) -> tuple[str, ...]:
        """Return the shortest list of choices by which a rule's play ends at one of the `best` nodes.

        Where it never does, the list that ends best for people.
        """
        plan = self.plan(rule)
        origins: dict[int, tuple[int, str] | None] = {0: None}
        waiting = [0]
        for state in waiting:  # grows while it is walked: breadth first
            edges = self.exploration.edges[state]
            for edge in (edges[place] for place in plan[self.points[state].kind].places):
                if edge.to not in origins:
                    origins[edge.to] = (state, edge.choice)
                    waiting.append(edge.to)
        ends = [state for state in waiting if self.exploration.ends(state)]
        best_ends = [state for state in ends if self.exploration.states[state].node in best]
        return _trace_back(
            origins, best_ends[0] if best_ends else max(ends, key=lambda state: sum(self.ranks[state]))
        )

    def worths(self) -> list[int]:
        """Return how well plain play from each state ends for people: its mean rank sum, times `whole`."""
        worths = [0] * len(self.points)
        for state in reversed(self.order):  # the endings first, then what leads to them
            onward = self.points[state].to
            if onward:  # plain play takes each choice alike: the mean, exact as `whole` can be divided
                worths[state] = sum(worths[to] for to in onward) // len(onward)
            elif state in self.ranks:
                worths[state] = sum(self.ranks[state]) * self.whole
        return worths


def can_play(exploration: Exploration) -> bool:
    """Return whether rules can be played: all states are known, no path loops, and each reaches an ending."""
    whole = exploration.exhaustive and not exploration.endless and bool(exploration.order)
    stuck = (not edges and not exploration.ends(state) for state, edges in enumerate(exploration.edges))
    return whole and not any(stuck)


def _choose_places(rule: Rule, bears: Bearing) -> Taken:
    """Return whether a rule settles a decision, and the places of the choices that it takes there."""
    for move in rule:
        places = tuple(place for place, moves in enumerate(bears) if move in moves)
        if places:
            return Taken(settles=True, places=places)
    return Taken(settles=False, places=tuple(range(len(bears))))


def _rank_values(histogram: dict[int, int], sign: int) -> dict[int, int]:
    """Return for each value twice the number of paths that end worse, plus those that end alike."""
    # Mid-ranks, doubled to stay whole: paths that end alike count half as worse.
    ranks: dict[int, int] = {}
    worse = 0
    for value in sorted(histogram, key=lambda value: value * sign):
        ranks[value] = 2 * worse + histogram[value]
        worse += histogram[value]
    return ranks


def _trace_back(origins: dict[int, tuple[int, str] | None], state: int) -> tuple[str, ...]:
    """Return the choices that led to a state, first to last."""
    choices: list[str] = []
    step = origins[state]
    while step:
        state, choice = step
        choices.append(choice)
        step = origins[state]
    return tuple(reversed(choices))
