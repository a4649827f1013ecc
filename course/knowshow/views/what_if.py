"""One decision of a path taken otherwise, as a reader sees it: what would have changed, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.story import counterfactual, play
from knowshow.story.scenario import Decision
from knowshow.views import debrief, indicators, scene
from knowshow.views.scene import PersonView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.story.counterfactual import IndicatorChange, Variation
    from knowshow.story.scenario import Scenario
    from knowshow.views.indicators import DifferenceView


class EndingsView(TypedDict):
    """How both paths end: the titles of the endings, and whether they are the same."""

    mine: str
    other: str
    same: bool


class LaterView(TypedDict):
    """A decision that came after the changed one: when, its label, and whether it would still be taken."""

    time: str
    label: str
    kept: bool


class StoppedView(TypedDict):
    """Where the changed path waits: when, at which scene, the choice that is not offered there, what is.

    `lost` is None where the path has run out of choices, `offers` empty where it has ended.
    """

    time: str
    title: str
    lost: str | None
    offers: list[str]


class OtherLifeView(PersonView):
    """What would differ for one stakeholder; `life` is how they would tell it (HTML), None if no differently.

    `reached` are two numbers: how many consequences reach them on the path taken, and on the changed one.
    """

    changes: list[DifferenceView]
    life: str | None
    differs: bool
    reached: list[int]


class WhatIfView(TypedDict):
    """The path with one decision taken otherwise: what follows at once (`then`, HTML), and all that changes.

    `by` are two times: those at which the path taken and the changed one are compared.
    """

    then: str
    summary: str
    by: list[str]
    endings: EndingsView | None
    later: list[LaterView]
    stopped: StoppedView | None
    indicators: list[DifferenceView]
    people: list[OtherLifeView]


def view(scenario: Scenario, choices: Sequence[str], at: int, instead: str) -> WhatIfView:
    """The path with the choice at place `at` replaced by `instead`; raises as `counterfactual.vary` does."""
    varied = counterfactual.vary(scenario, choices, at, instead)
    old = play.replay(scenario, choices[: len(varied.choices)])
    choice = scenario.choice[instead]
    return {
        "then": markdown.html(choice.then),
        "summary": _summary(scenario, choices, varied),
        "by": [scenario.node[old.node].time, scenario.node[varied.after.node].time],
        "endings": _endings(scenario, varied),
        "later": _later(scenario, choices, varied),
        "stopped": _stopped(scenario, choices, varied),
        "indicators": [_told(scenario, change) for change in varied.indicators],
        "people": _people(scenario, varied),
    }


def _summary(scenario: Scenario, choices: Sequence[str], varied: Variation) -> str:
    place = scenario.node[play.trace(scenario, choices)[varied.at].before.node]
    about = {one.id: one.about for one in scenario.indicators}
    tally = {"better": 0, "worse": 0}
    for change in varied.indicators:
        if about[change.indicator] == "people" and change.course in tally:
            tally[change.course] += 1
    key = (
        "same"
        if not any(tally.values())
        else "mixed"
        if all(tally.values())
        else max(tally, key=lambda k: tally[k])
    )
    when = scenario.node[varied.after.node].time
    label = scenario.choice[varied.choices[varied.at]].label
    return say("debrief", f"whatif_{key}", label=label, time=place.time, when=when)


def _endings(scenario: Scenario, varied: Variation) -> EndingsView | None:
    """How both paths end, where both have ended."""
    if not (play.is_over(scenario, varied.before) and play.is_over(scenario, varied.after)):
        return None
    mine, other = scenario.node[varied.before.node], scenario.node[varied.after.node]
    return {"mine": mine.title, "other": other.title, "same": mine is other}


def _later(scenario: Scenario, choices: Sequence[str], varied: Variation) -> list[LaterView]:
    turns = play.trace(scenario, choices)
    return [
        {
            "time": scenario.node[turns[place].before.node].time,
            "label": scenario.choice[choice].label,
            "kept": varied.stopped is None or place < varied.stopped,
        }
        for place, choice in enumerate(choices)
        if place > varied.at
    ]


def _stopped(scenario: Scenario, choices: Sequence[str], varied: Variation) -> StoppedView | None:
    """Where the changed path waits for another choice than the one that was made, or has ended early."""
    node = scenario.node[varied.after.node]
    if varied.stopped is None and not isinstance(node, Decision):
        return None
    offers = [one.label for one in play.available(scenario, varied.after)]
    lost = scenario.choice[choices[varied.stopped]].label if varied.stopped is not None else None
    return {"time": node.time, "title": node.title, "lost": lost, "offers": offers}


def _told(scenario: Scenario, change: IndicatorChange) -> DifferenceView:
    what = next(one for one in scenario.indicators if one.id == change.indicator)
    return indicators.difference(what, change.before, change.after)


def _people(scenario: Scenario, varied: Variation) -> list[OtherLifeView]:
    """Each stakeholder, rights-holders first: what would differ for them, and how they would tell it."""
    found = {one.stakeholder: one for one in varied.people}
    ended = play.is_over(scenario, varied.after)
    views: list[OtherLifeView] = []
    for person in debrief.by_lens(scenario):
        lived = found[person.id]
        mine = debrief.lives(scenario, varied.before, person.id)
        other = debrief.lives(scenario, varied.after, person.id) if ended else None
        told = other if other != mine else None
        changes = [_told(scenario, change) for change in lived.changes if change.course != "same"]
        reached = lived.reached_before != lived.reached_after
        views.append(
            {
                **scene.person(scenario, person.id),
                "changes": changes,
                "life": told,
                "differs": bool(changes or told or reached),
                "reached": [lived.reached_before, lived.reached_after],
            }
        )
    return views
