"""Look back on a story that has ended, as plain data: the path, the people, the principles."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from knowshow.content import markdown, principles
from knowshow.story import counterfactual, play
from knowshow.story.scenario import Decision
from knowshow.views import gravest, indicators, scene
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
    """A view that some experts hold, as HTML, and who they are."""

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
    """What reached a stakeholder, and when; `later` if it is the delayed result of an earlier decision."""

    time: str
    label: str
    later: bool


class SaidView(TypedDict):
    """What a stakeholder said during the story, as HTML, and when."""

    time: str
    html: str


class LifeView(PersonView):
    """The story as one stakeholder lived it.

    `life` is how they tell it (HTML, None if they do not), `reached` what reached them, `said` what they
    said, and `fares` how the indicators about them changed from the start to the end.
    """

    life: str | None
    reached: list[ReachedView]
    said: list[SaidView]
    fares: list[DifferenceView]


class OfferView(TypedDict):
    """A choice that was open: its id, which the page sends back, and its label."""

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
    """All that a debrief shows at first.

    `headline` tells what became of people, the gravest first. `time` and `title` are the ending's; `relied`
    holds the cites of the path's choices, `untouched` one cite for each principle that the path's decisions
    offered and none of them rests on.
    """

    headline: list[str]
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
    """Return all that a debrief shows at first; `choices` are the path's ids.

    Raises:
        IllegalChoiceError: a choice is not legal.
    """
    turns = play.trace(scenario, choices)
    state = turns[-1].after if turns else play.start(scenario)
    relied = _relied_cites(scenario, choices)
    return {
        "headline": gravest.headline(scenario, state),
        "lessons": _lessons(scenario),
        "differ": _differ(scenario),
        "time": scenario.node[state.node].time,
        "title": scenario.node[state.node].title,
        "walk": [_walk_step(scenario, turns, place) for place in range(len(turns))],
        "people": people(scenario, turns, state),
        "decisions": [_decision_view(scenario, choices, turns, place) for place in range(len(turns))],
        "relied": relied,
        "untouched": _untouched_cites(scenario, turns, relied),
    }


def tell_life(scenario: Scenario, state: State, who: str) -> str | None:
    """Return how a stakeholder tells the story that ended in `state`, as HTML; None if they do not."""
    texts = [
        life.text
        for life in scenario.debrief.lives
        if life.who == who and play.holds(scenario, life.when, state)
    ]
    return markdown.html("\n\n".join(texts)) if texts else None


def sort_by_lens(scenario: Scenario) -> list[Stakeholder]:
    """Return the stakeholders in the order of `LENSES`: rights-holders first, then who speaks for them."""
    return sorted(scenario.stakeholders, key=lambda person: LENSES.index(person.lens))


def people(scenario: Scenario, turns: Sequence[Turn], state: State) -> list[LifeView]:
    """Return the story as each stakeholder lived it, rights-holders first."""
    reaches = _reach_by_person(scenario, turns)
    speeches = _speech_by_person(scenario, turns)
    first = play.start(scenario)
    return [
        {
            **scene.person(scenario, person.id),
            "life": tell_life(scenario, state, person.id),
            "reached": [reach for who, reach in reaches if who == person.id],
            "said": [speech for who, speech in speeches if who == person.id],
            "fares": _fares(scenario, first, state, person.id),
        }
        for person in sort_by_lens(scenario)
    ]


def _fares(scenario: Scenario, before: State, after: State, who: str | None = None) -> list[DifferenceView]:
    """Return how indicators differ between two states, the gravest first: all, or those about a person."""
    return [
        indicators.difference(scenario.indicators[place], before.values[place], after.values[place])
        for place in gravest.sort_places(scenario)
        if who is None or who in scenario.indicators[place].who
    ]


def _lessons(scenario: Scenario) -> list[LessonView]:
    lessons = scenario.debrief.lessons
    return [{"html": markdown.html(lesson.text), "cites": list(lesson.cites)} for lesson in lessons]


def _differ(scenario: Scenario) -> list[DifferView]:
    return [
        {
            "question": question.question,
            "views": [{"held_by": v.held_by, "html": markdown.inline(v.says)} for v in question.views],
            "cites": list(question.cites),
        }
        for question in scenario.debrief.differ
    ]


def _walk_step(scenario: Scenario, turns: Sequence[Turn], place: int) -> WalkedView:
    turn = turns[place]
    return {
        **scene.step(scenario, turn),
        "happened": list(scene.happenings(scenario, turns[: place + 1], turn.happened)),
        "moved": [fare for fare in _fares(scenario, turn.before, turn.after) if fare["course"] != "same"],
    }


def _decision_view(
    scenario: Scenario, choices: Sequence[str], turns: Sequence[Turn], place: int
) -> DecisionView:
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


def _reach_by_person(scenario: Scenario, turns: Sequence[Turn]) -> list[tuple[str, ReachedView]]:
    delayed = {consequence.id: consequence for consequence in scenario.delayed}
    reaches: list[tuple[str, ReachedView]] = []
    for turn in turns:
        choice, node = scenario.choice[turn.choice], scenario.node[turn.before.node]
        reaches += [
            (who, {"time": node.time, "label": choice.label, "later": False}) for who in choice.reaches
        ]
        after = scenario.node[turn.after.node].time
        for late in (delayed[name] for name in turn.happened if name in delayed):
            label = scenario.node[late.because].title
            reaches += [(who, {"time": after, "label": label, "later": True}) for who in late.reaches]
    return reaches


def _speech_by_person(scenario: Scenario, turns: Sequence[Turn]) -> list[tuple[str, SaidView]]:
    heard = [(turn.before, scenario.node[turn.before.node]) for turn in turns]
    return [
        (voice.who, {"time": node.time, "html": markdown.html(voice.says)})
        for state, node in heard
        for voice in node.voices
        if play.holds(scenario, voice.when, state)
    ]


def _relied_cites(scenario: Scenario, choices: Iterable[str]) -> list[str]:
    return principles.sort_cites(cite for choice in choices for cite in scenario.choice[choice].cites)


def _untouched_cites(scenario: Scenario, turns: Sequence[Turn], relied: Iterable[str]) -> list[str]:
    """Return one cite for each principle that the path's decisions offered and none of them rests on."""
    seen = {_number(cite) for cite in relied}
    cites: list[str] = []
    for cite in principles.sort_cites(_offered_cites(scenario, turns)):
        if _number(cite) not in seen:
            seen.add(_number(cite))
            cites.append(cite)
    return cites


def _number(cite: str) -> str:
    return cite.partition("(")[0]


def _offered_cites(scenario: Scenario, turns: Sequence[Turn]) -> Iterable[str]:
    """Yield the cites of all choices at the path's decisions, as the chart of principles counts them."""
    for turn in turns:
        node = scenario.node[turn.before.node]
        for choice in node.choices if isinstance(node, Decision) else ():
            yield from choice.cites
