"""The exercise's page: a form where there is one to show, else words a reader can use."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import sample
from knowshow import responses
from knowshow.exercise import ITEMS, exercise
from knowshow.widgets.base import Panel
from knowshow.widgets.form import Form

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(sample.ITEMS, tmp_path / ITEMS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_form_of_this_folder_is_shown_and_saves_beside_it(folder: Path) -> None:
    form = exercise("sample")
    assert isinstance(form, Form)
    form.answers.put("households", 400)
    assert (folder / responses.NAME).is_file()


def test_a_second_start_finds_the_answers(folder: Path) -> None:
    responses.save(folder / responses.NAME, sample.assignment(), {"households": 400})
    form = exercise("sample")
    assert isinstance(form, Form)
    assert form.values == {"households": 400}


def test_submitting_names_the_assignment_and_the_folder(folder: Path) -> None:
    sent: list[tuple[str, Path]] = []
    form = exercise("sample", lambda *what: sent.append(what))
    assert isinstance(form, Form)
    form._heard(form, {"type": "submit", "n": 1}, [])  # noqa: SLF001 - what a press in the page does
    assert sent == [("sample", folder)]


def test_a_missing_file_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = exercise("sample")
    assert isinstance(shown, Panel)
    assert "knowshow learn" in shown.message
    assert "Traceback" not in shown._repr_html_()


def test_another_assignments_folder_is_said_in_words(folder: Path) -> None:
    shown = exercise("culture")
    assert isinstance(shown, Panel)
    assert "holds the questions of sample" in shown.message
    assert folder.name not in shown.message


def test_a_broken_file_is_said_with_its_place(folder: Path) -> None:
    (folder / ITEMS).write_text("assignment: <script>\n", "utf-8")
    shown = exercise("sample")
    assert isinstance(shown, Panel)
    assert "items.yaml:1" in shown.message
    assert "<script>" not in shown._repr_html_()
