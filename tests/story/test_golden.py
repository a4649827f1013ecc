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
    transcript = golden.record(storyteller.told(), "asked", PATH)
    assert golden.parse(transcript.data()) == transcript
    assert transcript.labels["publish"].startswith("Publish")
    assert transcript.state["node"] == "calmer-street"


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
    exploration = explore(scenario)
    proposed = list(transcripts.propose(exploration))
    assert {choice for transcript in proposed for choice in transcript.journal.choices} == {
        edge.choice for edges in exploration.edges for edge in edges
    }
    ends = {play.replay(scenario, transcript.journal.choices).node for transcript in proposed}
    assert ends == {state.node for state in exploration.states if play.is_over(scenario, state)}


def test_renewed_transcripts_follow_renamed_choices(tmp_path: Path) -> None:
    old = storyteller.starter()
    transcripts.renew(tmp_path, explore(storyteller.told(old)))
    new = storyteller.starter() | {"renamed": {"publish": "show"}, "version": 2}
    storyteller.choice(new, "publish")["id"] = "show"
    transcripts.renew(tmp_path, explore(storyteller.told(new)))
    renewed = [golden.parse(json_file.read(path)) for path in sorted(tmp_path.iterdir())]
    assert {transcript.journal.version for transcript in renewed} == {2}
    assert "show" in {choice for transcript in renewed for choice in transcript.journal.choices}


def test_a_transcript_that_cannot_be_renewed_is_named_with_its_reason(tmp_path: Path) -> None:
    transcripts.renew(tmp_path, explore(storyteller.told()))
    data = storyteller.starter()
    spring = next(node for node in data["nodes"] if node["id"] == "spring")
    data["start"] = spring["goto"] = "spring"
    with pytest.raises(transcripts.TranscriptError, match=r"\.json: spring: these events lead back"):
        transcripts.renew(tmp_path, explore(storyteller.told(data)))
