"""A story is read once in a process, and again as soon as its file changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow.content import scenarios
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_story_is_read_once_and_again_when_its_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = scenarios.find("cut-off").read_text("utf-8")
    path = tmp_path / "cut-off.yaml"
    path.write_text(text, "utf-8")
    monkeypatch.setattr(scenarios, "find", lambda _: path)
    first = scenarios.load_kept("cut-off")
    assert scenarios.load_kept("cut-off") is first
    path.write_text(text.replace("title: Cut off", "title: Cut off again"), "utf-8")
    assert scenarios.load_kept("cut-off").title == "Cut off again"
    path.write_text("id: cut-off", "utf-8")
    with pytest.raises(KnowShowError):
        scenarios.load_kept("cut-off")


def test_a_story_that_is_gone_is_told_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "find", lambda _: tmp_path / "cut-off.yaml")
    with pytest.raises(KnowShowError, match="cut-off"):
        scenarios.load_kept("cut-off")
