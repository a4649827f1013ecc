"""`knowshow text`: a scenario as one linear text in Markdown, complete without any drawing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from knowshow.content.scenarios import load_scenario
from knowshow.content.text import say
from knowshow.editions import rules_in_words
from knowshow.story.scenario import Decision, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowshow.story.scenario import Choice, Delayed, Indicator, Life, Node, Scenario, Voice


_TAG = re.compile(r"<(?=[A-Za-z/!?])(?!https?:|mailto:)")


@click.command()
@click.argument("scenario")
def command(scenario: str) -> None:
    """Print a scenario, named by its id or its file, as a linear text in Markdown."""
    click.echo(markdown(load_scenario(scenario)))


def markdown(scenario: Scenario) -> str:
    """Return the whole scenario: people, indicators, scenes with their choices, delayed results, debrief."""
    parts = (
        write_front(scenario),
        write_scenes(scenario),
        write_delayed(scenario),
        write_norms(scenario),
        write_debrief(scenario),
    )
    text = "\n\n".join(block.strip() for part in parts for block in part if block.strip())
    return _TAG.sub("&lt;", text)  # shown as text by whatever renders it


def _say(key: str, **values: object) -> str:
    return say("edition", key, **values)


def write_front(scenario: Scenario) -> Iterator[str]:
    """Yield title, role, people, rights and indicators, in Markdown."""
    yield f"# {scenario.title}"
    yield _say("meta", id=scenario.id, version=scenario.version, minutes=scenario.minutes)
    yield scenario.summary
    yield f"## {_say('role')}"
    yield _say("you_are", title=scenario.role.title, company=scenario.role.company)
    yield scenario.role.brief
    yield f"## {_say('people')}"
    lens = {key: _say(f"lens_{key}") for key in {person.lens for person in scenario.stakeholders}}
    yield _list(f"**{part.name}**, {part.role} ({lens[part.lens]})" for part in scenario.stakeholders)
    yield f"## {_say('rights')}"
    yield _list(f"{right.label}: {right.source}" for right in scenario.rights)
    yield f"## {_say('indicators')}"
    yield _list(_indicator(scenario, part) for part in scenario.indicators)


def _indicator(scenario: Scenario, indicator: Indicator) -> str:
    total = "" if indicator.of is None else _say("indicator_of", of=indicator.of)
    levels = _say("indicator_levels", levels=", ".join(indicator.levels)) if indicator.levels else ""
    sentence = _say(
        f"indicator_{indicator.better}",
        label=indicator.label,
        start=indicator.start,
        low=indicator.range[0],
        high=indicator.range[1],
        unit=" ".join(filter(None, (indicator.unit, total))),
        who=", ".join(scenario.stakeholder[who].name for who in indicator.who),
    )
    return f"{sentence}{levels}"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(item.split())}" for item in items)


def number_sections(scenario: Scenario) -> dict[str, int]:
    """Return the number of each node's section, by node id; the first scene is 1."""
    ids = [node.id for node in scenario.nodes]
    ids.remove(scenario.start)
    return {name: number for number, name in enumerate([scenario.start, *ids], 1)}


def write_scenes(scenario: Scenario) -> Iterator[str]:
    """Yield every node as a numbered section."""
    number = number_sections(scenario)
    yield f"## {_say('story')}"
    for name in number:
        node = scenario.node[name]
        yield f"### {number[name]}. {node.title}"
        yield f"*{_say(node.kind)}. {node.time}*"
        yield node.text
        yield from _voices(scenario, node.voices)
        yield from _ways_on(scenario, node, number)
        arriving = [delayed for delayed in scenario.delayed if name in delayed.at]
        yield _list(_say("arriving", delayed=delayed.id) for delayed in arriving)
        yield from _facilitator(node)


def _facilitator(node: Node) -> Iterator[str]:
    """Yield the author's notes for whoever leads a room."""
    if node.facilitator is not None:
        yield f"**{_say('room', minutes=node.facilitator.minutes)}** {node.facilitator.ask}"
        yield f"{_say('hears')} {node.facilitator.hears}"


def _voices(scenario: Scenario, voices: Iterable[Voice | Life]) -> Iterator[str]:
    for voice in voices:
        text = getattr(voice, "says", "") or getattr(voice, "text", "")
        name = scenario.stakeholder[voice.who].name
        when = (
            "" if voice.when is None else _say("if", when=rules_in_words.say_condition(scenario, voice.when))
        )
        yield "\n".join(f"> {line}".rstrip() for line in f"**{name}**{when}: {text}".splitlines())


def _ways_on(scenario: Scenario, node: Node, number: dict[str, int]) -> Iterator[str]:
    if isinstance(node, Event):
        yield _consequences(scenario, node)
        yield rules_in_words.say_route(scenario, node.goto, number)
    if isinstance(node, Decision):
        yield f"**{node.question}**"
        for place, choice in enumerate(node.choices):
            yield f"#### {number[node.id]}{letter_choice(place)}. {choice.label}"
            yield from _choice(scenario, choice)
            yield rules_in_words.say_route(scenario, choice.goto, number)


def letter_choice(place: int) -> str:
    """Return the letter of a choice by its place from 0: a to z, then aa, ab and so on."""
    before, last = divmod(place, 26)
    return (letter_choice(before - 1) if before else "") + chr(ord("a") + last)


def _choice(scenario: Scenario, choice: Choice) -> Iterator[str]:
    if choice.when is not None:
        yield f"*{_say('open_if', when=rules_in_words.say_condition(scenario, choice.when))}*"
    yield choice.detail
    yield f"{_say('then')} {choice.then}"
    yield f"{_say('why')} {choice.feedback}"
    yield _consequences(scenario, choice)


def _consequences(scenario: Scenario, part: Choice | Event | Delayed) -> str:
    """Return the effects, flags, reach and cites of one part, as a list."""
    reaches = [scenario.stakeholder[who].name for who in getattr(part, "reaches", ())]
    lists = {
        "effects": rules_in_words.say_effects(scenario, part.effects),
        "flags": ", ".join(part.flags),
        "reaches": ", ".join(reaches),
        "cites": ", ".join(getattr(part, "cites", ())),
    }
    return _list(_say(key, what=names) for key, names in lists.items() if names)


def write_delayed(scenario: Scenario) -> Iterator[str]:
    """Yield each delayed result, with the decision that it comes from."""
    number = number_sections(scenario)
    if scenario.delayed:
        yield f"## {_say('later')}"
    for delayed in scenario.delayed:
        yield f"### {delayed.id}"
        because = scenario.node[delayed.because]
        at = "; ".join(f"{number[name]}, {scenario.node[name].title}" for name in delayed.at)
        yield _say("because", number=number[because.id], title=because.title, at=at)
        if delayed.when is not None:
            yield f"*{_say('comes_if', when=rules_in_words.say_condition(scenario, delayed.when))}*"
        yield delayed.text
        yield from _voices(scenario, delayed.voices)
        yield _consequences(scenario, delayed)


def write_norms(scenario: Scenario) -> Iterator[str]:
    """Yield the norms that every path keeps."""
    if scenario.invariants:
        yield f"## {_say('norms')}"
        yield _list(f"{norm.says} ({', '.join(norm.cites)})" for norm in scenario.invariants)


def write_debrief(scenario: Scenario) -> Iterator[str]:
    """Yield the people's own accounts, the lessons, and the questions on which experts differ."""
    talk = scenario.debrief
    yield f"## {_say('debrief')}"
    if talk.lives:
        yield f"### {_say('lived')}"
    yield from _voices(scenario, talk.lives)
    yield f"### {_say('lessons')}"
    yield _list(f"{lesson.text} ({', '.join(lesson.cites)})" for lesson in talk.lessons)
    yield f"### {_say('differ')}"
    for differ in talk.differ:
        yield f"**{differ.question}**" + (f" ({', '.join(differ.cites)})" if differ.cites else "")
        yield _list(f"{view.held_by}: {view.says}" for view in differ.views)
