"""What leaves a room: what the wall has shown, what was kept, what the engine knows; nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from knowshow.content.text import say
from knowshow.room import note
from knowshow.story import play
from live import Live

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.room.messages import Note

HOSTILE = "<script>alert(1)</script> [here](https://elsewhere.example) ![x](y) **loud** # a heading"


def played(live: Live, people: int = 20) -> Note:
    """Vote on the first decision, follow the room, take the first way to the end; return the note."""
    phones = live.join(people)
    live.command("enter")
    live.command("open")
    first, second = live.choices[:2]
    for place, phone in enumerate(phones):
        live.ask(phone, 1, "vote", choice=first if place < people * 3 // 5 else second)
        live.ask(phone, 2, "say", choice=second, text=f"Sentence number {place}")
    live.command("close")
    live.command("unseal")
    keys = [sentence.key for sentence in live.room.record.box().unsealed]
    live.command("let", key=keys[0], text=HOSTILE)
    live.command("let", key=keys[1])
    live.command("keep", key=keys[0])
    live.command("other", choice=first)
    while live.room.showing.here(live.room.record.stage.journal):
        live.command("enter")
        live.command("other", choice=live.choices[0])
    live.command("debrief")
    live.command("end")
    return note.make(live.room.record, live.room.showing)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Live:
    return Live(tmp_path_factory.mktemp("note") / "a.room")


@pytest.fixture(scope="module")
def made(live: Live) -> Note:
    return played(live)


def test_the_briefing_holds_the_numbers_of_the_wall_and_the_path(live: Live, made: Note) -> None:
    text = made["briefing_markdown"]
    label = live.room.showing.labels[live.room.record.stage.journal[0]]
    assert f"- “{label}”: 12" in text
    assert ", counted together: 8" in text
    assert say("note", "how_room", label=label) in text
    for step in live.room.record.stage.path:
        assert live.room.scenario.node[step.scene.id].title in text


def test_it_tells_what_the_path_did_to_whom_and_where_it_stands(live: Live, made: Note) -> None:
    text = made["briefing_markdown"]
    scenario, journal = live.room.scenario, live.room.record.stage.journal
    assert "This story can go 4,096 ways." in text
    for turn in play.trace(scenario, journal):
        assert scenario.choice[turn.choice].then in text
        assert all(scenario.stakeholder[who].name in text for who in scenario.choice[turn.choice].reaches)
    assert text.count("Had you decided") == sum(
        len(play.available(scenario, turn.before)) - 1 for turn in play.trace(scenario, journal)
    )


def test_only_kept_sentences_leave_the_room_and_none_of_them_is_markup(made: Note) -> None:
    for text in made.values():
        assert "Sentence number" not in str(text)
    for html in (made["briefing_html"], made["case_html"]):
        assert "alert(1)" in html
        assert "<script" not in html
        assert "elsewhere.example" in html
        assert "<a href" not in html
        assert "<img" not in html
        assert "<strong>loud" not in html


def test_the_case_study_tells_nothing_of_the_room(live: Live, made: Note) -> None:
    text = made["case_markdown"]
    assert "12" not in text.replace("2012", "").split("## The situation")[0]
    assert "counted together" not in text
    assert "The room went with" not in text
    assert live.room.record.code not in "".join(map(str, made.values()))
    for choice in live.room.record.stage.path[0].scene.choices:
        assert live.room.showing.labels[choice] in text


def test_a_small_room_leaves_no_number(tmp_path: Path) -> None:
    small = Live(tmp_path / "a.room")
    text = played(small, people=7)["briefing_markdown"]
    assert say("room", "why_few") in text
    assert "people were asked" not in text
    assert "The room went with its own choice" not in text


def test_a_rehearsal_says_so(tmp_path: Path) -> None:
    live = Live(tmp_path / "a.room")
    text = note.make(replace(live.room.record, rehearsal=12), live.room.showing)["briefing_markdown"]
    assert "12 simulated people" in text
    assert say("note", "no_path") in text
