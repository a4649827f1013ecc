"""Judge rules of thumb in a story: which win, and at which decisions a move is worth taking.

The authors' guide gives the definitions; the numbers in them are the constants here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from knowshow.story.counting import count_paths
from knowshow.story.moves import MOVES
from knowshow.story.rule_play import PLAIN, RULES, Board, Plan, Rule, can_play
from knowshow.story.scenario import Decision, Ending

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from knowshow.story.explore import Exploration
    from knowshow.story.moves import Move
    from knowshow.story.scenario import Scenario

SETTLES = Fraction(1, 2)  # of the decisions that a rule's play meets, so that it is judged at all
FEWEST = 3  # decisions that it meets on average; fewer show no habit
ENDS_BEST = Fraction(1, 2)  # of a rule's play, so that it wins
TIMES_PLAIN = 3  # and so many times as often as plain play does
STANDS = Fraction(3, 4)  # of all paths lie below it, on every indicator about people, so that it wins


@dataclass(frozen=True)
class RuleResult:
    """How a rule's play goes; all shares are exact, from 0 to 1.

    `settled` is the share of the decisions met at which an open choice bears a move of the rule, `decisions`
    how many are met on average, `best` the share of play that ends best. `standing` gives, by indicator about
    people, the share of all paths that its play ends above on average; those alike count half. `wins` is None
    where the rule is not judged.
    """

    rule: Rule
    settled: Fraction
    decisions: Fraction
    best: Fraction
    standing: dict[str, Fraction]
    wins: bool | None = None


class Habit(NamedTuple):
    """What a move is worth for people at one decision: 1 rewarded, -1 punished, 0 neither.

    `state` is the nearest state in which a choice with it and one without are open together.
    """

    node: str
    move: Move
    worth: int
    state: int


@dataclass(frozen=True)
class Judgement:
    """All that rules of thumb come to in one story.

    `results` are those of the rules whose moves the story's choices bear. `endings` gives, by reached ending,
    the mean standing of its paths on the indicators about people, all of these alike.
    """

    story: str
    plain: RuleResult
    results: tuple[RuleResult, ...]
    habits: tuple[Habit, ...]
    endings: dict[str, Fraction]

    @property
    def winners(self) -> tuple[Rule, ...]:
        """The rules that win the story."""
        return tuple(result.rule for result in self.results if result.wins)


def judge(exploration: Exploration) -> Judgement | None:
    """Judge every rule of thumb in a story; None where rules cannot be played or nothing is marked."""
    best = find_best_endings(exploration.scenario)
    borne = {move for choice in exploration.scenario.choice.values() for move in choice.moves}
    if not can_play(exploration) or not (best or borne):
        return None
    board = Board(exploration)
    known: dict[Plan, RuleResult] = {}
    plain = _play_rule(board, PLAIN, best, known)
    rules = [rule for rule in RULES if borne.issuperset(filter(None, rule))]
    results = tuple(_judge_result(_play_rule(board, rule, best, known), plain) for rule in rules)
    return Judgement(
        exploration.scenario.id, plain, results, tuple(_find_habits(board)), _rank_endings(board)
    )


def find_best_endings(scenario: Scenario) -> frozenset[str]:
    """Return the endings that their author marks as best."""
    return frozenset(node.id for node in scenario.nodes if isinstance(node, Ending) and node.best)


def wins_by_ending(result: RuleResult, plain: RuleResult) -> bool:
    """Return whether a rule's play ends best often enough, by `ENDS_BEST` and `TIMES_PLAIN`."""
    return result.best >= ENDS_BEST and result.best >= TIMES_PLAIN * plain.best


def _judge_result(result: RuleResult, plain: RuleResult) -> RuleResult:
    """Return a result with its verdict, given that of plain play in the same story."""
    if result.settled < SETTLES or result.decisions < FEWEST:
        return result
    stands = bool(result.standing) and all(share > STANDS for share in result.standing.values())
    return replace(result, wins=wins_by_ending(result, plain) or stands)


def _play_rule(board: Board, rule: Rule, best: Collection[str], known: dict[Plan, RuleResult]) -> RuleResult:
    """Return the result of a rule's play, not yet judged; equal plans are played once, by way of `known`."""
    plan = board.plan(rule)
    if plan not in known:
        known[plan] = _play_plan(board, plan, best)
    return replace(known[plan], rule=rule)


def _play_plan(board: Board, plan: Plan, best: Collection[str]) -> RuleResult:
    weights = board.weights(plan)
    states = board.exploration.states
    sums = [0] * len(board.people)
    well = 0
    for state in board.finals:
        weight = weights.states[state]
        if not weight:
            continue
        well += weight * (states[state].node in best)
        for i, rank in enumerate(board.ranks[state]):
            sums[i] += weight * rank
    names = [indicator.id for _, indicator in board.people]
    return RuleResult(
        PLAIN,
        Fraction(weights.settled, weights.decisions or 1),
        Fraction(weights.decisions, board.whole),
        Fraction(well, board.whole),
        {name: Fraction(total, board.whole * board.parts) for name, total in zip(names, sums, strict=True)},
    )


def _rank_endings(board: Board) -> dict[str, Fraction]:
    """Return the mean standing, from 0 to 1, of all paths to each reached ending, by its id."""
    counts = count_paths(board.exploration)
    paths: dict[str, int] = {}
    sums: dict[str, int] = {}
    for state in board.finals if counts else ():
        node, number = board.exploration.states[state].node, counts.paths_to[state]  # type: ignore[union-attr] # as above
        paths[node] = paths.get(node, 0) + number
        sums[node] = sums.get(node, 0) + number * sum(board.ranks[state])
    each = board.parts * max(1, len(board.people))
    return {node: Fraction(total, paths[node] * each) for node, total in sums.items()}


def _find_habits(board: Board) -> Iterator[Habit]:
    """Yield each move's worth at each decision that offers a choice with it and one without.

    Plain play ends so much better for people after a choice with the move than after one without, over all
    the states in which plain play meets the decision.
    """
    worths, weights = board.worths(), board.weights(board.plan(PLAIN)).states
    for node in board.exploration.scenario.nodes:
        states = board.exploration.at.get(node.id, ())
        choices = node.choices if isinstance(node, Decision) else ()
        for move in MOVES if states else ():
            if not any(move in choice.moves for choice in choices):
                continue
            gains = {state: _compare_worths(board, state, move, worths) for state in states}
            compared = {state: gain * weights[state] for state, gain in gains.items() if gain is not None}
            if compared:
                total = sum(compared.values())
                yield Habit(node.id, move, (total > 0) - (total < 0), next(iter(compared)))


def _compare_worths(board: Board, state: int, move: Move, worths: list[int]) -> int | None:
    """Return the mean worth of choices with a move less the others', times `even`; None without both."""
    kind, onward = board.points[state]
    with_move = [worths[to] for moves, to in zip(board.kinds[kind], onward, strict=True) if move in moves]
    without_move = [
        worths[to] for moves, to in zip(board.kinds[kind], onward, strict=True) if move not in moves
    ]
    if not with_move or not without_move:
        return None
    return sum(with_move) * (board.even // len(with_move)) - sum(without_move) * (
        board.even // len(without_move)
    )
