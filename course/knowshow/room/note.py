"""What leaves a room: a briefing note and a case study, which name nobody and hold no vote.

The note holds what the wall has shown (reveals that passed the gate, sentences that were let through and
kept) and what the engine knows. The case study holds no number about the room at all.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from knowshow.content import course_files, markdown
from knowshow.content.text import say
from knowshow.story import counterfactual, play
from knowshow.story.explore import explore
from knowshow.story.outcomes import build_space
from knowshow.story.scenario import Decision
from knowshow.views import debrief, indicators, outcome_histogram, what_if

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowshow.room.messages import BallotShown, GroupShown, Note, SeatsShown, ShiftShown
    from knowshow.room.record import Record
    from knowshow.room.showing import Showing
    from knowshow.room.stage import Step
    from knowshow.story.scenario import Scenario

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~&!$+\-.()=:@/])")


def make(record: Record, showing: Showing) -> Note:
    """Return both texts, each as Markdown and as an HTML page that needs nothing but itself."""
    title = showing.scenario.title
    briefing = "\n\n".join(_briefing(record, showing)) + "\n"
    case = "\n\n".join(_case(record, showing)) + "\n"
    return {
        "briefing_markdown": briefing,
        "briefing_html": _page(say("note", "briefing", title=title), briefing),
        "case_markdown": case,
        "case_html": _page(say("note", "case", title=title), case),
    }


def _briefing(record: Record, showing: Showing) -> Iterator[str]:
    scenario = showing.scenario
    yield from _opening(record, scenario, "briefing", "lead")
    yield f"## {say('note', 'path')}"
    if not record.stage.path:
        yield say("note", "no_path")
    for place, step in enumerate(record.stage.path):
        yield from _decision(record, showing, place, step)
    if record.stage.path:
        yield from _outcome(record, showing)
        yield from _otherwise(scenario, record.stage.journal)
    yield from _lessons(scenario)
    yield _foot()


def _opening(record: Record, scenario: Scenario, title: str, lead: str) -> Iterator[str]:
    """Yield the title and the first words of a text, by their names; a rehearsal is said to be one."""
    yield f"# {say('note', title, title=scenario.title)}"
    yield say("note", lead)
    if record.rehearsal:
        yield f"**{say('note', 'rehearsal', number=record.rehearsal)}**"


def _decision(record: Record, showing: Showing, place: int, step: Step) -> Iterator[str]:
    """Yield one decision: the question, what the room was shown, what was said, and what it did to whom."""
    scenario = showing.scenario
    node = scenario.node[step.scene.id]
    yield f"### {node.time}: {node.title}"
    if isinstance(node, Decision):
        yield f"*{node.question}*"
    for number, ballot in enumerate(showing.ballots(record, step.scene.id), 1):
        yield f"{say('note', f'ballot_{number}')}\n\n{_ballot(ballot)}"
    yield from _arguments(record, showing, step)
    yield say("note", f"how_{step.how}", label=showing.labels[step.choice])
    yield from _followed(scenario, record.stage.journal, place)


def _ballot(shown: BallotShown) -> str:
    """Return what the wall has shown of one ballot."""
    if shown["shift"]:
        return _shift(shown["shift"])
    lines = "\n".join(_line(group) for group in shown["groups"])
    asked = say("note", "answers", number=shown["people"]) if shown["words"] == "numbers" else ""
    blocks = [lines, asked, shown["why"] or "", _seats(shown["seats"]) if shown["seats"] else ""]
    return "\n\n".join(block for block in blocks if block)


def _line(group: GroupShown) -> str:
    labels = say("note", "or").join(f"“{label}”" for label in group["labels"])
    key = "most" if group["count"] is None else "together" if group["merged"] else "alone"
    return f"- {say('note', f'group_{key}', labels=labels, count=group['count'])}"


def _shift(shown: ShiftShown) -> str:
    key = shown["direction"].replace(" ", "_")
    return say("note", f"shift_{key}", label=shown["label"], step=shown["step"])


def _seats(shown: SeatsShown) -> str:
    parts = [
        f"{name}:\n\n" + "\n".join(_line(group) for group in groups)
        for name, groups in zip(shown["names"], shown["groups"], strict=True)
    ]
    return "\n\n".join(parts)


def _arguments(record: Record, showing: Showing, step: Step) -> Iterator[str]:
    """Yield the sentences of a scene that were let through and kept, by the choice they speak for."""
    box = record.boxes.get(step.scene.id)
    kept = [sentence for sentence in box.unsealed if sentence.key in box.kept] if box else []
    kept.sort(key=lambda sentence: (step.scene.choices.index(sentence.choice), sentence.text))
    if kept:
        lines = [f"- {showing.labels[sentence.choice]}: “{quiet(sentence.text)}”" for sentence in kept]
        yield f"{say('note', 'arguments')}\n\n" + "\n".join(lines)


def _followed(scenario: Scenario, journal: Sequence[str], place: int) -> Iterator[str]:
    """Yield what a decision brought about, in the story's own words, and whom it reached."""
    turn = play.trace(scenario, journal[: place + 1])[-1]
    choice = scenario.choice[turn.choice]
    late = [delayed for delayed in scenario.delayed if delayed.id in turn.happened]
    yield choice.then
    for delayed in late:
        yield say("note", "delayed", time=scenario.node[delayed.because].time)
        yield delayed.text
    reached = dict.fromkeys([*choice.reaches, *(who for delayed in late for who in delayed.reaches)])
    if reached:
        yield say("note", "reached", names=", ".join(scenario.stakeholder[who].name for who in reached))
    yield from _moved(scenario, turn.before.values, turn.after.values)


def _moved(scenario: Scenario, before: Sequence[int], after: Sequence[int]) -> Iterator[str]:
    """Yield the indicators that changed, about people first."""
    changes = [
        indicators.difference(what, old, new)
        for what, old, new in zip(scenario.indicators, before, after, strict=True)
        if old != new
    ]
    changes.sort(key=lambda change: change["about"] != "people")
    lines = [
        say(
            "note",
            f"moved_{change['said']}",
            label=change["label"],
            before=change["first"],
            after=change["after"],
        )
        for change in changes
    ]
    if lines:
        yield "\n".join(f"- {line}" for line in lines)


def _outcome(record: Record, showing: Showing) -> Iterator[str]:
    """Yield where things stand after the path, how rights-holders lived it, and its place among all ways."""
    scenario, journal = showing.scenario, record.stage.journal
    state = play.replay(scenario, journal)
    yield f"## {say('note', 'outcome')}"
    if not play.is_over(scenario, state):
        yield say("note", "unfinished")
    yield from _moved(scenario, play.start(scenario).values, state.values)
    if not play.is_over(scenario, state):
        return  # how it was lived is told from the story's end, and would tell what the room never came to
    for person in debrief.sort_by_lens(scenario):
        told = [
            life.text
            for life in scenario.debrief.lives
            if life.who == person.id and play.holds(scenario, life.when, state)
        ]
        if told and person.lens == "rightsholder":
            yield f"**{person.name}**"
            yield from told
    yield f"## {say('note', 'standing')}"
    yield from _standing(scenario, state.values)


def _standing(scenario: Scenario, values: tuple[int, ...]) -> Iterator[str]:
    """Yield where an outcome stands."""
    view = outcome_histogram.view(build_space(explore(scenario)), values)
    yield view["lead"]
    if view["indicators"]:
        yield "\n".join(f"- {one['title']}: {one['finding']}" for one in view["indicators"])


def _otherwise(scenario: Scenario, journal: Sequence[str]) -> Iterator[str]:
    """Yield what each other choice on the way would have changed, in a sentence."""
    lines = [
        f"- {what_if.view(scenario, journal, place, other)['summary']}"
        for place in range(len(journal))
        for other in counterfactual.alternatives(scenario, journal, place)
    ]
    if lines:
        yield f"## {say('note', 'otherwise')}"
        yield say("note", "otherwise_lead")
        yield "\n".join(lines)


def _lessons(scenario: Scenario) -> Iterator[str]:
    yield f"## {say('note', 'lessons')}"
    for lesson in scenario.debrief.lessons:
        cites = ", ".join(cite.removeprefix("GP") for cite in lesson.cites)
        yield f"{lesson.text} ({say('note', 'principles', list=cites)})"


def _case(record: Record, showing: Showing) -> Iterator[str]:
    """Yield the case study: a situation, what could be done, what was, and questions to talk about."""
    scenario = showing.scenario
    yield from _opening(record, scenario, "case", "case_lead")
    yield f"## {say('note', 'situation')}"
    yield scenario.role.brief
    for place, step in enumerate(record.stage.path):
        node = scenario.node[step.scene.id]
        yield f"## {node.time}: {node.title}"
        yield node.text
        if isinstance(node, Decision):
            yield f"**{node.question}**"
            offered = [choice for choice in node.choices if choice.id in step.scene.choices]
            yield "\n".join(f"- **{choice.label}.** {_one_line(choice.detail)}" for choice in offered)
        yield from _arguments(record, showing, step)
        yield say("note", "taken", label=showing.labels[step.choice])
        yield from _followed(scenario, record.stage.journal, place)
    yield f"## {say('note', 'questions')}"
    yield from _questions(scenario, record)
    yield from _lessons(scenario)
    yield _foot()


def _questions(scenario: Scenario, record: Record) -> Iterator[str]:
    asked = [scenario.node[step.scene.id].facilitator for step in record.stage.path]
    lines = [f"- {_one_line(note.ask)}" for note in asked if note]
    lines += [f"- {differ.question}" for differ in scenario.debrief.differ]
    yield "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _foot() -> str:
    return f"---\n\n{say('note', 'rule')}\n\n{say('note', 'independent')}"


def quiet(text: str) -> str:
    """Return what somebody wrote so that none of it is read as markup, a link or a list."""
    return _MARKUP.sub(r"\\\1", text)


def _page(title: str, text: str) -> str:
    style = course_files.assets("styles", "plan.css").read_text("utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"{markdown.html(text)}</main>\n</body>\n</html>\n"
    )
