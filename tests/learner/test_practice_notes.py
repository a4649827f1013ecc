"""Practice is kept in the workspace, loaded again, and never lost to a file that cannot be read."""

from __future__ import annotations

import errno
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

import sample
from knowshow.content import course_files
from knowshow.exercises import practice as drill
from knowshow.learner import workspace
from knowshow.learner.practice_notes import PracticeNotes
from knowshow.pages.practice import practice
from knowshow.pages.widgets.base import Panel
from knowshow.pages.widgets.practice import Practice

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".knowshow" / "practice" / "sample.json"


def open_notes(path: Path) -> PracticeNotes:
    return PracticeNotes(sample.practice(), path)


def test_an_entry_is_saved_and_loaded(path: Path) -> None:
    task = sample.task("first-move")
    assert open_notes(path).change(task, value="ask", checked="ask") == ""
    assert open_notes(path).change(task, hint=True) == ""
    entry = open_notes(path).entry(task)
    assert (entry.value, entry.checked, entry.hint, entry.solution) == ("ask", "ask", True, False)
    assert drill.find_outcome(task, entry) == "right"


def test_two_windows_keep_both_their_tasks(path: Path) -> None:
    first, second = open_notes(path), open_notes(path)
    first.change(sample.task("first-move"), value="ask")
    second.change(sample.task("how-many"), value=8)
    assert open_notes(path).entry(sample.task("first-move")).value == "ask"
    assert open_notes(path).entry(sample.task("how-many")).value == 8


@pytest.mark.parametrize(
    "content", [b"{", b"\xff", b"[]", b'{"entries": 7}', b'{"entries": {"x": {"who": 1}}}']
)
def test_an_unreadable_file_is_set_aside_and_reported(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    notebook = open_notes(path)
    (aside,) = path.parent.glob("sample.unreadable-*.json")
    assert aside.read_bytes() == content
    assert aside.name in notebook.notes[0]
    assert notebook.change(sample.task("how-many"), value=8) == ""


def test_a_value_that_no_longer_fits_counts_as_none(path: Path) -> None:
    open_notes(path).change(sample.task("first-move"), value="gone", checked="gone")
    entry = open_notes(path).entry(sample.task("first-move"))
    assert entry.value is None
    assert drill.find_outcome(sample.task("first-move"), entry) == "not-attempted"


def test_a_task_that_left_the_course_keeps_its_entry(path: Path) -> None:
    open_notes(path).change(sample.task("first-move"), value="ask")
    stored = json.loads(path.read_text("utf-8"))
    stored["entries"]["retired"] = {"value": "x"}
    path.write_text(json.dumps(stored), "utf-8")
    open_notes(path).change(sample.task("how-many"), value=8)
    assert json.loads(path.read_text("utf-8"))["entries"]["retired"]["value"] == "x"


def test_a_failed_write_is_reported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = open_notes(path)

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    assert "disk is full" in notebook.change(sample.task("how-many"), value=8)
    assert notebook.entry(sample.task("how-many")).value == 8


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course whose only practice is the sample, and a workspace of its own."""
    shutil.copytree(course_files.assets("text"), tmp_path / "assets" / "text")
    (tmp_path / "assets" / "practice").mkdir()
    shutil.copy(sample.PRACTICE, tmp_path / "assets" / "practice" / "sample.yaml")
    monkeypatch.setattr(course_files, "assets", lambda *parts: tmp_path.joinpath("assets", *parts))
    monkeypatch.setenv(workspace.VARIABLE, str(tmp_path))
    return tmp_path


def test_practice_is_shown_and_kept_in_the_workspace(shipped: Path) -> None:
    shown = practice("sample", "how-many", "first-move")
    assert isinstance(shown, Practice)
    assert [task["item"]["id"] for task in shown.view["tasks"]] == ["how-many", "first-move"]
    shown._heard(None, {"do": "check", "item": "how-many", "value": 8}, [])  # noqa: SLF001 - the page's way in
    assert (shipped / ".knowshow" / "practice" / "sample.json").is_file()
    assert shown.view["tasks"][0]["outcome"] == "right"


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("asked", "message"), [(("none",), "there is for: sample"), (("sample", "x"), "there are: first-move")]
)
def test_an_unknown_name_is_reported(asked: tuple[str, ...], message: str) -> None:
    shown = practice(*asked)
    assert isinstance(shown, Panel)
    assert message in shown.message


@pytest.mark.parametrize(
    "message",
    [
        None,
        7,
        {},
        {"do": "check"},
        {"do": "no", "item": "first-move"},
        {"do": "compare", "item": "write-it", "value": 7},
    ],
)
def test_no_message_raises_out_of_its_handler(path: Path, message: Any) -> None:
    notebook = open_notes(path)
    Practice(notebook, notebook.drill.tasks)._heard(None, message, [])  # noqa: SLF001


def test_no_solution_reaches_the_page_before_it_is_asked_for(path: Path) -> None:
    notebook = open_notes(path)
    shown = Practice(notebook, notebook.drill.tasks)
    for task in notebook.drill.tasks:
        shown._heard(None, {"do": "check", "item": task.stem.id, "value": None}, [])  # noqa: SLF001
    text = json.dumps(shown.view)
    assert not [task for task in notebook.drill.tasks if task.key.why in text or task.solution in text]
    assert "They know what was lost" not in text
