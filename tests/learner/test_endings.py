"""Ends of stories are kept with their time, whatever becomes of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import played
from ferry import player, tell
from knowshow.learner import endings
from knowshow.learner.endings import Ended, Endings
from knowshow.learner.kept_file import KeptFile
from knowshow.pages.widgets.player import Player
from knowshow.story.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> tuple[Ended, ...]:
    return KeptFile(path, Endings()).value.endings


def test_an_end_outlives_beginning_anew(tmp_path: Path) -> None:
    made = player(tmp_path)
    file = tmp_path / "endings.json"
    widget = Player(made._scenario, made._principles, made._path, file)  # noqa: SLF001
    while not widget.view["over"]:
        tell(widget, "decide", choice=widget.view["choices"][0]["id"])
    choices = widget._choices  # noqa: SLF001
    tell(widget, "restart")
    assert [(each.story, each.choices) for each in read(file)] == [("ferry", choices)]
    assert read(file)[0].moment.tzinfo is not None


def test_the_same_path_again_is_no_other_end(tmp_path: Path) -> None:
    file = tmp_path / "endings.json"
    for last in ("a", "a", "b", "a"):
        assert endings.keep(file, Journal("ferry", 1, (last,))) == ""
    assert [each.choices for each in read(file)] == [("a",), ("b",), ("a",)]


def test_the_first_and_the_latest_of_many_ends_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "endings.json"
    endings.keep(file, Journal("other", 1, ("z",)))
    for number in range(endings.MOST + 5):
        endings.keep(file, Journal("ferry", 1, (f"c-{number}",)))
    own = [each.choices[0] for each in read(file) if each.story == "ferry"]
    assert (len(own), own[0], own[-1]) == (endings.MOST, "c-0", f"c-{endings.MOST + 4}")
    assert len(read(file)) == endings.MOST + 1


def test_a_story_that_was_read_to_an_end_is_known(workspace: Path) -> None:
    assert not endings.has_ended("cut-off")
    played.end_story("cut-off", played.DAY)
    assert endings.has_ended("cut-off")
    assert not endings.has_ended("best-guess")
    assert (workspace / ".knowshow" / "endings.json").is_file()


@pytest.mark.parametrize("text", ["no json", "[]x", '{"endings": [{"story": "x"}]}', '{"endings": 1}'])
def test_a_file_that_cannot_be_read_is_left_by_who_asks_and_set_aside_by_who_writes(
    workspace: Path, text: str
) -> None:
    path = workspace / ".knowshow" / "endings.json"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert not endings.has_ended("cut-off")
    assert path.read_text("utf-8") == text
    assert endings.keep(path, Journal("ferry", 1, ("a",))) == ""
    (aside,) = [other for other in path.parent.iterdir() if other != path]
    assert aside.read_text("utf-8") == text
    assert len(read(path)) == 1


def test_a_time_without_its_zone_or_that_is_none_is_no_end() -> None:
    for time in ("2026-11-20T12:00:00", "yesterday", ""):
        with pytest.raises(ValueError, match="time"):
            Ended(story="ferry", version=1, choices=(), time=time)
