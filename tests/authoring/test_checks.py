"""All checks over drawn and bent stories: they never fail, and what they find agrees with brute force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import storyteller
from knowshow.authoring import finding_table, map_drawing
from knowshow.authoring.checks import findings
from knowshow.authoring.checks.scenario_file import summary
from knowshow.authoring.checks.story import ExploredStory
from knowshow.content import loading, yaml_reader
from knowshow.content.principles import load_principles
from knowshow.editions import text
from knowshow.errors import InvalidFileError
from knowshow.story import play
from knowshow.story.explore import explore
from knowshow.story.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

PRINCIPLES = load_principles()
BENT = st.sampled_from(["publish", "spring", "mirela", "near-school", "GP13(a)", [], {}, 0, 7, -7, True, "*"])


def slots(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in some data where a value stands."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in list(pairs):
        yield data, key
        yield from slots(value)


def codes(story: ExploredStory) -> set[str]:
    """The codes found in a story, each worded."""
    faults = list(findings(story))
    table = finding_table.table()
    assert all((table[fault.code].message or "").format(**fault.words.values) for fault in faults)
    for fault in faults:
        play.replay(story.scenario, fault.path[:-1])
    return {fault.code for fault in faults}


def examined(scenario: Scenario) -> ExploredStory:
    """A scenario explored for the checks."""
    return ExploredStory(scenario, explore(scenario, bound=300), PRINCIPLES)


@given(storyteller.scenarios())
def test_checks_of_drawn_stories_find_what_walking_finds(scenario: Scenario) -> None:
    story = examined(scenario)
    reported = codes(story)
    assert ("KS121" in reported) is (story.seen.nodes != set(scenario.node))
    assert ("KS123" in reported) is any(
        not edges and not play.is_over(scenario, state)
        for state, edges in zip(story.exploration.states, story.exploration.edges, strict=True)
    )
    assert "KS125" not in reported
    assert summary(story)["exhaustive"]


@given(st.data())
def test_a_bent_starter_is_refused_or_checked_listed_and_drawn(data: st.DataObject) -> None:
    tale = storyteller.starter()
    for _ in range(data.draw(st.integers(1, 3))):
        parent, key = data.draw(st.sampled_from(list(slots(tale))))
        parent[key] = data.draw(BENT)
    try:
        scenario = loading.validate(Scenario, yaml_reader.Document("x.yaml", tale))
    except InvalidFileError:
        return
    story = examined(scenario)
    codes(story)
    summary(story)
    assert scenario.title in text.markdown(scenario)
    assert map_drawing.page(scenario).startswith("<!doctype html>")


def test_a_loop_without_exit_is_found_even_where_its_states_have_no_end() -> None:
    tale = storyteller.starter()
    for name in ("publish", "keep-inside"):
        storyteller.choice(tale, name)["goto"] = "the-count"
    story = examined(storyteller.told(tale))
    assert not story.exploration.exhaustive
    (loop,) = (fault for fault in findings(story) if fault.code == "KS124")
    assert loop.path == ()
    assert loop.words.values["node"] == "the-letter"


@pytest.mark.parametrize(("bound", "expected"), [(1, False), (100, True)])
def test_nobody_counts_as_silent_while_states_are_unexplored(bound: int, *, expected: bool) -> None:
    tale = storyteller.starter()
    for node in tale["nodes"]:
        node["voices"] = []
    tale["nodes"][3]["voices"] = [{"who": "mirela", "says": "Here.", "when": {"at_most": {"contracts": 0}}}]
    story = ExploredStory(storyteller.told(tale), explore(storyteller.told(tale), bound=bound), PRINCIPLES)
    assert ("KS305" in {one.code for one in findings(story)}) is expected
