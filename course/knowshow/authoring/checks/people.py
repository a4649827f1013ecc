"""Are people heard, and do choices say what they rest on: voices, feedback, cites, indicators?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.authoring.checks.story import ExploredStory, finding, iterate_voices
from knowshow.errors import Words
from knowshow.story import play
from knowshow.story.nearest import mend
from knowshow.story.scenario import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Fault, Place


def find_poor_feedback(story: ExploredStory) -> Iterator[Fault]:
    """Find feedback that is blank, or repeats another text (KS301)."""
    first_use: dict[str, str] = {}
    for choice in story.scenario.choice.values():
        text = " ".join(choice.feedback.split())
        why = None
        if not any(letter.isalnum() for letter in text):
            why = Words("check.blank")
        elif text == " ".join(choice.then.split()):
            why = Words("check.repeats_then")
        elif text in first_use:
            why = Words("check.repeats", {"choice": first_use[text]})
        if why:
            yield finding(
                "KS301", (*story.part("choice", choice.id), "feedback"), {"choice": choice.id, "why": why}
            )
        first_use.setdefault(text, choice.id)


def find_missing_cites(story: ExploredStory) -> Iterator[Fault]:
    """Find choices that cite no principle (KS302)."""
    for choice in story.scenario.choice.values():
        if not choice.cites:
            yield finding("KS302", story.place_of["choice"][choice.id], {"choice": choice.id})


def find_dangling_cites(story: ExploredStory) -> Iterator[Fault]:
    """Find cites of a principle, or of a part of one, that does not exist (KS303)."""
    known = [p.id for p in story.principles.principles]
    known += [f"{p.id}({letter})" for p in story.principles.principles for letter in p.parts]
    for place, cite in _cites(story):
        if cite not in known:
            yield finding("KS303", place, {"cite": cite, "mend": mend(cite, known)})


def _cites(story: ExploredStory) -> Iterator[tuple[Place, str]]:
    scenario = story.scenario
    parts: list[tuple[Place, tuple[str, ...]]] = []
    parts += [(story.part("choice", c.id), c.cites) for c in scenario.choice.values()]
    parts += [(("delayed", i), delayed.cites) for i, delayed in enumerate(scenario.delayed)]
    parts += [(("invariants", i), norm.cites) for i, norm in enumerate(scenario.invariants)]
    parts += [(("debrief", "lessons", i), lesson.cites) for i, lesson in enumerate(scenario.debrief.lessons)]
    parts += [(("debrief", "differ", i), differ.cites) for i, differ in enumerate(scenario.debrief.differ)]
    for place, cites in parts:
        for i, cite in enumerate(cites):
            yield (*place, "cites", i), cite


def find_silent_stakeholders(story: ExploredStory) -> Iterator[Fault]:
    """Find stakeholders who are heard on no path (KS304)."""
    if not story.whole:
        return
    heard = {voice.who for place, voice in iterate_voices(story.scenario) if place in story.seen.heard}
    for person in story.scenario.stakeholders:
        if person.id not in heard:
            values = {"who": person.id, "name": person.name}
            yield finding("KS304", story.place_of["stakeholder"][person.id], values)


def find_missing_rightsholders(story: ExploredStory) -> Iterator[Fault]:
    """Find out whether no rights-holder is heard at all (KS305), or none at some decision (KS306)."""
    if not story.exploration.states:
        return
    people = {person.id for person in story.scenario.stakeholders if person.lens == "rightsholder"}
    # Where not all is known, whoever has a voice may yet be heard.
    heard = (
        voice
        for place, voice in iterate_voices(story.scenario)
        if place in story.seen.heard or not story.whole
    )
    if not any(voice.who in people for voice in heard):
        yield finding("KS305", ("stakeholders",))
        return
    for node in story.scenario.nodes:
        voices = [voice for voice in node.voices if voice.who in people]
        for state in story.exploration.at.get(node.id, ()) if isinstance(node, Decision) else ():
            at = story.exploration.states[state]
            if not any(play.holds(story.scenario, voice.when, at) for voice in voices):
                way = story.exploration.path(state)
                yield finding("KS306", story.place_of["node"][node.id], {"node": node.id}, way)
                break


def find_misplaced_indicators(story: ExploredStory) -> Iterator[Fault]:
    """Find out whether no indicator is about people (KS307), or one stands below the company's (KS308)."""
    about = [indicator.about for indicator in story.scenario.indicators]
    if "people" not in about:
        yield finding("KS307", ("indicators",))
    for i, indicator in enumerate(story.scenario.indicators):
        if indicator.about == "people" and "company" in about[:i]:
            yield finding("KS308", ("indicators", i, "about"), {"indicator": indicator.id})


CHECKS = (
    find_poor_feedback,
    find_missing_cites,
    find_dangling_cites,
    find_silent_stakeholders,
    find_missing_rightsholders,
    find_misplaced_indicators,
)
