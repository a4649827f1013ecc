"""The reducer: every drawn story ends, a replay is what was saved, and only its own errors are raised."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import storyteller
from knowshow.content.text import explain
from knowshow.story import journal, play
from knowshow.story.explore import explore
from knowshow.story.journal import Journal
from knowshow.story.scenario import Condition, Scenario


def walk(scenario: Scenario, draw: st.DataObject) -> list[str]:
    """A path through a scenario, drawn choice by choice until it ends or nothing is open."""
    path: list[str] = []
    state = play.start(scenario)
    while offered := play.available(scenario, state):
        choice = draw.draw(st.sampled_from([choice.id for choice in offered]))
        path.append(choice)
        state = play.step(scenario, state, choice)
    return path


@given(storyteller.scenarios(), st.data())
def test_every_story_ends(scenario: Scenario, data: st.DataObject) -> None:
    path = walk(scenario, data)
    assert play.is_over(scenario, play.replay(scenario, path))
    assert len(path) <= len(scenario.nodes)


@given(storyteller.scenarios(), st.data())
def test_replaying_a_saved_journal_gives_the_state_it_was_saved_in(
    scenario: Scenario, data: st.DataObject
) -> None:
    path = tuple(walk(scenario, data))
    state = play.start(scenario)
    for choice in path:
        state = play.step(scenario, state, choice)
    saved = json.dumps(Journal(scenario.id, scenario.version, path).data())
    loaded = journal.parse(json.loads(saved))
    assert journal.fit(scenario, loaded).choices == path
    assert play.replay(scenario, loaded.choices) == state
    assert [turn.after for turn in play.trace(scenario, path)][-1:] == [state][: len(path)]


@given(storyteller.scenarios(), st.lists(st.text(max_size=9), max_size=4))
def test_choices_that_are_not_offered_are_refused_in_one_line(scenario: Scenario, path: list[str]) -> None:
    with pytest.raises(play.IllegalChoiceError) as refused:
        play.replay(scenario, [*path, "nothing"])
    assert explain(refused.value).count("\n") <= sum(choice.count("\n") for choice in path)


@given(storyteller.scenarios())
def test_a_scenario_survives_json(scenario: Scenario) -> None:
    again = Scenario.model_validate_json(scenario.model_dump_json(by_alias=True, exclude_unset=True))
    assert again == scenario
    assert explore(again).states == explore(scenario).states


def test_a_delayed_consequence_fires_once_and_is_logged() -> None:
    scenario = storyteller.told()
    first, second = play.trace(scenario, ("ask-the-parents", "keep-inside"))
    assert first.happened == ()
    assert second.happened == ("the-window", "spring")
    assert second.after.past == {"the-window"}


def test_only_choices_that_a_condition_asks_about_are_remembered() -> None:
    state = play.replay(storyteller.told(), ("close-the-street",))
    assert state.past == {"close-the-street"}
    assert play.replay(storyteller.told(), ("ask-the-parents",)).past == frozenset()


@pytest.mark.parametrize(("kind", "alike", "other"), [("all", "asked", "never"), ("any", "never", "asked")])
def test_a_condition_may_have_thousands_of_parts(kind: str, alike: str, other: str) -> None:
    scenario = storyteller.told()
    state = play.replay(scenario, ("ask-the-parents",))
    for deepest, expected in ((alike, kind == "all"), (other, kind == "any")):
        nested: dict[str, Any] = {"flag": deepest}
        for _ in range(30):
            nested = {kind: [nested, *[{"flag": alike}] * 99]}
        assert play.holds(scenario, Condition.model_validate(nested), state) is expected


def test_events_that_never_stop_are_refused() -> None:
    data = storyteller.starter()
    spring = next(node for node in data["nodes"] if node["id"] == "spring")
    spring["goto"] = "spring"
    with pytest.raises(play.EndlessEventsError, match="spring"):
        play.replay(storyteller.told(data), ("close-the-street", "publish"))
