"""One running course for all tests of a module, in a workspace of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server import course

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The learner's folder, not made yet."""
    return tmp_path_factory.mktemp("course") / "workspace"


@pytest.fixture(scope="module")
def address(workspace: Path) -> Iterator[str]:
    """The start page's address, with its token."""
    with course(workspace, workspace.parent) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide window."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()
