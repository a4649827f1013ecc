"""A facilitator leads a room from the real JupyterLab: its real server, a rehearsal, a kernel killed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from knowshow.pages import room_server
from server import at, kill_kernels, suspend_kernels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LONG = 90_000
MOST = re.compile(r"^(Most are in|Time to close)\.$")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def rooms(workspace: Path) -> Iterator[Path]:
    """The folder of the rooms; a server that was started in it ends with the test."""
    folder = workspace / ".knowshow" / "rooms"
    yield folder
    room_server.stop(folder)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def sees(page: Page, name: str) -> None:
    """Wait for a heading, which has the focus once it comes of one's own click."""
    expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=LONG)


def test_a_rehearsal_from_its_first_scene_to_its_note_with_a_kernel_killed_between(
    page: Page, address: str, workspace: Path, rooms: Path
) -> None:
    page.goto(at(address, "workshop.ipynb"))
    page.get_by_role("button", name="Open a room on this computer").click(timeout=LONG)
    page.get_by_role("radio", name="Cut off").check(timeout=LONG)
    page.get_by_label("Rehearse with simulated people").check()
    press(page, "Make the room")
    expect(page.get_by_text("20 phones here")).to_be_visible(timeout=LONG)
    press(page, "Begin: show the first scene")
    sees(page, "One crew, one weekend")
    press(page, "Open the ballot")
    expect(page.get_by_text(MOST)).to_be_visible(timeout=LONG)

    code = page.get_by_text(re.compile(r"20 phones here · \w{3} \w{3}")).inner_text()
    suspend_kernels()
    press(page, "Close the ballot")
    expect(page.get_by_text("The room has not answered yet.")).to_be_visible(timeout=LONG)
    kill_kernels()  # the next kernel's console finds the room, and is told again what this one was told
    expect(page.get_by_text("you see no more of it than they do")).to_be_visible(timeout=LONG)
    expect(page.get_by_text(code)).to_be_visible()
    press(page, "Vote again")
    expect(page.get_by_text(MOST)).to_be_visible(timeout=LONG)
    press(page, "Close the ballot")
    sees(page, "Second ballot, after the talk")
    if page.get_by_role("button", name="Go on as the room chose").count():
        press(page, "Go on as the room chose")
    else:  # no choice of the simulated room stands out: then the facilitator's is asked for
        page.get_by_label("Go on with").select_option(index=1)
        press(page, "Go on")
    expect(page.get_by_text("On the wall and on every phone: what followed.")).to_be_visible(timeout=LONG)
    press(page, "Go to the debrief")
    press(page, "See what would leave the room")
    expect(page.frame_locator("iframe[title='Briefing note']").get_by_text("rehearsal").first).to_be_visible()
    press(page, "Save both in my folder")
    expect(page.get_by_text("briefing-note-cut-off.md")).to_be_visible(timeout=LONG)
    assert "rehearsal with 20 simulated people" in (workspace / "briefing-note-cut-off.md").read_text("utf-8")
    press(page, "End the session")
    press(page, "End it for everybody")
    sees(page, "The session has ended")
    assert (rooms / "server.json").exists()
