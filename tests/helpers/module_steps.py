"""A course page in JupyterLab: when it is live, and the bar of steps above a module, as a reader uses it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def wait_for_live(page: Page, *, pieces: bool = True) -> None:
    """Wait until the live page has taken over from its first scene: before that no kernel hears anything.

    A page without pieces (About) has no output to wait for: its words tell.
    """
    ready = ".jp-OutputArea .ks" if pieces else ".jp-MarkdownOutput"
    page.locator(ready).first.wait_for(state="attached", timeout=90_000)
    expect(page.locator("#ks-first")).to_have_count(0, timeout=90_000)


def bar(page: Page) -> Locator:
    """The bar, which stays in sight."""
    return page.get_by_role("navigation", name="Steps of this module").first


def step(page: Page, name: str) -> Locator:
    """The link to a step, by its name."""
    return bar(page).get_by_role("link", name=re.compile(f"^{name}"))


def go(page: Page, name: str) -> None:
    """Bring a step into sight."""
    step(page, name).click()
