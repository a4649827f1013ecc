"""The exercise's page: a form where there is one to show, else words a reader can use."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, cast

import pytest

import sample
from knowshow.exercises import responses
from knowshow.handing_in import submit as sending
from knowshow.learner.receipts import Receipt
from knowshow.pages.exercise import ITEMS, exercise
from knowshow.pages.widgets.base import Panel
from knowshow.pages.widgets.form import Form, Handed, ReceiptView

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


def press_submit(form: Form) -> ReceiptView:
    """Give what the page is told when somebody presses Submit."""
    return cast("ReceiptView", form._act({"do": "submit", "learner": "amara"}).content)  # noqa: SLF001 - the page's way in


def test_submitting_names_the_assignment_and_the_folder(folder: Path) -> None:
    asked: list[tuple[str, Path]] = []

    def send(assignment: str, place: Path) -> Handed:
        asked.append((assignment, place))
        return Handed("Sent", "Receipt 1")

    form = exercise("sample", send)
    assert isinstance(form, Form)
    assert press_submit(form)["title"] == "Sent"
    assert asked == [("sample", folder)]


WAYS = [
    ("by_zip", "One step is left", "out.zip"),
    ("by_exchange", "are submitted", "whoever runs your course"),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("way", "title", "where"), WAYS)
def test_what_is_said_depends_on_whether_the_learner_has_to_send_it(
    monkeypatch: pytest.MonkeyPatch, way: str, title: str, where: str
) -> None:
    receipt = Receipt("sample", "2026.1", "amara", "2026-03-01", 5, 6, "ab" * 32, way, "out.zip")
    monkeypatch.setattr(sending, "submit", lambda *_: receipt)
    form = exercise("sample")
    assert isinstance(form, Form)
    said = press_submit(form)
    assert title in said["title"]
    assert where in said["text"]
    assert "5 of 6 questions answered. Receipt abab abab abab abab." in said["text"]


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
