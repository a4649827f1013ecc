"""Put a debrief on one page to take to a meeting: the gravest first, the path, and where it turned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.story import counterfactual, play
from knowshow.views import gravest, indicators, scene
from knowshow.views.scene import StepView  # noqa: TC001 - a page's types are read at run time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowshow.content.principles import Principles
    from knowshow.story.counterfactual import Variation
    from knowshow.story.scenario import Scenario
    from knowshow.story.state import Turn

_MOST_TURNS = 3
_MOST_CHANGES = 3


class TurnView(TypedDict):
    """A decision taken otherwise, the later ones held: when, what, and what would stand differently."""

    time: str
    label: str
    changes: list[str]


class TakenView(TypedDict):
    """A lesson as HTML, and its principles in words."""

    html: str
    principles: list[str]


class SheetView(TypedDict):
    """One page: headlines for people, the gravest first, and for the company; path, turns and lessons.

    `commitments` are the reader's own, as sentences.
    """

    title: str
    company: str
    people: list[str]
    firm: list[str]
    path: list[StepView]
    turns: list[TurnView]
    lessons: list[TakenView]
    commitments: list[str]


class _Turn(NamedTuple):
    """A variation and what sorts it: the rank of the gravest thing it changes, and by how much."""

    rank: tuple[bool, int]
    size: float
    varied: Variation


def view(
    scenario: Scenario, principles: Principles, choices: Sequence[str], commitments: list[str]
) -> SheetView:
    """Return the page of a path (choices' ids) that has ended.

    Raises:
        IllegalChoiceError: a choice is not legal.
    """
    turns = play.trace(scenario, choices)
    state = turns[-1].after
    return {
        "title": scenario.title,
        "company": scenario.role.company,
        "people": gravest.headline(scenario, state),
        "firm": gravest.headline(scenario, state, "company"),
        "path": [scene.step(scenario, turn) for turn in turns],
        "turns": [_turn_view(scenario, turns, turn.varied) for turn in _find_turns(scenario, choices)],
        "lessons": [
            {"html": markdown.inline(lesson.text), "principles": _name(principles, lesson.cites)}
            for lesson in scenario.debrief.lessons
        ],
        "commitments": commitments,
    }


def _name(principles: Principles, cites: Sequence[str]) -> list[str]:
    known = [(cite, principles.find(cite)) for cite in cites]
    return [f"{cite.removeprefix('GP')} {found[0].short}" for cite, found in known if found]


def _find_turns(scenario: Scenario, choices: Sequence[str]) -> list[_Turn]:
    """Return one variation for each decision that mattered most, in the order of the path."""
    best: dict[int, _Turn] = {}
    for turn in _list_turns(scenario, choices):
        known = best.get(turn.varied.at)
        if known is None or (turn.rank, -turn.size) < (known.rank, -known.size):
            best[turn.varied.at] = turn
    first = sorted(best.values(), key=lambda turn: (turn.rank, -turn.size))[:_MOST_TURNS]
    return sorted(first, key=lambda turn: turn.varied.at)


def _list_turns(scenario: Scenario, choices: Sequence[str]) -> Iterator[_Turn]:
    for at in range(len(choices)):
        for other in counterfactual.alternatives(scenario, choices, at):
            varied = counterfactual.vary(scenario, choices, at, other)
            effects = _list_differences(scenario, varied)
            if effects and varied.stopped is None:
                first = min(effects, key=lambda effect: (gravest.rank(effect.indicator), -effect.size))
                yield _Turn(gravest.rank(first.indicator), first.size, varied)


def _list_differences(scenario: Scenario, varied: Variation) -> list[gravest.Effect]:
    values = zip(scenario.indicators, varied.before.values, varied.after.values, strict=True)
    return [
        gravest.Effect(indicator, before, after, varied.at)
        for indicator, before, after in values
        if before != after and indicator.about == "people"
    ]


def _turn_view(scenario: Scenario, turns: Sequence[Turn], varied: Variation) -> TurnView:
    node = scenario.node[turns[varied.at].before.node]
    effects = sorted(_list_differences(scenario, varied), key=lambda effect: gravest.rank(effect.indicator))
    return {
        "time": node.time,
        "label": scenario.choice[varied.choices[varied.at]].label,
        "changes": [_change(effect) for effect in effects[:_MOST_CHANGES]],
    }


def _change(effect: gravest.Effect) -> str:
    change = indicators.difference(effect.indicator, effect.before, effect.after)
    key = "sheet_within" if change["before"] == change["after"] else "sheet_change"
    return say("debrief", key, **gravest.facts(change))
