"""Does judgement pay: moves on every choice, best endings that are best, and no rule of thumb that wins."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from knowshow.authoring.checks.story import ExploredStory, finding
from knowshow.content.text import say
from knowshow.errors import Words
from knowshow.story.counting import find_final_states
from knowshow.story.moves import MOVES
from knowshow.story.rule_play import Board, Rule
from knowshow.story.rules import FEWEST, TIMES_PLAIN, Habit, RuleResult, find_best_endings, wins_by_ending

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowshow.errors import Fault
    from knowshow.story.moves import Move
    from knowshow.story.rules import Judgement


class PlacedFault(NamedTuple):
    """A finding about several stories, and the number of the one in whose file it stands."""

    story: int
    fault: Fault


def unmoved(story: ExploredStory) -> Iterator[Fault]:
    """Choices that bear no move; a story that has none at all is named once."""
    choices = story.scenario.choice.values()
    bare = [choice.id for choice in choices if not choice.moves]
    if len(bare) == len(choices) > 0:
        yield finding("KS411", ("nodes",), {"choices": Words("rules.no_choice")})
        return
    for name in bare:
        yield finding("KS411", story.given["choice"][name], {"choices": repr(name)})


def unmarked(story: ExploredStory) -> Iterator[Fault]:
    """Stories that can end in several ways, of which none is marked as best."""
    reached = {story.exploration.states[state].node for state in find_final_states(story.exploration)}
    if len(reached) > 1 and not find_best_endings(story.scenario):
        yield finding("KS412", ("nodes",), {"endings": ", ".join(sorted(reached))})


def mismarked(story: ExploredStory) -> Iterator[Fault]:
    """Endings marked as best that are not, and those that come of themselves."""
    judgement = story.judgement
    best = find_best_endings(story.scenario)
    if judgement is None or not best:
        return
    others = {node: mean for node, mean in judgement.endings.items() if node not in best}
    highest = max(others, key=lambda node: others[node], default=None)
    for node in sorted(best & judgement.endings.keys()):
        mean = judgement.endings[node]
        if highest is not None and mean < others[highest]:
            values = {"node": node, "mean": share(mean), "other": highest, "higher": share(others[highest])}
            way = story.exploration.path(story.exploration.at[node][0])
            yield finding("KS413", (*story.part("node", node), "best"), values, way)
    if others and judgement.plain.decisions >= FEWEST and judgement.plain.best * TIMES_PLAIN > 1:
        values = {"share": share(judgement.plain.best), "most": share(Fraction(1, TIMES_PLAIN))}
        yield finding("KS414", ("nodes",), values)


def across(stories: Sequence[ExploredStory]) -> Iterator[PlacedFault]:
    """What is found in several stories together: rules that win, and moves that are worth one thing only."""
    judged = [(i, story.judgement) for i, story in enumerate(stories) if story.judgement]
    won: dict[Rule, dict[str, None]] = {}
    for _, judgement in judged:
        for rule in judgement.winners:
            won.setdefault(rule, {})[judgement.story] = None
    for i, judgement in judged:
        for rule in _telling(judgement, won):
            yield PlacedFault(i, _winner(stories[i], judgement, rule, list(won[rule])))
    yield from _one_sided(stories, judged)


def _telling(judgement: Judgement, won: dict[Rule, dict[str, None]]) -> Iterator[Rule]:
    """The rules that win a story, those that win most stories first, without what only says the same again.

    A pair says nothing new where one of its moves wins by itself, or the same two the other way round. It
    does where it wins several stories, and they only this one.
    """
    told: list[tuple[frozenset[Move | None], int]] = []
    rules = sorted(judgement.winners, key=lambda rule: (len(won[rule]) == 1, rule.second is not None))
    for rule in rules:
        moves, many = frozenset(rule), min(len(won[rule]), 2)
        again = any(other - {None} <= moves and stories >= many for other, stories in told)
        if not again:
            told.append((moves, many))
            yield rule


def _winner(story: ExploredStory, judgement: Judgement, rule: Rule, won: list[str]) -> Fault:
    way = Board(story.exploration).find_shortest_path(rule, find_best_endings(story.scenario))
    choices = [story.scenario.choice[name] for name in way]
    shown = next((choice.id for choice in choices if set(choice.moves) & set(rule)), way[0])
    result = next(result for result in judgement.results if result.rule == rule)
    values = {
        "rule": str(rule),
        "how": how(result, judgement.plain),
        "stories": ", ".join(won),
        "count": len(won),
    }
    place = (*story.part("choice", shown), "moves")
    return finding("KS415" if len(won) == 1 else "KS416", place, values, way)


def how(result: RuleResult, plain: RuleResult) -> str:
    """By what a rule wins, in words."""
    if wins_by_ending(result, plain):
        return say("rules", "ends_best", share=share(result.best), plain=share(plain.best))
    return say("rules", "stands", share=share(min(result.standing.values())))


def share(part: Fraction) -> str:
    """A share as people read it."""
    return f"{float(part):.1%}"


def _one_sided(
    stories: Sequence[ExploredStory], judged: Sequence[tuple[int, Judgement]]
) -> Iterator[PlacedFault]:
    """Moves that are worth the same at all of at least three decisions."""
    for move in MOVES:
        met = {
            (judgement.story, habit.node): (i, habit)
            for i, judgement in judged
            for habit in judgement.habits
            if habit.move == move
        }
        worths = {habit.worth for _, habit in met.values()}
        if len(met) >= FEWEST and worths in ({1}, {-1}):
            i, habit = next(iter(met.values()))
            yield PlacedFault(i, _habit(stories[i], habit, len(met)))


def _habit(story: ExploredStory, habit: Habit, decisions: int) -> Fault:
    edges = story.exploration.edges[habit.state]
    choice = next(e.choice for e in edges if habit.move in story.scenario.choice[e.choice].moves)
    verdict = say("rules", "rewarded" if habit.worth > 0 else "punished")
    values = {"move": habit.move, "verdict": verdict, "decisions": decisions}
    place = (*story.part("choice", choice), "moves")
    return finding("KS417", place, values, (*story.exploration.path(habit.state), choice))


CHECKS = (unmoved, unmarked, mismarked)
