"""Show one point of a story as plain data, the same for notebooks, tests and rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from knowshow.content import markdown
from knowshow.content.principles import sort_cites
from knowshow.story import play
from knowshow.story.scenario import Choice, Decision, Delayed, Event, Lens
from knowshow.views.indicators import IndicatorView, indicator_view
from knowshow.views.principle_cards import PrincipleView, cards

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowshow.content.principles import Principles
    from knowshow.story.scenario import Scenario, Voice
    from knowshow.story.state import State, Turn


class PersonView(TypedDict):
    """A stakeholder: name, role, `lens` (a key of the words) and initials, one or two letters."""

    name: str
    role: str
    lens: Lens
    initials: str


class VoiceView(PersonView):
    """What a stakeholder says, as HTML."""

    html: str


class RoleView(TypedDict):
    """Who the player is: a position (`title`) in a company."""

    title: str
    company: str


class MomentView(TypedDict):
    """A node of the story: its title, its time in the story's words, and its text as HTML."""

    title: str
    time: str
    html: str


class ChoiceView(TypedDict):
    """A choice that is open: its id, which the page sends back, its label, and details as HTML."""

    id: str
    label: str
    html: str


class HappenedView(TypedDict):
    """Something that happened: the result of a choice, at once or delayed, or an event.

    `label` names the choice or the event, `time` is when that was, `feedback` says why the choice matters,
    `reaches` lists whom it reaches, `cites` the principles it rests on (keys of the view's `principles`).
    Texts are HTML.
    """

    kind: Literal["choice", "delayed", "event"]
    label: str
    time: NotRequired[str]
    html: str
    feedback: str | None
    cites: list[str]
    reaches: list[PersonView]
    voices: list[VoiceView]


class StepView(TypedDict):
    """One decision of the path: its time, its scene's title, and the choice's label."""

    time: str
    title: str
    label: str


class SceneView(TypedDict):
    """One point of a story.

    `brief` (HTML) introduces the story, before the first choice; `happened` is what the last choice brought
    about; `question` and `choices` are None and empty at an ending (`over`). `cites` are the principles in
    play here, `principles` the cards of all that the story cites. `begun` says that a choice has been made.
    """

    title: str
    role: RoleView
    brief: str | None
    happened: list[HappenedView]
    scene: MomentView
    voices: list[VoiceView]
    question: str | None
    choices: list[ChoiceView]
    indicators: list[IndicatorView]
    cites: list[str]
    principles: dict[str, PrincipleView]
    over: bool
    begun: bool


def view(scenario: Scenario, principles: Principles, choices: Sequence[str]) -> SceneView:
    """Return the scene that these choices (ids, in order) lead to.

    Raises:
        IllegalChoiceError: a choice is not legal.
    """
    turns = play.trace(scenario, choices)
    log: list[str] = []
    first = play.start(scenario, log)
    state = turns[-1].after if turns else first
    before = turns[-1].before if turns else first
    node = scenario.node[state.node]
    cites = _scene_cites(scenario, node, turns)
    return {
        "title": scenario.title,
        "role": {"title": scenario.role.title, "company": scenario.role.company},
        "brief": None if turns else markdown.html(scenario.role.brief),
        "happened": list(happenings(scenario, turns, turns[-1].happened if turns else log)),
        "scene": {"title": node.title, "time": node.time, "html": markdown.html(node.text)},
        "voices": voices(scenario, node.voices, state),
        "question": node.question if isinstance(node, Decision) else None,
        "choices": [
            {"id": c.id, "label": c.label, "html": markdown.inline(c.detail)}
            for c in play.available(scenario, state)
        ],
        "indicators": [
            indicator_view(i, b, a)
            for i, b, a in zip(scenario.indicators, before.values, state.values, strict=True)
        ],
        "cites": cites,
        "principles": cards(principles, _every_cite(scenario)),
        "over": play.is_over(scenario, state),
        "begun": bool(turns),
    }


def voices(scenario: Scenario, candidates: Iterable[Voice], state: State) -> list[VoiceView]:
    """Return the voices among `candidates` that are heard in `state`, rights-holders first."""
    heard = [voice for voice in candidates if play.holds(scenario, voice.when, state)]
    heard.sort(key=lambda voice: scenario.stakeholder[voice.who].lens != "rightsholder")
    return [{**person(scenario, voice.who), "html": markdown.html(voice.says)} for voice in heard]


def person(scenario: Scenario, who: str) -> PersonView:
    """Return a stakeholder, by id, as shown beside their words."""
    stakeholder = scenario.stakeholder[who]
    words = [word for word in stakeholder.name.split() if word[0].isalpha()]
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    return {
        "name": stakeholder.name,
        "role": stakeholder.role,
        "lens": stakeholder.lens,
        "initials": initials,
    }


def step(scenario: Scenario, turn: Turn) -> StepView:
    """Return one decision of the path."""
    node, choice = scenario.node[turn.before.node], scenario.choice[turn.choice]
    return {"time": node.time, "title": node.title, "label": choice.label}


def happenings(scenario: Scenario, turns: Sequence[Turn], log: Sequence[str]) -> Iterable[HappenedView]:
    """Yield what the last turn brought about: the choice's result, then events and delays in `log` (ids)."""
    if turns:
        yield _choice_happening(scenario, scenario.choice[turns[-1].choice])
    delayed = {d.id: d for d in scenario.delayed}
    state = turns[-1].after if turns else play.start(scenario)
    for name in log:
        if name in delayed:
            yield _delayed_happening(scenario, delayed[name], turns, state)
        else:
            yield _event_happening(scenario, name, state)


def _choice_happening(scenario: Scenario, choice: Choice) -> HappenedView:
    return {
        "kind": "choice",
        "label": choice.label,
        "html": markdown.html(choice.then),
        "feedback": markdown.html(choice.feedback),
        "cites": list(choice.cites),
        "reaches": [person(scenario, who) for who in choice.reaches],
        "voices": [],
    }


def _delayed_happening(
    scenario: Scenario, delayed: Delayed, turns: Sequence[Turn], state: State
) -> HappenedView:
    cause = next((turn for turn in reversed(turns) if turn.before.node == delayed.because), None)
    return {
        "kind": "delayed",
        "label": scenario.choice[cause.choice].label if cause else scenario.node[delayed.because].title,
        "time": scenario.node[delayed.because].time,
        "html": markdown.html(delayed.text),
        "feedback": None,
        "cites": list(delayed.cites),
        "reaches": [person(scenario, who) for who in delayed.reaches],
        "voices": voices(scenario, delayed.voices, state),
    }


def _event_happening(scenario: Scenario, name: str, state: State) -> HappenedView:
    event = scenario.node[name]
    assert isinstance(event, Event)  # noqa: S101 - the reducer logs nothing else
    return {
        "kind": "event",
        "label": event.title,
        "time": event.time,
        "html": markdown.html(event.text),
        "feedback": None,
        "cites": [],
        "reaches": [],
        "voices": voices(scenario, event.voices, state),
    }


def _scene_cites(scenario: Scenario, node: object, turns: Sequence[Turn]) -> list[str]:
    if isinstance(node, Decision):
        return sort_cites(cite for choice in node.choices for cite in choice.cites)
    return sort_cites(cite for turn in turns for cite in scenario.choice[turn.choice].cites)


def _every_cite(scenario: Scenario) -> list[str]:
    talk = scenario.debrief
    groups = [choice.cites for choice in scenario.choice.values()]
    groups += [delayed.cites for delayed in scenario.delayed]
    groups += [lesson.cites for lesson in talk.lessons] + [question.cites for question in talk.differ]
    return sort_cites(cite for cites in groups for cite in cites)
