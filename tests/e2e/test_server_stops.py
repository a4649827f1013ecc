"""The server stops while the learner is at work, and is started again: everything is where she left it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from module_steps import go, wait_for_live
from server import at, course

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
LONG = 90_000
LETTER = "We will call you by Friday."


def opened(browser: Browser, address: str, notebook: str, piece: str) -> Page:
    """A page of the course in a window of its own, once that piece of it is there."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(at(address, notebook))
    page.locator(piece).first.wait_for(timeout=LONG)
    wait_for_live(page)
    return page


def module(browser: Browser, address: str) -> Page:
    return opened(browser, address, "05-remedy.ipynb", ".ks-player .choice")


def exercise(browser: Browser, address: str) -> Page:
    page = opened(browser, address, "exercises/05-remedy/exercise.ipynb", ".ks-form .steps button")
    page.get_by_role("navigation", name="Questions").get_by_role("button").nth(6).click()
    return page


def saved(piece: Locator) -> None:
    expect(piece.locator(".saved")).to_have_text(re.compile(r"Saved \d"), timeout=LONG)


def decide(page: Page, number: int) -> str:
    """Take a choice; gives its label."""
    page.locator(".ks-player").get_by_role("radio").nth(number).check()
    label = page.locator(".ks-player .choice:has(input:checked) .label").inner_text()
    page.get_by_role("button", name="Decide", exact=True).click()
    return label


def decided(page: Page, label: str) -> None:
    heading = page.get_by_role("heading", name=f"Because you decided: {label}")
    expect(heading).to_be_visible(timeout=LONG)


def choices(workspace: Path) -> list[Any]:
    journal = workspace / ".knowshow" / "journals" / "cut-off.json"
    found: list[Any] = json.loads(journal.read_text("utf-8"))["choices"]
    return found


def test_everything_is_there_after_the_server_was_stopped_and_started(
    browser: Browser, tmp_path: Path
) -> None:
    workspace = tmp_path / "workspace"
    with course(workspace, tmp_path) as address:
        page, form = module(browser, address), exercise(browser, address)
        first = decide(page, 0)
        decided(page, first)
        go(page, "What you will do")
        plan = page.locator(".ks-commitments")
        plan.get_by_role("button", name="Write this commitment: Which door").click()
        page.keyboard.type("A form for everybody")
        page.keyboard.press("Tab")
        saved(plan)
        go(page, "Story")
        form.get_by_role("textbox").fill(LETTER)
        saved(form.locator(".ks-form"))
        form.context.close()
    second = decide(page, 1)
    expect(page.locator(".ks-player .saved")).to_contain_text("the course is not answering", timeout=LONG)
    expect(page.locator(".ks-notice")).to_contain_text("knowshow learn", timeout=LONG)
    assert len(choices(workspace)) == 1
    page.context.close()
    with course(workspace, tmp_path) as address:
        page, form = module(browser, address), exercise(browser, address)
        decided(page, first)
        assert decide(page, 1) == second
        decided(page, second)
        assert len(choices(workspace)) == 2
        go(page, "What you will do")
        expect(page.get_by_label("What will be done")).to_have_value("A form for everybody")
        expect(form.get_by_role("textbox")).to_have_value(LETTER)
