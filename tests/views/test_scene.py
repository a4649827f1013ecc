"""The place in a story that a reader is told, against every path walked one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

import storyteller
from knowshow.story import play, position

if TYPE_CHECKING:
    from knowshow.story.scenario import Scenario


def lengths(scenario: Scenario, choices: tuple[str, ...] = ()) -> set[int]:
    """How many decisions the paths that go on from here have."""
    state = play.replay(scenario, choices)
    if play.is_over(scenario, state):
        return {len(choices)}
    ways = (lengths(scenario, (*choices, choice.id)) for choice in play.available(scenario, state))
    return set().union(*ways)


@given(storyteller.scenarios())
def test_a_number_of_decisions_is_promised_only_where_every_path_keeps_it(scenario: Scenario) -> None:
    place = position.position(scenario, play.start(scenario), 0)
    numbers = lengths(scenario)
    assert place["number"] == 1
    assert place["most"] >= max(numbers)
    if place["key"] == "place":
        assert numbers == {place["most"]}


def test_a_chain_says_which_of_its_decisions_is_next() -> None:
    chain = storyteller.chain(3, 9)
    state = play.start(chain)
    state = play.step(chain, state, play.available(chain, state)[0].id)
    assert position.position(chain, state, 1) == {"key": "place", "number": 2, "most": 3}


def test_the_longest_story_that_loads_can_be_placed() -> None:
    chain = storyteller.chain(1_900, 2)
    assert position.position(chain, play.start(chain), 0) == {"key": "place", "number": 1, "most": 1_900}


def test_a_story_that_comes_back_promises_no_number() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "keep-inside").update(goto="the-count", effects={})
    scenario = storyteller.told(data)
    assert position.position(scenario, play.start(scenario), 0) == {"key": "place_open", "number": 1}
