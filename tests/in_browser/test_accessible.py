"""The look at pages sees what axe leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessible import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = '<!doctype html><html lang="en"><title>t</title><main><h1 style="{style}">Words</h1></main></html>'


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        ("color: #000; background: #fff", False),
        ("color: #bbb; background: #fff", True),
        ("color: #bbb; background: linear-gradient(#fff, #eee)", True),
    ],
)
def test_faint_text_is_seen_on_a_gradient_too(browser: Browser, style: str, seen: bool) -> None:  # noqa: FBT001
    page = browser.new_page()
    page.set_content(PAGE.format(style=style))
    assert any(line.startswith("color-contrast") for line in violations(page)) == seen
    page.close()
