"""Walking a page with the keyboard alone, for tests of what can be reached and done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WITHIN = "selector => document.activeElement.matches(selector)"


def press(page: Page, *keys: str) -> None:
    """Press these keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: str, key: str = "Tab", most: int = 80) -> None:
    """Press Tab until something whose accessible name or role matches has the focus."""
    focused = page.locator("#stage :focus")
    for _ in range(most):
        press(page, key)
        if focused.count() and re.search(name, focused.aria_snapshot() or ""):
            return
    pytest.fail(f"{name} cannot be reached with {key}")


def tab_into(page: Page, selector: str, most: int = 200) -> None:
    """Press Tab until an element of this kind has the focus."""
    for _ in range(most):
        press(page, "Tab")
        if page.evaluate(_WITHIN, selector):
            return
    pytest.fail(f"{selector} cannot be reached with Tab")
