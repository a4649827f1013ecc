"""A course page in the real JupyterLab: what runs by itself, what keys do, and a kernel that dies."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from keyboard import press, tab_into
from module_steps import wait_for_live
from server import at, kill_kernels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser
LONG = 90_000


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def drawn(browser: Browser, address: str) -> Iterator[Page]:
    """A module's page in which nothing is decided, down to its end: for tests that leave it as it is."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(at(address, "05-remedy.ipynb"))
    decide_button(page)
    page.locator(".ks-commitments").first.wait_for(state="attached", timeout=LONG)
    yield page
    context.close()


def decide_button(page: Page) -> None:
    page.get_by_role("button", name="Decide", exact=True).wait_for(timeout=LONG)
    wait_for_live(page)


def test_nothing_of_the_authoring_interface_shows(drawn: Page) -> None:
    for hidden in ("#jp-menu-panel", ".jp-NotebookPanel-toolbar", ".jp-InputArea-editor", ".jp-SideBar"):
        expect(drawn.locator(f"{hidden}:visible")).to_have_count(0)
    assert "import knowshow" not in drawn.locator("body").inner_text()


def test_where_things_stand_is_in_view_with_the_choices_and_decide(drawn: Page) -> None:
    drawn.get_by_role("button", name="Decide", exact=True).evaluate(
        "go => go.scrollIntoView({ block: 'end' })"
    )
    stand = drawn.get_by_role("table", name="Where things stand")
    expect(stand.get_by_text("For people")).to_be_in_viewport(ratio=1)
    for choice in drawn.locator(".ks-player .choice").all():
        expect(choice).to_be_in_viewport(ratio=1)


def test_a_screen_reader_finds_a_page_and_no_feed_of_cells(drawn: Page) -> None:
    for cell in ('[role="feed"]', ".jp-Cell[aria-label]", '.jp-Cell[tabindex="0"]'):
        expect(drawn.locator(f".jp-NotebookPanel {cell}")).to_have_count(0)


def test_keys_change_no_cell_wherever_the_focus_is(drawn: Page) -> None:
    cells = drawn.locator(".jp-Cell")
    before = cells.count()
    for focus in (
        drawn.get_by_role("radio").first,
        drawn.get_by_role("button", name="Decide", exact=True),
        drawn.locator(".jp-Notebook"),
    ):
        focus.focus()
        for key in ("d", "d", "b", "a", "x", "m", "y"):
            drawn.keyboard.press(key)
    drawn.locator(".jp-MarkdownOutput p").first.click()
    for key in ("d", "d", "b", "Enter", "Escape"):
        drawn.keyboard.press(key)
    expect(cells).to_have_count(before)
    expect(drawn.locator(".jp-MarkdownCell.jp-mod-rendered")).to_have_count(
        drawn.locator(".jp-MarkdownCell").count()
    )


def test_notebook_with_other_code_waits_for_start(page: Page, address: str, workspace: Path) -> None:
    changed = json.loads((workspace / "05-remedy.ipynb").read_text("utf-8"))
    code = next(cell for cell in changed["cells"] if cell["cell_type"] == "code")
    code["source"] = ["open('ran', 'w').close()\n", *code["source"]]
    (workspace / "changed.ipynb").write_text(json.dumps(changed), "utf-8")
    page.goto(at(address, "changed.ipynb"))
    start = page.get_by_role("button", name="Start", exact=True)
    start.wait_for(timeout=LONG)
    page.get_by_text("code that did not come with the course").wait_for()
    expect(page.locator(".ks-player")).to_have_count(0)
    assert not (workspace / "ran").exists()
    tab_into(page, ".ks-ask button")
    press(page, "Enter")
    expect(page.locator(".ks-bar a").first).to_be_focused()
    decide_button(page)
    assert (workspace / "ran").exists()


def test_kernel_that_dies_is_said_and_the_page_comes_back_where_it_was(page: Page, address: str) -> None:
    page.goto(at(address, "05-remedy.ipynb"))
    decide_button(page)
    page.get_by_role("radio").first.check()
    label = page.locator(".choice:has(input:checked) .label").inner_text()
    page.get_by_role("button", name="Decide", exact=True).click()
    decided = page.get_by_role("heading", name=f"Because you decided: {label}")
    decided.wait_for()
    page.locator(".ks-stand").wait_for(state="attached", timeout=LONG)
    kill_kernels()
    notice = page.locator(".ks-notice")
    expect(notice).to_contain_text("interrupted and is starting again", timeout=LONG)
    expect(notice).to_be_empty(timeout=LONG)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.get_by_text("Resumed where you left off")).to_be_visible(timeout=LONG)
    expect(decided).to_be_visible()


def test_the_reader_stays_where_she_is_while_the_rest_is_drawn_and_leaves_without_a_question(
    page: Page, address: str
) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto(at(address, "05-remedy.ipynb"))
    decide_button(page)
    first = page.locator(".ks-player").get_by_role("radio").first
    first.check()
    outer = page.locator(".jp-WindowedPanel-outer")
    outer.evaluate("node => { node.scrollTop = 700; }")
    page.locator(".ks-commitments").first.wait_for(state="attached", timeout=LONG)
    assert outer.evaluate("node => node.scrollTop") == 700
    expect(first).to_be_focused()
    page.get_by_role("navigation", name="Course").get_by_role("link", name="Start page").click()
    page.get_by_role("link", name=re.compile("Begin|Continue")).wait_for(timeout=LONG)
    assert "/doc/tree/00-start-here.ipynb" in page.url
    assert asked == []
