"""A workshop that is served, and a way to visit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workshop import Visitors, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Serve a folder of rooms for a module."""
    serving = Workshop(tmp_path_factory.mktemp("rooms"))
    yield serving
    serving.stop()


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    """Let pages visit rooms; afterwards none may have reported an error."""
    visiting = Visitors(browser)
    yield visiting
    visiting.close()
