"""Fixtures that several test modules share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["browser"]

settings.register_profile("calm", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("calm")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace, which everything that keeps something finds."""
    monkeypatch.setenv("KNOWSHOW_WORKSPACE", str(tmp_path))
    return tmp_path
