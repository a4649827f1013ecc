"""What if one choice of a path were another? Later choices are kept while they stay legal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowshow.story import play
from knowshow.story.journal import count_playable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.story.scenario import Course, Scenario
    from knowshow.story.state import State


@dataclass(frozen=True)
class IndicatorChange:
    """An indicator's value on the old path and on the changed one; `course` says which is better."""

    indicator: str
    before: int
    after: int
    course: Course


@dataclass(frozen=True)
class Lived:
    """The difference for one stakeholder: the indicators about them, and how many things reached them."""

    stakeholder: str
    changes: tuple[IndicatorChange, ...]
    reached_before: int
    reached_after: int


@dataclass(frozen=True)
class Variation:
    """A path with one choice changed.

    `choices` is the changed path as far as it is legal. `stopped` is the place in the old path of the first
    later choice that is no longer legal, None if all are. Both paths are compared after equally many choices:
    `before` is the old path's state there, `after` the new one's.
    """

    at: int
    choices: tuple[str, ...]
    stopped: int | None
    before: State
    after: State
    indicators: tuple[IndicatorChange, ...]
    people: tuple[Lived, ...]


def vary(scenario: Scenario, choices: Sequence[str], at: int, instead: str) -> Variation:
    """Replay a path with the choice at place `at` (from 0) replaced by `instead`, and compare both.

    Raises:
        IllegalChoiceError: the path is not legal, `at` is outside it, or its state does not offer `instead`.
    """
    old = tuple(choices)
    if not 0 <= at < len(old):
        raise play.IllegalChoiceError("story.no_place", scenario=scenario.id, number=at + 1, has=len(old))
    play.replay(scenario, old)
    play.replay(scenario, (*old[:at], instead))
    changed = (*old[:at], instead, *old[at + 1 :])
    legal = count_playable(scenario, changed)
    new, old_part = changed[:legal], old[:legal]
    before, after = play.replay(scenario, old_part), play.replay(scenario, new)
    changes = _compare_values(scenario, before, after)
    stopped = legal if legal < len(changed) else None
    return Variation(
        at, new, stopped, before, after, changes, _compare_lives(scenario, changes, old_part, new)
    )


def alternatives(scenario: Scenario, choices: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the other choices open at place `at` (from 0) of a path; raises as `play.replay` does."""
    state = play.replay(scenario, choices[:at])
    return tuple(choice.id for choice in play.available(scenario, state) if choice.id != choices[at])


def _compare_values(scenario: Scenario, before: State, after: State) -> tuple[IndicatorChange, ...]:
    changes: list[IndicatorChange] = []
    for indicator, old, new in zip(scenario.indicators, before.values, after.values, strict=True):
        changes.append(IndicatorChange(indicator.id, old, new, indicator.course(old, new)))
    return tuple(changes)


def _compare_lives(
    scenario: Scenario, changes: Sequence[IndicatorChange], old: Sequence[str], new: Sequence[str]
) -> tuple[Lived, ...]:
    stakeholders = {indicator.id: indicator.who for indicator in scenario.indicators}
    before, after = _find_people_reached(scenario, old), _find_people_reached(scenario, new)
    return tuple(
        Lived(
            person.id,
            tuple(change for change in changes if person.id in stakeholders[change.indicator]),
            before.count(person.id),
            after.count(person.id),
        )
        for person in scenario.stakeholders
    )


def _find_people_reached(scenario: Scenario, choices: Sequence[str]) -> list[str]:
    delayed = {consequence.id: consequence for consequence in scenario.delayed}
    people: list[str] = []
    for turn in play.trace(scenario, choices):
        people += scenario.choice[turn.choice].reaches
        for name in turn.happened:
            people += delayed[name].reaches if name in delayed else ()
    return people
