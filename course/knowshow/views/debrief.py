"""What is looked back on when a story has ended, as plain data: the path, the people, the principles."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from knowshow.content import markdown, principles
from knowshow.story import counterfactual, play
from knowshow.story.scenario import Decision
from knowshow.views import indicators, scene
from knowshow.views.scene import PersonView, StepView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowshow.story.scenario import Scenario, Stakeholder
    from knowshow.story.state import State, Turn
    from knowshow.views.indicators import DifferenceView
    from knowshow.views.scene import HappenedView

LENSES = ("rightsholder", "civil-society", "state", "company", "investor")


class LessonView(TypedDict):
    """What to take away, as HTML, and the principles it rests on."""

    html: str
    cites: list[str]


class OpinionView(TypedDict):
    """One of the views that experts hold, as HTML, and who holds it."""

    held_by: str
    html: str


class DifferView(TypedDict):
    """A question on which experts differ, with their views."""

    question: str
    views: list[OpinionView]
    cites: list[str]


class WalkedView(StepView):
    """One decision of the path, with what it brought about and which indicators it moved."""

    happened: list[HappenedView]
    moved: list[DifferenceView]


class ReachedView(TypedDict):
    """What reached a stakeholder, and when; `later` where it came of an earlier decision."""

    time: str
    label: str
    later: bool


class SaidView(TypedDict):
    """What a stakeholder said in the course of the story, as HTML, and when."""

    time: str
    html: str


class LifeView(PersonView):
    """The story through one stakeholder: how they tell it (HTML, None if they do not) and how they fare."""

    life: str | None
    reached: list[ReachedView]
    said: list[SaidView]
    fares: list[DifferenceView]


class OfferView(TypedDict):
    """A choice that could be taken: the id that is sent back, and its label."""

    id: str
    label: str


class DecisionView(TypedDict):
    """One decision of the path with all that was open there; `mine` is the id of the choice taken."""

    time: str
    title: str
    question: str
    mine: str
    choices: list[OfferView]


class DebriefView(TypedDict):
    """All that a debrief shows before anything is asked of it.

    `time` and `title` are the ending's; `relied` are the cites of the path's choices, `untouched` one for
    each principle that the story raises and the path left aside.
    """

    lessons: list[LessonView]
    differ: list[DifferView]
    time: str
    title: str
    walk: list[WalkedView]
    people: list[LifeView]
    decisions: list[DecisionView]
    relied: list[str]
    untouched: list[str]


def view(scenario: Scenario, choices: Sequence[str]) -> DebriefView:
    """Everything a debrief shows before anything is asked of it; raises as `play.trace` does."""
    turns = play.trace(scenario, choices)
    state = turns[-1].after if turns else play.start(scenario)
    relied = _cited(scenario, choices)
    return {
        "lessons": _lessons(scenario),
        "differ": _differ(scenario),
        "time": scenario.node[state.node].time,
        "title": scenario.node[state.node].title,
        "walk": [_walked(scenario, turns, place) for place in range(len(turns))],
        "people": people(scenario, turns, state),
        "decisions": [_decision(scenario, choices, turns, place) for place in range(len(turns))],
        "relied": relied,
        "untouched": _untouched(scenario, relied),
    }


def lives(scenario: Scenario, state: State, who: str) -> str | None:
    """How a stakeholder tells a story that ended in a state, as HTML; None if they tell nothing."""
    told = [
        life.text
        for life in scenario.debrief.lives
        if life.who == who and play.holds(scenario, life.when, state)
    ]
    return markdown.html("\n\n".join(told)) if told else None


def by_lens(scenario: Scenario) -> list[Stakeholder]:
    """The stakeholders, rights-holders first, then those who speak for them, then the others."""
    return sorted(scenario.stakeholders, key=lambda person: LENSES.index(person.lens))


def people(scenario: Scenario, turns: Sequence[Turn], state: State) -> list[LifeView]:
    """The story through each of them: how they lived it, what reached them, what they said, how they fare."""
    reached = _reached(scenario, turns)
    said = _said(scenario, turns)
    first = play.start(scenario)
    return [
        {
            **scene.person(scenario, person.id),
            "life": lives(scenario, state, person.id),
            "reached": [one for who, one in reached if who == person.id],
            "said": [one for who, one in said if who == person.id],
            "fares": [
                indicators.difference(what, before, after)
                for what, before, after in zip(scenario.indicators, first.values, state.values, strict=True)
                if person.id in what.who
            ],
        }
        for person in by_lens(scenario)
    ]


def _lessons(scenario: Scenario) -> list[LessonView]:
    lessons = scenario.debrief.lessons
    return [{"html": markdown.html(one.text), "cites": list(one.cites)} for one in lessons]


def _differ(scenario: Scenario) -> list[DifferView]:
    return [
        {
            "question": one.question,
            "views": [{"held_by": v.held_by, "html": markdown.inline(v.says)} for v in one.views],
            "cites": list(one.cites),
        }
        for one in scenario.debrief.differ
    ]


def _walked(scenario: Scenario, turns: Sequence[Turn], place: int) -> WalkedView:
    turn = turns[place]
    values = zip(scenario.indicators, turn.before.values, turn.after.values, strict=True)
    return {
        **scene.step(scenario, turn),
        "happened": list(scene.happened(scenario, turns[: place + 1], turn.happened)),
        "moved": [indicators.difference(what, old, new) for what, old, new in values if old != new],
    }


def _decision(scenario: Scenario, choices: Sequence[str], turns: Sequence[Turn], place: int) -> DecisionView:
    node = scenario.node[turns[place].before.node]
    open_ = {choices[place], *counterfactual.alternatives(scenario, choices, place)}
    offered = [c for c in node.choices if c.id in open_] if isinstance(node, Decision) else []
    return {
        "time": node.time,
        "title": node.title,
        "question": node.question if isinstance(node, Decision) else node.title,
        "mine": choices[place],
        "choices": [{"id": c.id, "label": c.label} for c in offered],
    }


def _reached(scenario: Scenario, turns: Sequence[Turn]) -> list[tuple[str, ReachedView]]:
    delayed = {one.id: one for one in scenario.delayed}
    found: list[tuple[str, ReachedView]] = []
    for turn in turns:
        choice, node = scenario.choice[turn.choice], scenario.node[turn.before.node]
        found += [(who, {"time": node.time, "label": choice.label, "later": False}) for who in choice.reaches]
        after = scenario.node[turn.after.node].time
        for late in (delayed[name] for name in turn.happened if name in delayed):
            label = scenario.node[late.because].title
            found += [(who, {"time": after, "label": label, "later": True}) for who in late.reaches]
    return found


def _said(scenario: Scenario, turns: Sequence[Turn]) -> list[tuple[str, SaidView]]:
    heard = [(turn.before, scenario.node[turn.before.node]) for turn in turns]
    return [
        (voice.who, {"time": node.time, "html": markdown.html(voice.says)})
        for state, node in heard
        for voice in node.voices
        if play.holds(scenario, voice.when, state)
    ]


def _cited(scenario: Scenario, choices: Iterable[str]) -> list[str]:
    return principles.sort_cites(cite for choice in choices for cite in scenario.choice[choice].cites)


def _untouched(scenario: Scenario, relied: Iterable[str]) -> list[str]:
    """One cite for each principle that the story raises and no decision of the path rests on."""
    seen = {_number(cite) for cite in relied}
    found: list[str] = []
    for cite in principles.sort_cites(_raised(scenario)):
        if _number(cite) not in seen:
            seen.add(_number(cite))
            found.append(cite)
    return found


def _number(cite: str) -> str:
    return cite.partition("(")[0]


def _raised(scenario: Scenario) -> Iterable[str]:
    for choice in scenario.choice.values():
        yield from choice.cites
    for late in scenario.delayed:
        yield from late.cites
    for lesson in scenario.debrief.lessons:
        yield from lesson.cites
