"""Nothing that was acknowledged is lost, whatever the disk and the other windows do."""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sample
from knowshow.content import json_file
from knowshow.exercises import responses
from knowshow.learner.answers import Answers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / responses.NAME


def open_answers(path: Path) -> Answers:
    return Answers(sample.assignment(), path)


def read_values(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.read_text("utf-8"))["responses"]
    return values


def test_an_answer_of_every_type_is_saved_and_loaded(path: Path) -> None:
    answers = open_answers(path)
    for name, value in sample.full().items():
        outcome = answers.put(name, value)
        assert (outcome.kind, outcome.elsewhere) == ("saved", ())
        assert outcome.time
    assert open_answers(path).values == sample.full()


@pytest.mark.parametrize("blank", [None, "", "  \n "])
def test_a_blank_answer_is_taken_back(path: Path, blank: str | None) -> None:
    answers = open_answers(path)
    answers.put("in-your-words", "A first thought.")
    assert answers.put("in-your-words", blank).kind == "saved"
    assert read_values(path) == {}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("first-step", "nowhere", "not one of its options"),
        ("who-to-ask", ["tenants", "network", "analysts"], "at most 2"),
        ("order-steps", ["stop"], "exactly once"),
        ("match-facts", {"phone": "nothing"}, "not a pair"),
        ("households", 7, "in steps of 50"),
        ("households", True, "whole number"),
        ("in-your-words", "x" * 20_001, "at most 20000"),
        ("no-such-item", "x", "no such item"),
    ],
)
def test_a_value_that_is_no_answer_is_refused_and_not_written(
    path: Path, name: str, value: Any, message: str
) -> None:
    outcome = open_answers(path).put(name, value)
    assert outcome.kind == "refused"
    assert message in outcome.text
    assert not path.exists()


def test_two_windows_keep_both_their_items(path: Path) -> None:
    first, second = open_answers(path), open_answers(path)
    first.put("first-step", "restore")
    outcome = second.put("households", 400)
    assert outcome.elsewhere == ("first-step",)
    assert read_values(path) == {"first-step": "restore", "households": 400}
    assert second.values == read_values(path)


def test_of_two_windows_on_one_item_the_last_wins_and_the_other_is_named(path: Path) -> None:
    first, second = open_answers(path), open_answers(path)
    first.put("first-step", "restore")
    outcome = second.put("first-step", "wait")
    assert outcome.elsewhere == ("first-step",)
    assert read_values(path) == {"first-step": "wait"}


def test_words_of_another_window_are_not_written_over_and_ones_own_are_kept_in_a_note(path: Path) -> None:
    first, second = open_answers(path), open_answers(path)
    first.put("in-your-words", "Dear Amara, we closed your account by mistake.")
    outcome = second.put("in-your-words", "x")
    assert (outcome.kind, outcome.elsewhere) == ("saved", ("in-your-words",))
    assert (
        second.values["in-your-words"]
        == read_values(path)["in-your-words"]
        == "Dear Amara, we closed your account by mistake."
    )
    (note,) = outcome.notes
    assert "What you wrote here was not saved" in note
    assert note.endswith("“x”")
    assert second.put("in-your-words", "Now I have read it.").elsewhere == ()
    assert read_values(path) == {"in-your-words": "Now I have read it."}


def test_an_answer_taken_back_elsewhere_stays_taken_back(path: Path) -> None:
    first = open_answers(path)
    first.put("first-step", "restore")
    second = open_answers(path)
    first.put("first-step", None)
    assert second.put("households", 400).elsewhere == ("first-step",)
    assert read_values(path) == {"households": 400}


@pytest.mark.parametrize("content", [b"{", b"", b"\xff\xfe", b"[]", b'{"schema": 2}', b"[" * 5000])
def test_an_unreadable_file_is_set_aside_and_reported(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    answers = open_answers(path)
    (aside,) = path.parent.glob("responses.unreadable-*.json")
    assert aside.read_bytes() == content
    assert aside.name in answers.notes[0]
    assert answers.put("households", 400).kind == "saved"


def test_a_file_cut_in_half_meanwhile_loses_nothing_acknowledged(path: Path) -> None:
    answers = open_answers(path)
    answers.put("first-step", "restore")
    path.write_bytes(path.read_bytes()[:40])
    outcome = answers.put("households", 400)
    assert "set aside" not in outcome.text
    assert "named responses.unreadable-" in outcome.notes[0]
    assert read_values(path) == {"first-step": "restore", "households": 400}


def test_a_file_deleted_meanwhile_is_written_again(path: Path) -> None:
    answers = open_answers(path)
    answers.put("first-step", "restore")
    path.unlink()
    answers.put("households", 400)
    assert read_values(path) == {"first-step": "restore", "households": 400}


def test_answers_of_another_edition_are_kept_beside(path: Path) -> None:
    responses.save(path, sample.assignment().model_copy(update={"edition": "2025.1"}), {"households": 50})
    answers = open_answers(path)
    assert answers.values == {}
    (aside,) = path.parent.glob("responses.earlier-*.json")
    assert "has other questions since you answered it" in answers.notes[0]
    assert answers.notes[0].endswith(f"named {aside.name}.")


def test_answers_that_do_not_fit_are_left_out_with_the_file_kept(path: Path) -> None:
    responses.save(path, sample.assignment(), {"households": 7, "first-step": "restore"})
    answers = open_answers(path)
    assert answers.values == read_values(path) == {"first-step": "restore"}
    assert "households" in answers.notes[0]
    assert list(path.parent.glob("responses.unreadable-*.json"))


def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "private.json"
    elsewhere.write_text("{}")
    path.symlink_to(elsewhere)
    answers = open_answers(path)
    answers.put("households", 400)
    assert elsewhere.read_text() == "{}"
    assert not path.is_symlink()


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "read-only"),
        (errno.EIO, "Not saved (Input/output error)"),
    ],
)
def test_a_failed_write_is_reported_and_the_next_change_saves_both(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    answers = open_answers(path)
    answers.put("first-step", "restore")

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        outcome = answers.put("households", 400)
    assert outcome.kind == "failed"
    assert message in outcome.text
    assert read_values(path) == {"first-step": "restore"}
    assert list(path.parent.iterdir()) == [path]
    later = answers.put("who-to-ask", ["tenants"])
    assert (later.kind, later.elsewhere) == ("saved", ())
    assert read_values(path) == {"first-step": "restore", "households": 400, "who-to-ask": ["tenants"]}


def test_a_folder_in_the_way_is_put_aside_and_the_answer_saved(path: Path) -> None:
    answers = open_answers(path)
    path.mkdir()
    (path / "in-the-way").touch()
    assert answers.put("households", 400).kind == "saved"
    assert read_values(path) == {"households": 400}
    assert [file.name for file in path.parent.glob("*/in-the-way")] == ["in-the-way"]


def test_a_folder_that_is_gone_is_reported(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    outcome = open_answers(blocked / responses.NAME).put("households", 400)
    assert outcome.kind == "failed"


def test_an_unreadable_file_that_cannot_be_moved_is_never_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"{")

    def refuse(_: Path) -> Path:
        raise OSError(errno.EROFS, "read-only", str(path))

    monkeypatch.setattr(json_file, "set_aside", refuse)
    answers = open_answers(path)
    assert "read-only" in answers.notes[0]
    assert answers.put("households", 400).kind == "failed"
    assert path.read_bytes() == b"{"


VALUES = {
    "first-step": st.sampled_from(["wait", "restore", "fund", None]),
    "households": st.one_of(st.none(), st.integers(0, 84).map(lambda step: step * 50)),
    "in-your-words": st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
}
CHANGES = st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), VALUES[name]))


@given(st.lists(st.tuples(st.integers(0, 1), CHANGES), max_size=12))
def test_whatever_two_windows_do_the_last_word_on_each_item_stands_but_no_unseen_text_is_written_over(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, tuple[str, Any]]]
) -> None:
    path = tmp_path_factory.mktemp("two") / responses.NAME
    windows = (open_answers(path), open_answers(path))
    stored: dict[str, Any] = {}
    shown: list[dict[str, Any]] = [{}, {}]
    for window, (name, value) in changes:
        assert windows[window].put(name, value).kind == "saved"
        blank = value is None or not str(value).strip()
        unseen = stored.get(name) not in (None, shown[window].get(name), None if blank else value)
        if not (name == "in-your-words" and unseen):
            stored = {key: kept for key, kept in stored.items() if key != name} | (
                {} if blank else {name: value}
            )
        shown[window] = dict(stored)
    assert open_answers(path).values == stored
