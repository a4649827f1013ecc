"""Where a learner's files are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow.learner import workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _unnamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(workspace.VARIABLE, raising=False)


def test_the_variable_names_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(workspace.VARIABLE, str(tmp_path))
    assert workspace.root() == tmp_path.resolve()


def test_the_nearest_folder_with_state_is_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / workspace.FOLDER).mkdir()
    inner = tmp_path / "exercises" / "remedy"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert workspace.root() == tmp_path
    assert workspace.state("practice", "remedy.json") == tmp_path / ".knowshow" / "practice" / "remedy.json"


def test_without_either_it_is_the_one_in_the_home_folder_or_else_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert workspace.root() == tmp_path
    (tmp_path / "knowshow" / workspace.FOLDER).mkdir(parents=True)
    assert workspace.root() == tmp_path / "knowshow"
