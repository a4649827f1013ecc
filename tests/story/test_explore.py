"""Exploration: everything that can be reached, nearest first, and counted exactly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

import storyteller
from knowshow.story import counting, play
from knowshow.story.explore import explore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.story.scenario import Scenario
    from knowshow.story.state import State


@given(storyteller.scenarios())
def test_every_state_is_reached_by_its_path_and_none_by_a_shorter_one(scenario: Scenario) -> None:
    exploration = explore(scenario)
    lengths = [len(exploration.path(state)) for state in range(len(exploration.states))]
    assert lengths == sorted(lengths)
    for number, state in enumerate(exploration.states):
        assert play.replay(scenario, exploration.path(number)) == state
    for number, edges in enumerate(exploration.edges):
        assert [edge.choice for edge in edges] == [
            c.id for c in play.available(scenario, exploration.states[number])
        ]
        assert all(lengths[edge.to] <= lengths[number] + 1 for edge in edges)


@given(storyteller.scenarios())
def test_paths_counted_forwards_backwards_and_by_ending_agree(scenario: Scenario) -> None:
    counted = counting.count_paths(explore(scenario))
    assert counted is not None
    assert counted.paths == counted.paths_from[0] == sum(counted.endings.values())


@given(storyteller.scenarios())
def test_counting_paths_agrees_with_listing_them(scenario: Scenario) -> None:
    exploration = explore(scenario)
    counted = counting.count_paths(exploration)
    assert counted is not None
    met = Counter(walk(scenario, play.start(scenario)))
    ends = {state: number for state, number in met.items() if play.is_over(scenario, state)}
    assert dict(zip(exploration.states, counted.paths_to, strict=True)) == met
    assert counted.paths == sum(ends.values())
    nodes = {state.node for state in ends}
    assert counted.endings == {at: sum(n for state, n in ends.items() if state.node == at) for at in nodes}
    for state, number in zip(exploration.states, counted.paths_from, strict=True):
        assert number == sum(play.is_over(scenario, later) for later in walk(scenario, state))


def walk(scenario: Scenario, state: State) -> Iterator[State]:
    """A state and all that follow on every path, one by one, nothing merged."""
    yield state
    for choice in play.available(scenario, state):
        yield from walk(scenario, play.step(scenario, state, choice.id))


@pytest.mark.parametrize(("levels", "width"), [(1, 1), (40, 10), (120, 5)])
def test_paths_of_a_chain_are_counted_exactly(levels: int, width: int) -> None:
    exploration = explore(storyteller.chain(levels, width))
    counted = counting.count_paths(exploration)
    assert counted is not None
    assert counted.paths == 2**levels
    assert len(exploration.states) == sum(min(level, width - 1) + 1 for level in range(levels + 1))


def test_an_exploration_beyond_its_bound_is_partial() -> None:
    exploration = explore(storyteller.told(), bound=3)
    assert not exploration.exhaustive
    assert len(exploration.states) == 3


def test_a_story_that_comes_back_has_no_number_of_paths() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "keep-inside").update(goto="the-count", effects={})
    exploration = explore(storyteller.told(data))
    assert exploration.exhaustive
    assert counting.count_paths(exploration) is None


def test_ranges_hold_the_values_of_all_states() -> None:
    exploration = explore(storyteller.told())
    assert counting.find_ranges(exploration)["near-school"] == (10, 60)
    ends = counting.find_final_states(exploration)
    assert counting.find_ranges(exploration, ends)["near-school"] == (10, 40)
