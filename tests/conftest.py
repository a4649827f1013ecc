"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from knowshow import slim_imports  # noqa: F401 - before any test imports nbgrader

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["left_out", "browser"]  # in this order: the second imports the first

settings.register_profile("calm", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("calm")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """For `-n auto`, one more than there are processors: a browser test also waits."""
    return None if config.option.numprocesses != "auto" else 1 + (os.cpu_count() or 1)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace, which everything that keeps something finds."""
    monkeypatch.setenv("KNOWSHOW_WORKSPACE", str(tmp_path))
    return tmp_path
