"""The outcome space against a listing of every path, one by one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

import storyteller
from knowshow.story import outcomes, play
from knowshow.story.explore import explore
from knowshow.story.outcomes import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.story.scenario import Scenario
    from knowshow.story.state import State


def list_endings(scenario: Scenario, state: State) -> Iterator[State]:
    """The final state of every path from here, by brute force."""
    if play.is_over(scenario, state):
        yield state
    for choice in play.available(scenario, state):
        yield from list_endings(scenario, play.step(scenario, state, choice.id))


def test_each_path_counts_once() -> None:
    space = outcomes.build_space(explore(storyteller.told()))
    assert space.paths == 4
    assert space.histogram("near-school") == {10: 1, 20: 1, 30: 1, 40: 1}
    assert (space.by, space.exhaustive) == ("paths", True)


def test_a_value_stands_among_all_paths() -> None:
    space = outcomes.build_space(explore(storyteller.told()))
    quarter = Fraction(1, 4)
    assert space.standing("near-school", 20) == Standing(quarter, quarter, 2 * quarter)
    assert space.standing_for_people((40, 0)) == Standing(3 * quarter, quarter, Fraction(0))


@given(storyteller.scenarios())
def test_counting_over_merged_states_equals_listing_every_path(scenario: Scenario) -> None:
    ends = [state.values for state in list_endings(scenario, play.start(scenario))]
    space = outcomes.build_space(explore(scenario))
    assert space.paths == len(ends)
    assert space.ends == {values: ends.count(values) for values in ends}


@given(storyteller.scenarios(), st.data())
def test_where_a_path_stands_is_the_share_of_the_listed_paths(
    scenario: Scenario, data: st.DataObject
) -> None:
    ends = [state.values for state in list_endings(scenario, play.start(scenario))]
    mine = data.draw(st.sampled_from(ends))
    space = outcomes.build_space(explore(scenario))

    def share(chosen: list[bool]) -> Fraction:
        return Fraction(sum(chosen), len(ends))

    for place, gauge in enumerate(scenario.indicators):  # both are about people, and less is better
        stands = space.standing(gauge.id, mine[place])
        assert stands.better == share([end[place] < mine[place] for end in ends])
        assert stands.same == share([end[place] == mine[place] for end in ends])
        assert stands.worse == share([end[place] > mine[place] for end in ends])
    all_ = space.standing_for_people(mine)
    no_worse = [all(new <= old for new, old in zip(end, mine, strict=True)) for end in ends]
    no_better = [all(new >= old for new, old in zip(end, mine, strict=True)) for end in ends]
    assert all_.same == share([end == mine for end in ends])
    assert all_.better == share(no_worse) - all_.same
    assert all_.worse == share(no_better) - all_.same
    assert all_.neither == 1 - all_.same - all_.better - all_.worse


def test_a_story_that_comes_back_counts_each_outcome_once() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "keep-inside").update(goto="the-letter", effects={})
    storyteller.choice(data, "ask-the-parents").update(effects={})
    storyteller.choice(data, "close-the-street").update(effects={})
    space = outcomes.build_space(explore(storyteller.told(data)))
    assert space.by == "outcomes"
    assert set(space.ends.values()) == {1}
