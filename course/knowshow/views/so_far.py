"""Tell a story so far: who the reader is, what was decided and did, who is who; introduce who is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict

from knowshow.content import markdown
from knowshow.story import play
from knowshow.story.scenario import Decision
from knowshow.views import gravest, indicators, scene
from knowshow.views.scene import PersonView, StepView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowshow.story.scenario import Scenario, Stakeholder
    from knowshow.story.state import Turn
    from knowshow.views.indicators import DifferenceView

_SHORTEST = 4  # letters of a name that is told from a word
_MOST_DID = 2  # effects on people that a step tells, the gravest


class DidView(StepView):
    """One decision of the path, and the gravest of what it moved for people."""

    moved: list[DifferenceView]


class SoFarView(TypedDict):
    """The story so far: what introduces it (HTML), the path, and whom one has met, rights-holders first."""

    brief: str
    path: list[DidView]
    cast: list[PersonView]


def view(scenario: Scenario, turns: Sequence[Turn]) -> SoFarView:
    """Return the story so far, after these turns."""
    met = _list_met(scenario, turns)
    first = sorted(
        (each for each in scenario.stakeholders if each.id in met),
        key=lambda each: each.lens != "rightsholder",
    )
    return {
        "brief": markdown.html(scenario.role.brief),
        "path": [{**scene.step(scenario, turn), "moved": _moved(scenario, turn)} for turn in turns],
        "cast": [scene.person(scenario, each.id) for each in first],
    }


def _moved(scenario: Scenario, turn: Turn) -> list[DifferenceView]:
    effects = sorted(gravest.list_effects(scenario, [turn]), key=gravest.severity)
    return [
        indicators.difference(effect.indicator, effect.before, effect.after) for effect in effects[:_MOST_DID]
    ]


def _list_met(scenario: Scenario, turns: Sequence[Turn]) -> set[str]:
    """Return who was heard or named up to the present scene; whoever is still to come stays unknown."""
    nodes = [turn.before.node for turn in turns] + [turns[-1].after.node if turns else scenario.start]
    met: set[str] = set()
    for number, node in enumerate(nodes):
        met |= _speakers(scenario, turns[:number], node)
        met |= {each.id for each in _mentioned(scenario, list_texts(scenario, turns[:number], node))}
    return met


def list_named(scenario: Scenario, turns: Sequence[Turn]) -> list[PersonView]:
    """Return who is named in the present scene, does not speak in it and was not introduced before."""
    known: set[str] = set()
    for number, turn in enumerate(turns):
        known |= _speakers(scenario, turns[:number], turn.before.node)
        texts = list_texts(scenario, turns[:number], turn.before.node)
        known |= {each.id for each in _mentioned(scenario, texts)}
    node = turns[-1].after.node if turns else play.start(scenario).node
    speaking = _speakers(scenario, turns, node)
    named = _mentioned(scenario, list_texts(scenario, turns, node))
    return [scene.person(scenario, each.id) for each in named if each.id not in known | speaking]


def _speakers(scenario: Scenario, turns: Sequence[Turn], name: str) -> set[str]:
    """Return who is heard at a node, or in what led to it."""
    state = turns[-1].after if turns else play.start(scenario)
    heard = {voice.who for voice in scenario.node[name].voices if play.holds(scenario, voice.when, state)}
    happened = turns[-1].happened if turns else ()
    late = [delayed for delayed in scenario.delayed if delayed.id in happened]
    events = [scenario.node[each] for each in happened if each in scenario.node]
    voices = [voice for part in (*late, *events) for voice in part.voices]
    return heard | {voice.who for voice in voices if play.holds(scenario, voice.when, state)}


def list_texts(scenario: Scenario, turns: Sequence[Turn], name: str) -> Iterator[str]:
    """Yield what a reader meets at a node after these turns, what led to it first, as Markdown."""
    node = scenario.node[name]
    if turns:
        yield scenario.choice[turns[-1].choice].then
        happened = turns[-1].happened
        yield from (delayed.text for delayed in scenario.delayed if delayed.id in happened)
        yield from (scenario.node[each].text for each in happened if each in scenario.node)
    yield node.text
    yield from (voice.says for voice in node.voices)
    if isinstance(node, Decision):
        yield node.question
        yield from (f"{choice.label} {choice.detail}" for choice in node.choices)


def _mentioned(scenario: Scenario, texts: Iterable[str]) -> list[Stakeholder]:
    text = " ".join(texts)
    return [each for each in scenario.stakeholders if _pattern(each.name).search(text)]


def _pattern(name: str) -> re.Pattern[str]:
    """Return what finds somebody in a text: the name, or the first or last word of a person's."""
    words = name.split()
    person = all(word[0].isupper() for word in words)
    parts = [word for word in words if person and len(word) >= _SHORTEST]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, (name, *parts))) + r")\b")
