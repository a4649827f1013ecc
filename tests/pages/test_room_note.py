from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow.pages.room_note import TEXTS, save

if TYPE_CHECKING:
    from pathlib import Path

NOTE = {key: f"{key}, first" for key in TEXTS}
AGAIN = {key: f"{key}, second" for key in TEXTS}


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.is_file()}


def test_four_files_are_written_and_none_is_called_after_its_room(tmp_path: Path) -> None:
    (line,) = save(NOTE, "cut-off", "R7MKQ2", tmp_path, tmp_path / "state")
    assert held(tmp_path) == {
        "briefing-note-cut-off.html": "briefing_html, first",
        "briefing-note-cut-off.md": "briefing_markdown, first",
        "case-study-cut-off.html": "case_html, first",
        "case-study-cut-off.md": "case_markdown, first",
    }
    assert all(name in line for name in held(tmp_path))


def test_the_same_rooms_note_is_renewed_in_place(tmp_path: Path) -> None:
    save(NOTE, "cut-off", "R7MKQ2", tmp_path, tmp_path / "state")
    save(AGAIN, "cut-off", "R7MKQ2", tmp_path, tmp_path / "state")
    assert sorted(held(tmp_path).values()) == sorted(AGAIN.values())


def test_a_file_that_was_changed_is_renamed_and_never_written_over(tmp_path: Path) -> None:
    save(NOTE, "cut-off", "R7MKQ2", tmp_path, tmp_path / "state")
    (tmp_path / "case-study-cut-off.md").write_text("my own words", "utf-8")
    lines = save(AGAIN, "cut-off", "R7MKQ2", tmp_path, tmp_path / "state")
    assert len(lines) == 2
    assert "my own words" in held(tmp_path).values()
    assert held(tmp_path)["case-study-cut-off.md"] == "case_markdown, second"


def test_another_rooms_note_on_the_same_story_is_not_written_over(tmp_path: Path) -> None:
    save(NOTE, "cut-off", "R7MKQ2", tmp_path, tmp_path / "state")
    save(AGAIN, "cut-off", "A2B3C4", tmp_path, tmp_path / "state")
    assert sorted(held(tmp_path).values()) == sorted([*NOTE.values(), *AGAIN.values()])


def test_a_full_disk_raises_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(NOTE, "cut-off", "R7MKQ2", tmp_path, tmp_path / "state")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("knowshow.content.atomic.write_text", full)
    with pytest.raises(OSError, match="No space"):
        save(AGAIN, "cut-off", "A2B3C4", tmp_path, tmp_path / "state")
    assert set(NOTE.values()) <= set(held(tmp_path).values())
