"""Do indicators move and stay in range, and does every path keep the norms?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.authoring.checks.story import ExploredStory, finding
from knowshow.errors import Words
from knowshow.story import play
from knowshow.story.scenario import ChoiceNorm, EndingNorm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Fault
    from knowshow.story.scenario import AlwaysNorm


def find_unmoved_indicators(story: ExploredStory) -> Iterator[Fault]:
    """Find indicators that have the same value in every state (KS501)."""
    if not story.whole:
        return
    for i, indicator in enumerate(story.scenario.indicators):
        if all(state.values[i] == indicator.start for state in story.exploration.states):
            yield finding("KS501", story.place_of["indicator"][indicator.id], {"indicator": indicator.id})


def find_values_out_of_range(story: ExploredStory) -> Iterator[Fault]:
    """Find indicators below or above their range; name the nearest state on each side (KS502)."""
    for i, indicator in enumerate(story.scenario.indicators):
        low, high = indicator.range
        place = (*story.part("indicator", indicator.id), "range")
        sides: set[bool] = set()
        for number, state in enumerate(story.exploration.states):
            value = state.values[i]
            if not low <= value <= high and (value > high) not in sides:
                sides.add(value > high)
                values = {"indicator": indicator.id, "value": value, "low": low, "high": high}
                yield finding("KS502", place, values, story.exploration.path(number))


def find_norm_faults(story: ExploredStory) -> Iterator[Fault]:
    """Find norms that a path breaks (KS503), with the shortest such path, or that no path tests (KS504).

    A story without any norm is KS505.
    """
    if not story.scenario.invariants:
        yield finding("KS505", ("id",))
    for norm in story.scenario.invariants:
        tested, broken = (
            _test_turns(story, norm) if isinstance(norm, ChoiceNorm) else _test_states(story, norm)
        )
        values = {"norm": norm.id, "says": " ".join(norm.says.split())}
        place = story.place_of["invariant"][norm.id]
        if broken is not None:
            where, way = broken
            yield finding("KS503", place, values | {"where": where}, way)
        elif not tested and story.exploration.exhaustive and story.exploration.states:
            yield finding("KS504", place, values)


def _test_states(
    story: ExploredStory, norm: EndingNorm | AlwaysNorm
) -> tuple[bool, tuple[Words, tuple[str, ...]] | None]:
    tested = False
    exploration = story.exploration
    when, must = (play.test(story.scenario, condition) for condition in (norm.when, norm.must))
    for number, state in enumerate(exploration.states):
        if isinstance(norm, EndingNorm) and not exploration.ends(number):
            continue
        if when(state):
            tested = True
            if not must(state):
                return True, (Words("check.broken_at", {"node": state.node}), exploration.path(number))
    return tested, None


def _test_turns(story: ExploredStory, norm: ChoiceNorm) -> tuple[bool, tuple[Words, tuple[str, ...]] | None]:
    """Test a norm on each turn: a choice with all that happens up to the next scene."""
    index = [indicator.id for indicator in story.scenario.indicators].index(norm.indicator)
    tested = False
    exploration = story.exploration
    when = play.test(story.scenario, norm.when)
    for number, edges in enumerate(exploration.edges):
        for edge in edges:
            if edge.choice not in norm.choices or not when(exploration.states[number]):
                continue
            tested = True
            before, after = (exploration.states[place].values[index] for place in (number, edge.to))
            if story.scenario.indicators[index].course(before, after) == norm.never:
                by = Words("check.broken_by", {"choice": edge.choice})
                return True, (by, (*exploration.path(number), edge.choice))
    return tested, None


CHECKS = (find_unmoved_indicators, find_values_out_of_range, find_norm_faults)
