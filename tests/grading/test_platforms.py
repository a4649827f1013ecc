"""Grades and feedback for learning platforms, read back by the rules of their own imports."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from knowshow.grading.platforms import canvas, moodle
from knowshow.handing_in.who_is_who import Entry

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 27, 6, 40, tzinfo=UTC)
ADA = Entry("ada", "moodle", "05-remedy", "Lovelace Ada", "12345")


def find_participant(path: str) -> tuple[str, str, str] | None:
    """Find participant, plugin and file in a path of a zip, as Moodle's importziplib.php does."""
    parts = path.split("/")
    while parts:
        pieces = parts.pop(0).split("_", 4)
        if len(pieces) >= 4 and pieces[1].isdecimal():
            rest = [pieces[4] if len(pieces) == 5 else "", *parts]
            return pieces[1], f"{pieces[2]}_{pieces[3]}", "/".join(rest).lstrip("/")
    return None


def test_moodles_worksheet_has_the_columns_that_its_import_asks_for() -> None:
    header, row = moodle.make_rows([(ADA, 17.5)], 42, NOW)
    cells = dict(zip(header, row, strict=True))
    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(cells)
    assert str(cells["Identifier"])[len("Participant ") :] == "12345"
    assert (cells["Grade"], cells["Maximum Grade"]) == (17.5, 42)
    assert cells["Last modified (grade)"] == "2026-11-27 06:40:00 UTC"


@pytest.mark.parametrize(
    "name",
    ["Lovelace Ada", "Ada_Love_Lace", "../../x", ".hidden", "~tilde", "a\\b\nc", "", "Löwe Ömer", "1_2_3_4"],
)
def test_moodle_finds_each_page_of_the_zip_of_feedback(tmp_path: Path, name: str) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>well read</p>")
    file = io.BytesIO()
    moodle.write_feedback(file, [(Entry("ada", "moodle", "05-remedy", name, "12345"), page)])
    with zipfile.ZipFile(file) as archive:
        (path,) = archive.namelist()
        assert archive.read(path) == page.read_bytes()
    assert find_participant(path) == ("12345", "assignsubmission_file", "exercise.html")
    assert ".." not in path.split("/")
    assert not path.startswith((".", "~", "/"))


def test_canvas_takes_the_header_and_finds_student_and_title() -> None:
    entry = Entry("ada", "canvas", "05-remedy", "lovelaceada", "77")
    header, points, row = canvas.make_rows([(entry, 17.5)], 42, "Exercise 5 (1234)")
    assert len(header) > 3
    assert (str(header[0]), str(header[1]), str(header[2])) == ("Student", "ID", "Section")
    assert "Points Possible" in str(points[0])
    assert points[3] == 42
    assert dict(zip(header, row, strict=True)) == {
        "Student": "lovelaceada",
        "ID": "77",
        "Section": "",
        "Exercise 5 (1234)": 17.5,
    }
