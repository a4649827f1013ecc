"""Show what would have changed, and for whom, had one decision of a path been another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.story import counterfactual, play
from knowshow.story.scenario import Decision
from knowshow.views import debrief, gravest, indicators, scene
from knowshow.views.scene import PersonView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowshow.story.counterfactual import IndicatorChange, Variation
    from knowshow.story.scenario import Scenario
    from knowshow.views.indicators import DifferenceView


class EndingsView(TypedDict):
    """How both paths end: the titles of the endings, and whether they are the same."""

    mine: str
    other: str
    same: bool


class LaterView(TypedDict):
    """A decision after the changed one: its time, its label, and whether it is `kept` on the changed path."""

    time: str
    label: str
    kept: bool


class StoppedView(TypedDict):
    """Where the changed path stops: its time, its scene, the choice not open there, and those that are.

    `lost` is None if the path has run out of choices, and `offers` is empty if it has ended.
    """

    time: str
    title: str
    lost: str | None
    offers: list[str]


class OtherLifeView(PersonView):
    """What would differ for one stakeholder; `life` is how they would tell it (HTML), None if as before.

    `reached` counts the consequences that reach them, first on the path taken, then on the changed one.
    """

    changes: list[DifferenceView]
    life: str | None
    differs: bool
    reached: list[int]


class WhatIfView(TypedDict):
    """A path with one decision changed: what follows at once (`then`, HTML), and all that differs.

    `by` holds the times at which the path taken and the changed one are compared, in the story's words.
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
    """Return what differs if the choice at place `at` (from 0) is `instead`.

    Raises:
        IllegalChoiceError: the path is not legal, has no such place, or does not offer `instead` there.
    """
    varied = counterfactual.vary(scenario, choices, at, instead)
    old = play.replay(scenario, choices[: len(varied.choices)])
    choice = scenario.choice[instead]
    return {
        "then": markdown.html(choice.then),
        "summary": _summary(scenario, choices, varied),
        "by": [scenario.node[old.node].time, scenario.node[varied.after.node].time],
        "endings": _endings(scenario, varied),
        "later": _later_decisions(scenario, choices, varied),
        "stopped": _stopping_place(scenario, choices, varied),
        "indicators": [_difference(scenario, change) for change in _by_gravity(scenario, varied.indicators)],
        "people": _people(scenario, varied),
    }


def _summary(scenario: Scenario, choices: Sequence[str], varied: Variation) -> str:
    place = scenario.node[play.trace(scenario, choices)[varied.at].before.node]
    about = {indicator.id: indicator.about for indicator in scenario.indicators}
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
    """Return how both paths end, or None if one has not ended."""
    if not (play.is_over(scenario, varied.before) and play.is_over(scenario, varied.after)):
        return None
    mine, other = scenario.node[varied.before.node], scenario.node[varied.after.node]
    return {"mine": mine.title, "other": other.title, "same": mine is other}


def _later_decisions(scenario: Scenario, choices: Sequence[str], varied: Variation) -> list[LaterView]:
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


def _stopping_place(scenario: Scenario, choices: Sequence[str], varied: Variation) -> StoppedView | None:
    """Return where the changed path stops, because a choice is not open there or none is left; else None."""
    node = scenario.node[varied.after.node]
    if varied.stopped is None and not isinstance(node, Decision):
        return None
    offers = [choice.label for choice in play.available(scenario, varied.after)]
    lost = scenario.choice[choices[varied.stopped]].label if varied.stopped is not None else None
    return {"time": node.time, "title": node.title, "lost": lost, "offers": offers}


def _difference(scenario: Scenario, change: IndicatorChange) -> DifferenceView:
    indicator = next(each for each in scenario.indicators if each.id == change.indicator)
    return indicators.difference(indicator, change.before, change.after)


def _by_gravity(scenario: Scenario, changes: Iterable[IndicatorChange]) -> list[IndicatorChange]:
    ranks = {indicator.id: gravest.rank(indicator) for indicator in scenario.indicators}
    return sorted(changes, key=lambda change: ranks[change.indicator])


def _people(scenario: Scenario, varied: Variation) -> list[OtherLifeView]:
    """Return what would differ for each stakeholder, rights-holders first."""
    effects = {effect.stakeholder: effect for effect in varied.people}
    ended = play.is_over(scenario, varied.after)
    views: list[OtherLifeView] = []
    for person in debrief.sort_by_lens(scenario):
        lived = effects[person.id]
        mine = debrief.tell_life(scenario, varied.before, person.id)
        other = debrief.tell_life(scenario, varied.after, person.id) if ended else None
        life = other if other != mine else None
        moved = [change for change in lived.changes if change.course != "same"]
        changes = [_difference(scenario, change) for change in _by_gravity(scenario, moved)]
        reached = lived.reached_before != lived.reached_after
        views.append(
            {
                **scene.person(scenario, person.id),
                "changes": changes,
                "life": life,
                "differs": bool(changes or life or reached),
                "reached": [lived.reached_before, lived.reached_after],
            }
        )
    return views
