"""The outcome space against a listing of every path, one by one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given

import storyteller
from knowshow import outcomes, play
from knowshow.explore import explore
from knowshow.outcomes import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.play import State
    from knowshow.scenario import Scenario


def listed(scenario: Scenario, state: State) -> Iterator[State]:
    """The final state of every path from here, by brute force."""
    if play.over(scenario, state):
        yield state
    for choice in play.available(scenario, state):
        yield from listed(scenario, play.step(scenario, state, choice.id))


def test_each_path_counts_once() -> None:
    space = outcomes.space(explore(storyteller.told()))
    assert space.paths == 4
    assert space.histogram("near-school") == {10: 1, 20: 1, 30: 1, 40: 1}
    assert (space.by, space.exhaustive) == ("paths", True)


def test_a_value_stands_among_all_paths() -> None:
    space = outcomes.space(explore(storyteller.told()))
    quarter = Fraction(1, 4)
    assert space.standing("near-school", 20) == Standing(quarter, quarter, 2 * quarter)
    assert space.for_people((40, 0)) == Standing(3 * quarter, quarter, Fraction(0))


@given(storyteller.scenarios())
def test_counting_over_merged_states_equals_listing_every_path(scenario: Scenario) -> None:
    ends = [state.values for state in listed(scenario, play.start(scenario))]
    space = outcomes.space(explore(scenario))
    assert space.paths == len(ends)
    assert space.ends == {values: ends.count(values) for values in ends}


def test_a_story_that_comes_back_counts_each_outcome_once() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "keep-inside").update(goto="the-letter", effects={})
    storyteller.choice(data, "ask-the-parents").update(effects={})
    storyteller.choice(data, "close-the-street").update(effects={})
    space = outcomes.space(explore(storyteller.told(data)))
    assert space.by == "outcomes"
    assert set(space.ends.values()) == {1}
