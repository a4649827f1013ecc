"""A story's decisions taken in a page, one after the other, by the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONG = 90_000


def decide(page: Page, number: int = 1) -> None:
    """Take the choice of this number, from 1."""
    page.locator(".ks-player").get_by_role("radio").nth(number - 1).check(timeout=LONG)
    before = page.locator(".ks-player .place").inner_text()
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.locator(".ks-player .place")).not_to_have_text(before)


def play(page: Page, number: int = 1) -> None:
    """Decide to the end of the story."""
    page.get_by_role("button", name="Decide", exact=True).wait_for(timeout=LONG)
    while page.get_by_role("button", name="Decide", exact=True).count():
        decide(page, number)
