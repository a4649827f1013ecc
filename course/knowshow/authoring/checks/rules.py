"""Does judgement pay: has every choice its moves, are best endings best, and does no rule of thumb win?"""

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


def find_choices_without_moves(story: ExploredStory) -> Iterator[Fault]:
    """Find choices without a move; name a story without any just once (KS411)."""
    choices = story.scenario.choice.values()
    bare = [choice.id for choice in choices if not choice.moves]
    if len(bare) == len(choices) > 0:
        yield finding("KS411", ("nodes",), {"choices": Words("rules.no_choice")})
        return
    for name in bare:
        yield finding("KS411", story.place_of["choice"][name], {"choices": repr(name)})


def find_unmarked_stories(story: ExploredStory) -> Iterator[Fault]:
    """Find stories that can end in several ways, none of which is marked as best (KS412)."""
    reached = {story.exploration.states[state].node for state in find_final_states(story.exploration)}
    if len(reached) > 1 and not find_best_endings(story.scenario):
        yield finding("KS412", ("nodes",), {"endings": ", ".join(sorted(reached))})


def find_false_best_endings(story: ExploredStory) -> Iterator[Fault]:
    """Find endings marked as best that are not (KS413), or that plain play reaches too often (KS414)."""
    judgement = story.judgement
    best = find_best_endings(story.scenario)
    if judgement is None or not best:
        return
    others = {node: mean for node, mean in judgement.endings.items() if node not in best}
    highest = max(others, key=lambda node: others[node], default=None)
    for node in sorted(best & judgement.endings.keys()):
        mean = judgement.endings[node]
        if highest is not None and mean < others[highest]:
            values = {
                "node": node,
                "mean": say_share(mean),
                "other": highest,
                "higher": say_share(others[highest]),
            }
            way = story.exploration.path(story.exploration.at[node][0])
            yield finding("KS413", (*story.part("node", node), "best"), values, way)
    if others and judgement.plain.decisions >= FEWEST and judgement.plain.best * TIMES_PLAIN > 1:
        values = {"share": say_share(judgement.plain.best), "most": say_share(Fraction(1, TIMES_PLAIN))}
        yield finding("KS414", ("nodes",), values)


def check_together(stories: Sequence[ExploredStory]) -> Iterator[PlacedFault]:
    """Find, over all stories, rules that win (KS415, KS416) and moves that always pay or never (KS417)."""
    judged = [(i, story.judgement) for i, story in enumerate(stories) if story.judgement]
    won: dict[Rule, dict[str, None]] = {}
    for _, judgement in judged:
        for rule in judgement.winners:
            won.setdefault(rule, {})[judgement.story] = None
    for i, judgement in judged:
        for rule in _winning_rules(judgement, won):
            yield PlacedFault(i, _winner_fault(stories[i], judgement, rule, list(won[rule])))
    yield from _find_one_sided_moves(stories, judged)


def _winning_rules(judgement: Judgement, won: dict[Rule, dict[str, None]]) -> Iterator[Rule]:
    """Yield the rules that win a story, those that win several first, without those that add nothing.

    A pair adds nothing if one of its moves wins alone, or if the same two win in the other order; unless the
    pair wins several stories, and those only this one.
    """
    yielded: list[tuple[frozenset[Move | None], int]] = []
    rules = sorted(judgement.winners, key=lambda rule: (len(won[rule]) == 1, rule.second is not None))
    for rule in rules:
        moves, many = frozenset(rule), min(len(won[rule]), 2)
        again = any(other - {None} <= moves and stories >= many for other, stories in yielded)
        if not again:
            yielded.append((moves, many))
            yield rule


def _winner_fault(story: ExploredStory, judgement: Judgement, rule: Rule, won: list[str]) -> Fault:
    way = Board(story.exploration).find_shortest_path(rule, find_best_endings(story.scenario))
    choices = [story.scenario.choice[name] for name in way]
    shown = next((choice.id for choice in choices if set(choice.moves) & set(rule)), way[0])
    result = next(result for result in judgement.results if result.rule == rule)
    values = {
        "rule": str(rule),
        "how": say_how(result, judgement.plain),
        "stories": ", ".join(won),
        "count": len(won),
    }
    place = (*story.part("choice", shown), "moves")
    return finding("KS415" if len(won) == 1 else "KS416", place, values, way)


def say_how(result: RuleResult, plain: RuleResult) -> str:
    """Return how a rule wins, in words: by reaching best endings, or by standing well."""
    if wins_by_ending(result, plain):
        return say("rules", "ends_best", share=say_share(result.best), plain=say_share(plain.best))
    return say("rules", "stands", share=say_share(min(result.standing.values())))


def say_share(part: Fraction) -> str:
    """Return a share (0 to 1) as a percentage."""
    return f"{float(part):.1%}"


def _find_one_sided_moves(
    stories: Sequence[ExploredStory], judged: Sequence[tuple[int, Judgement]]
) -> Iterator[PlacedFault]:
    """Find moves that are rewarded at every decision, or punished at every one, of at least three."""
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
            yield PlacedFault(i, _habit_fault(stories[i], habit, len(met)))


def _habit_fault(story: ExploredStory, habit: Habit, decisions: int) -> Fault:
    edges = story.exploration.edges[habit.state]
    choice = next(e.choice for e in edges if habit.move in story.scenario.choice[e.choice].moves)
    verdict = say("rules", "rewarded" if habit.worth > 0 else "punished")
    values = {"move": habit.move, "verdict": verdict, "decisions": decisions}
    place = (*story.part("choice", choice), "moves")
    return finding("KS417", place, values, (*story.exploration.path(habit.state), choice))


CHECKS = (find_choices_without_moves, find_unmarked_stories, find_false_best_endings)
