from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content.scenarios import list_names, load_scenario
from knowshow.story import play
from knowshow.views import so_far

if TYPE_CHECKING:
    from knowshow.story.scenario import Scenario

QUIET = load_scenario("quiet-harbour")


def walk(scenario: Scenario) -> list[str]:
    choices: list[str] = []
    state = play.start(scenario)
    while not play.is_over(scenario, state):
        choices.append(play.available(scenario, state)[0].id)
        state = play.step(scenario, state, choices[-1])
    return choices


def test_it_tells_who_the_reader_is_what_was_done_and_who_is_who() -> None:
    turns = play.trace(QUIET, walk(QUIET)[:2])
    told = so_far.view(QUIET, turns)
    assert told["brief"].startswith("<p>")
    assert [step["label"] for step in told["path"]] == [QUIET.choice[turn.choice].label for turn in turns]
    assert all(len(step["moved"]) <= 2 for step in told["path"])
    lenses = [person["lens"] == "rightsholder" for person in told["cast"]]
    assert lenses == sorted(lenses, reverse=True)
    assert len(told["cast"]) == len(QUIET.stakeholders)


def test_whoever_is_named_is_introduced_once_at_the_first_time() -> None:
    for scenario in map(load_scenario, list_names()):
        choices = walk(scenario)
        introduced: list[str] = []
        for number in range(len(choices) + 1):
            turns = play.trace(scenario, choices[:number])
            introduced += [person["name"] for person in so_far.list_named(scenario, turns)]
        assert len(introduced) == len(set(introduced)), scenario.id


def test_somebody_named_before_she_speaks_is_introduced_where_she_is_named() -> None:
    turns = play.trace(QUIET, ["visit-quay"])
    (greta,) = so_far.list_named(QUIET, turns)
    assert greta["name"] == "Greta Sund"
    assert greta["role"]
    assert so_far.list_named(QUIET, []) == []
