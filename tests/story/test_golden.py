"""Golden transcripts: recorded, read back, proposed for every ending and every choice, and renewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

import storyteller
from knowshow.authoring import transcripts
from knowshow.content import json_file
from knowshow.content.text import explain
from knowshow.story import golden, play
from knowshow.story.explore import explore
from knowshow.story.journal import JournalError

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.story.scenario import Scenario

PATH = ("ask-the-parents", "publish")


def test_a_transcript_reads_its_own_data() -> None:
    made = golden.record(storyteller.told(), "asked", PATH)
    assert golden.parse(made.data()) == made
    assert made.labels["publish"].startswith("Publish")
    assert made.state["node"] == "calmer-street"


@pytest.mark.parametrize("key", ["name", "labels", "state", "choices"])
def test_data_without_a_part_is_no_transcript(key: str) -> None:
    data: dict[str, Any] = golden.record(storyteller.told(), "asked", PATH).data()
    with pytest.raises(JournalError) as refused:
        golden.parse(data | {key: None})
    assert f"{key}: must " in explain(refused.value)


def test_flags_that_are_no_text_are_no_transcript() -> None:
    data: dict[str, Any] = golden.record(storyteller.told(), "asked", PATH).data()
    data["state"] |= {"flags": [1]}
    with pytest.raises(JournalError) as refused:
        golden.parse(data)
    assert "flag" in explain(refused.value)


@given(storyteller.scenarios())
def test_proposed_transcripts_go_through_every_choice_and_reach_every_ending(scenario: Scenario) -> None:
    found = explore(scenario)
    proposed = list(transcripts.propose(found))
    assert {choice for one in proposed for choice in one.journal.choices} == {
        edge.choice for edges in found.edges for edge in edges
    }
    ends = {play.replay(scenario, one.journal.choices).node for one in proposed}
    assert ends == {state.node for state in found.states if play.is_over(scenario, state)}


def test_renewed_transcripts_follow_renamed_choices(tmp_path: Path) -> None:
    old = storyteller.starter()
    transcripts.renew(tmp_path, explore(storyteller.told(old)))
    new = storyteller.starter() | {"renamed": {"publish": "show"}, "version": 2}
    storyteller.choice(new, "publish")["id"] = "show"
    transcripts.renew(tmp_path, explore(storyteller.told(new)))
    kept = [golden.parse(json_file.read(path)) for path in sorted(tmp_path.iterdir())]
    assert {one.journal.version for one in kept} == {2}
    assert "show" in {choice for one in kept for choice in one.journal.choices}


def test_a_kept_transcript_that_cannot_be_renewed_is_named_with_its_reason(tmp_path: Path) -> None:
    transcripts.renew(tmp_path, explore(storyteller.told()))
    data = storyteller.starter()
    spring = next(node for node in data["nodes"] if node["id"] == "spring")
    data["start"] = spring["goto"] = "spring"
    with pytest.raises(transcripts.TranscriptError, match=r"\.json: spring: these events lead back"):
        transcripts.renew(tmp_path, explore(storyteller.told(data)))
