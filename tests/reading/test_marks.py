"""A reader's marks: added line by line, the last for each answer, cut lines and strangers' files survived."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from demo import KEYS
from knowshow.exercises.keys import TextKey
from knowshow.reading.marks import Mark, MarksFile, fits, points, scheme_digest

if TYPE_CHECKING:
    from pathlib import Path


def text_key() -> TextKey:
    key = KEYS.key["letter"]
    assert isinstance(key, TextKey)
    return key


def mark(learner: str, levels: dict[str, int] | None, text: str = "t") -> Mark:
    return Mark(learner=learner, text=text, scheme="s", levels=levels)


def test_the_last_mark_counts_and_a_file_that_grew_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "home" / "ada.jsonl"
    mine, other = MarksFile(path), MarksFile(path)
    mine.add(mark("x", {"facts": 0}), 0o600)
    mine.add(mark("x", {"facts": 2}), 0o600)
    mine.add(mark("y", None), 0o600)
    other.refresh()
    assert other.marks == mine.marks
    assert other.marks["x"].levels == {"facts": 2}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_line_that_a_crash_cut_short_costs_that_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "ada.jsonl"
    MarksFile(path).add(mark("x", {"facts": 1}), 0o600)
    with path.open("ab") as file:
        file.write(b'{"learner": "y", "te')
    MarksFile(path).add(mark("z", {"facts": 1}), 0o600)
    path.write_bytes(path.read_bytes() + b'[]\n{"learner": 3}\n\xff\n')
    assert set(MarksFile(path).marks) == {"x", "z"}


def test_a_link_in_place_of_the_file_is_neither_read_nor_written(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text(mark("x", {"facts": 1}).model_dump_json() + "\n")
    (tmp_path / "ada.jsonl").symlink_to(tmp_path / "theirs")
    file = MarksFile(tmp_path / "ada.jsonl")
    assert file.marks == {}
    with pytest.raises(OSError, match="symbolic"):
        file.add(mark("y", None), 0o600)


@pytest.mark.parametrize(
    "levels",
    [
        None,
        [],
        {},
        {"facts": 0},
        {"facts": 3, "person": 0},
        {"facts": True, "person": 0},
        {"facts": -1, "person": 0},
    ],
)
def test_only_one_level_of_each_criterion_fits(levels: object) -> None:
    assert not fits(text_key(), levels)
    assert fits(text_key(), {"facts": 2, "person": 1})
    assert points(text_key(), {"facts": 1, "person": 1}) == 6


def test_a_scheme_is_another_once_its_points_or_words_change_and_not_its_reason() -> None:
    key = text_key()
    assert scheme_digest(key.model_copy(update={"why": "Another."})) == scheme_digest(key)
    assert scheme_digest(key.model_copy(update={"criteria": key.criteria[:1]})) != scheme_digest(key)
