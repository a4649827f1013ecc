"""The record: what there is so far, what is dated, what it says of itself, and what cannot be read."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

import pytest

import played
from knowshow.content.course_map import load_modules
from knowshow.content.scenarios import load_scenario
from knowshow.learner import journals
from knowshow.pages.record import record
from knowshow.pages.widgets.base import Panel
from knowshow.pages.widgets.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.pages.widgets.record import RecordView

pytestmark = pytest.mark.usefixtures("workspace")


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")


def shown() -> RecordView:
    made = record()
    assert isinstance(made, Record)
    return cast("RecordView", made.view)


def test_where_nothing_was_done_it_says_so_and_leads_to_the_first_module() -> None:
    view = shown()
    assert view["state"].startswith("There is nothing to tell of yet.")
    assert view["begin"] == {"label": "Begin with Strategy", "href": "01-strategy.ipynb"}
    assert (view["rows"], view["open"], view["notes"]) == ([], "", [])


def test_what_there_is_so_far_is_told_and_the_rest_is_named() -> None:
    played.end_story("ten-seconds", played.DAY)
    view = shown()
    (row,) = view["rows"]
    assert view["state"].startswith("Modules done so far: 0 of 6.")
    assert view["open"].startswith("Not begun: 1 Strategy, 3 Hearing those affected")
    assert (row["number"], row["done"]) == (2, False)
    title = load_scenario("ten-seconds").title
    assert row["read"][0].startswith(f"The story “{title}”, to its ending “")
    assert row["read"][0].endswith("on 20 November 2026.")
    assert len(row["decided"]) == len(played.path_to_an_end("ten-seconds"))
    assert row["answered"] == ["Practice: 0 of 4 tried.", "Exercise: not begun."]
    assert view["begin"] is None


def test_after_the_last_module_all_is_dated_by_when_it_was_done_first() -> None:
    played.finish_all()
    played.end_story("cut-off", played.LATER)
    played.hand_in("05-remedy", played.LATER)
    view = shown()
    assert view["state"] == "All 6 modules are done, the last on 20 November 2026."
    assert "Exercises were submitted under the name ada." in view["facts"]
    assert [row["done"] for row in view["rows"]] == [True] * 6
    remedy, number = view["rows"][4], "Receipt abab abab abab abab"
    assert remedy["read"][1].startswith("Read to an end 2 times, first on 20 November")
    assert remedy["answered"][1:] == [
        f"Exercise: 7 of 8 questions answered, submitted on 25 November 2026 as ada. {number}.",
        "Submitted 2 times, first on 20 November 2026. The latest is told here.",
    ]
    assert (view["open"], view["notes"]) == ("", [])


def test_a_story_that_ended_before_ends_were_kept_has_the_day_of_its_journal(workspace: Path) -> None:
    played.read_story("cut-off")
    path = workspace / ".knowshow" / "journals" / "cut-off.json"
    day = datetime(2026, 10, 3, 12, tzinfo=UTC).timestamp()
    os.utime(path, (day, day))
    (row,) = shown()["rows"]
    assert row["read"][0].endswith("last saved on 3 October 2026.")


def test_what_went_into_a_file_is_not_said_to_have_arrived() -> None:
    played.hand_in("05-remedy", way="by_zip")
    (row,) = shown()["rows"]
    assert "submitted on 20 November 2026 as ada, in a file to send. Receipt" in row["answered"][1]


def test_a_story_under_way_has_no_day(workspace: Path) -> None:
    path = workspace / ".knowshow" / "journals" / "cut-off.json"
    whole = played.whole_path("cut-off")
    journals.save(path, journals.Journal("cut-off", whole.version, whole.choices[:2]))
    (row,) = shown()["rows"]
    assert row["read"] == [f"The story “{load_scenario('cut-off').title}”, begun and not yet at its end."]
    assert row["decided"] == []


def test_an_end_that_this_edition_cannot_play_keeps_its_day(workspace: Path) -> None:
    path = workspace / ".knowshow" / "endings.json"
    path.parent.mkdir(parents=True)
    ended = {"story": "cut-off", "version": 1, "choices": ["no-such-choice"], "time": played.DAY}
    path.write_text(json.dumps({"endings": [ended]}), "utf-8")
    (row,) = shown()["rows"]
    assert "to an end, on 20 November 2026. The story has changed since" in row["read"][0]
    assert row["decided"] == []


SLIPS = [
    ("ends of stories", "20 November 2026 was noted after 25 November 2026"),
    ("receipts", "20 November 2026 was noted after 25 November 2026"),
    ("today", "was noted after"),
]


@pytest.mark.parametrize(("kind", "line"), SLIPS)
def test_a_clock_that_was_set_back_is_told_in_one_line_and_nothing_is_lost(kind: str, line: str) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=40)).isoformat()
    times = (ahead,) if kind == "today" else (played.LATER, played.DAY)
    for time in times:
        if kind == "receipts":
            played.hand_in("05-remedy", time)
        else:
            played.end_story("cut-off", time)
    view = shown()
    (note,) = view["notes"]
    assert line in note
    (row,) = view["rows"]
    assert len(row["read"] if kind != "receipts" else row["answered"]) >= len(times)


def test_files_that_cannot_be_read_are_told_in_one_line_each_and_kept(workspace: Path) -> None:
    played.hand_in("05-remedy")
    state = workspace / ".knowshow"
    (state / "receipts" / "05-remedy.json").write_text("{", "utf-8")
    (state / "endings.json").write_text("{", "utf-8")
    notes = shown()["notes"]
    assert len(notes) == 2
    assert "endings.unreadable" in notes[0]
    assert notes[1].startswith("The receipts of module 5 cannot be read (05-remedy.json)")
    assert (state / "receipts" / "05-remedy.json").read_text("utf-8") == "{"
    assert [each.read_text("utf-8") for each in state.glob("endings.unreadable*")] == ["{"]


def test_it_says_that_it_is_no_grade_and_certifies_no_company() -> None:
    made = record()
    assert isinstance(made, Record)
    assert made.words["no_grade"].startswith("It is not a grade. It certifies nothing about a company")
    assert "Nobody has signed" in made.words["unsigned"]


def test_a_broken_course_is_a_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("knowshow.content.course_files.assets", tmp_path.joinpath)
    assert isinstance(record(), Panel)


def test_every_module_of_the_course_can_be_told(workspace: Path) -> None:
    played.finish_all()
    assert workspace.is_dir()
    assert [row["title"] for row in shown()["rows"]] == [module.title for module in load_modules()]
