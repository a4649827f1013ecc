"""Remake the pictures of the facilitator's guide: `python tests/screenshots/take_room.py`."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "helpers"))

from playwright.sync_api import Page, ViewportSize, sync_playwright  # noqa: E402

from browser import ARGUMENTS, chromium  # noqa: E402 - the tests' folder is put on the path above
from knowshow.pages import room_server  # noqa: E402 - as above
from server import at, course  # noqa: E402 - as above

LONG = 90_000
SIZE: ViewportSize = {"width": 1024, "height": 760}
PICTURES = HERE.parents[1] / "assets" / "guide" / "images"
MOST = re.compile(r"^(Most are in|Time to close)\.$")


def press(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).first.click(timeout=LONG)


def keep(page: Page, name: str) -> None:
    """Take a picture once the page has stopped moving."""
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / f"{name}.png")


def rehearse(page: Page, wall: Page, address: str) -> None:
    """Lead a room of 24 simulated people through its first decision."""
    page.goto(at(address, "workshop.ipynb"))
    press(page, "Open a room on this computer")
    page.get_by_role("radio", name="Cut off").check(timeout=LONG)
    page.get_by_label("Rehearse with simulated people").check()
    page.get_by_label("How many simulated people").fill("24")
    press(page, "Make the room")
    link = page.get_by_role("link", name="Open the wall in a tab of its own")
    wall.goto(link.get_attribute("href", timeout=LONG) or "")
    page.get_by_text("24 phones here").wait_for(timeout=LONG)
    keep(wall, "wall-join")
    press(page, "Begin: show the first scene")
    page.get_by_role("heading", name="One crew, one weekend").wait_for(timeout=LONG)
    keep(page, "console-scene")
    press(page, "Open the ballot")
    page.get_by_text(MOST).wait_for(timeout=LONG)
    press(page, "Close the ballot")
    page.get_by_text("you see no more of it than they do").wait_for(timeout=LONG)
    keep(page, "console-reveal")


def main() -> None:
    """Take all pictures in light mode."""
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        sync_playwright() as playwright,
        course(Path(home) / "workspace", Path(home)) as address,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        context = browser.new_context(viewport=SIZE, reduced_motion="reduce")
        try:
            wall = context.new_page()
            wall.set_viewport_size({"width": 1280, "height": 720})
            rehearse(context.new_page(), wall, address)
        finally:
            room_server.stop(Path(home) / "workspace" / ".knowshow" / "rooms")
            browser.close()


if __name__ == "__main__":
    main()
