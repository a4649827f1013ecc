"""Remake the README's pictures: `python tests/screenshots/take.py` starts a course of its own."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "helpers"))

from playwright.sync_api import Page, ViewportSize, sync_playwright  # noqa: E402

from browser import ARGUMENTS, chromium  # noqa: E402 - the tests' folder is put on the path above
from module_steps import go  # noqa: E402
from server import course  # noqa: E402

LONG = 90_000
SIZE: ViewportSize = {"width": 1280, "height": 800}


def settle(page: Page, text: str) -> None:
    """Wait until some text shows and the page has stopped moving."""
    page.get_by_text(text).first.wait_for(timeout=LONG)
    page.wait_for_timeout(1500)


def decide(page: Page) -> None:
    """Take the first choice."""
    before = page.locator(".ks-player .place").inner_text()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Decide", exact=True).click()
    page.wait_for_function("old => document.querySelector('.ks-player .place').innerText !== old", arg=before)


def take(page: Page, address: str) -> None:
    """The start page, a decision's consequences, and the debrief."""
    page.goto(address)
    settle(page, "Begin here")
    page.screenshot(path=HERE / "start.png")
    page.goto(re.sub(r"tree/[^?]+", "tree/05-remedy.ipynb", address))
    page.get_by_role("button", name="Decide", exact=True).wait_for(timeout=LONG)
    decide(page)
    settle(page, "Because you decided")
    page.screenshot(path=HERE / "player.png")
    while page.get_by_role("button", name="Decide", exact=True).count():
        decide(page)
    go(page, "Looking back")
    settle(page, "Your path")
    page.get_by_role("heading", name="Your path").scroll_into_view_if_needed()
    page.screenshot(path=HERE / "debrief.png")


def main() -> None:
    """Take all pictures in light mode."""
    with (
        tempfile.TemporaryDirectory() as home,
        sync_playwright() as playwright,
        course(Path(home) / "workspace", Path(home)) as address,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        take(browser.new_context(viewport=SIZE, reduced_motion="reduce").new_page(), address)
        browser.close()


if __name__ == "__main__":
    main()
