from __future__ import annotations

from knowshow.content.scenarios import list_names, load_scenario
from knowshow.story import play
from knowshow.views import so_far
from storyteller import first_path

QUIET = load_scenario("quiet-harbour")


def test_it_tells_who_the_reader_is_what_was_done_and_who_is_who() -> None:
    turns = play.trace(QUIET, first_path(QUIET)[:2])
    told = so_far.view(QUIET, turns)
    assert told["brief"].startswith("<p>")
    assert [step["label"] for step in told["path"]] == [QUIET.choice[turn.choice].label for turn in turns]
    assert all(len(step["moved"]) <= 2 for step in told["path"])
    lenses = [person["lens"] == "rightsholder" for person in told["cast"]]
    assert lenses == sorted(lenses, reverse=True)
    met = [len(so_far.view(QUIET, turns[:number])["cast"]) for number in range(3)]
    assert 0 < met[0] < met[2] < len(QUIET.stakeholders)  # whoever is still to come stays unknown
    assert met == sorted(met)


def test_whoever_is_named_is_introduced_once_at_the_first_time() -> None:
    for scenario in map(load_scenario, list_names()):
        choices = first_path(scenario)
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
