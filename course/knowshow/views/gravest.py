"""Put effects on people in order: how grave they are comes first, their number after it.

Source: UN Guiding Principles 14 and 24. Severity has scale, scope and irremediable character; what cannot be
put right stands above any number of what can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from knowshow.content.text import say
from knowshow.story import play
from knowshow.views import indicators

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowshow.story.scenario import About, Indicator, Scenario
    from knowshow.story.state import State, Turn

_RANKS = {"lasting": 0, "grave": 1, None: 2}


class Effect(NamedTuple):
    """What one turn (its place on the path, from 0) did to one indicator."""

    indicator: Indicator
    before: int
    after: int
    turn: int

    @property
    def size(self) -> float:
        """The change as a part of the indicator's range, from 0 to 1."""
        low, high = self.indicator.range
        return abs(self.after - self.before) / (high - low)

    @property
    def worse(self) -> bool:
        """Whether it is a change for the worse."""
        return self.indicator.course(self.before, self.after) == "worse"


def rank(indicator: Indicator) -> tuple[bool, int]:
    """Return what to sort indicators by: people before the company, the gravest first."""
    return indicator.about != "people", _RANKS[indicator.gravity]


def sort_places(scenario: Scenario) -> list[int]:
    """Return the places of a story's indicators, the gravest for people first."""
    return sorted(range(len(scenario.indicators)), key=lambda place: rank(scenario.indicators[place]))


def list_effects(scenario: Scenario, turns: Sequence[Turn]) -> list[Effect]:
    """Return every change that a path brought to people, turn by turn."""
    return [
        Effect(indicator, turn.before.values[place], turn.after.values[place], number)
        for number, turn in enumerate(turns)
        for place, indicator in enumerate(scenario.indicators)
        if indicator.about == "people" and turn.before.values[place] != turn.after.values[place]
    ]


def find_gravest(effects: Iterable[Effect]) -> Effect | None:
    """Return the gravest effect: by severity, harm before relief, then number; None of none."""
    return min(effects, key=severity, default=None)


def find_largest(effects: Iterable[Effect]) -> Effect | None:
    """Return the effect that went furthest through its range; None of none."""
    return max(effects, key=lambda effect: effect.size, default=None)


def headline(scenario: Scenario, state: State, about: About = "people") -> list[str]:
    """Return a sentence on each thing counted, from the start of the story to `state`, the gravest first."""
    first = play.start(scenario)
    changes = [
        indicators.difference(scenario.indicators[place], first.values[place], state.values[place])
        for place in sort_places(scenario)
        if scenario.indicators[place].about == about
    ]
    return [say("debrief", f"headline_{_kind(change)}", **facts(change)) for change in changes]


def _kind(change: indicators.DifferenceView) -> str:
    if change["course"] == "same":
        return "same"
    return "within" if change["before"] == change["after"] else "moved"


def facts(change: indicators.DifferenceView) -> dict[str, str]:
    """Return what a sentence on a change names: `label`, `before`, `after` and its `course`, in words."""
    return {
        "label": change["label"],
        "before": change["first"],
        "after": change["after"],
        "course": say("debrief", f"course_{change['said']}"),
    }


def severity(effect: Effect) -> tuple[tuple[bool, int], bool, bool, int]:
    """Return what to sort effects by: the gravest first, harm before relief, counts by their number."""
    number = abs(effect.after - effect.before)
    return rank(effect.indicator), not effect.worse, bool(effect.indicator.levels), -number
