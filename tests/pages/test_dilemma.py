"""A dilemma's page: a story that cannot be played is a message in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

import storyteller
from knowshow.pages.dilemma import dilemma
from knowshow.pages.widgets.base import Panel

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_story_whose_events_never_stop_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNOWSHOW_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    data = storyteller.starter()
    spring = next(node for node in data["nodes"] if node["id"] == "spring")
    data["start"] = spring["goto"] = "spring"
    (tmp_path / f"{data['id']}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    page = dilemma(f"{data['id']}.yaml")
    assert isinstance(page, Panel)
    assert (
        page.message == "spring: these events lead back to each other; give one of them a way to a decision"
    )


def test_a_story_that_is_not_there_names_the_nearest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWSHOW_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    page = dilemma("cut-of")
    assert isinstance(page, Panel)
    assert page.message == "there is no scenario 'cut-of'; did you mean 'cut-off'?"
