"""What a reader meets in the real JupyterLab: where she goes on, what is told first, what she takes along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from server import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LONG = 90_000


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide window."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


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


def test_the_debrief_names_the_gravest_effect_first(page: Page, address: str) -> None:
    page.goto(at(address, "05-remedy.ipynb"))
    play(page)
    headline = page.locator(".ks-player .headline").get_by_role("listitem")
    expect(headline.first).to_contain_text("People harmed for good: from 40 to")
    page.get_by_role("button", name=re.compile("over time|chart", re.IGNORECASE)).first.click()
    finding = page.locator(".chart .finding")
    expect(finding).to_contain_text(
        re.compile("^The gravest change for people .* People harmed for good went"), timeout=LONG
    )


def test_nobody_is_told_not_yet_before_comparing(page: Page, address: str) -> None:
    page.goto(at(address, "05-remedy.ipynb"))
    task = page.locator(".ks-practice .task").filter(has=page.get_by_role("textbox"))
    task.get_by_role("textbox").fill("We ask those harmed what would put it right.", timeout=LONG)
    task.get_by_role("button", name="Check", exact=True).click()
    result = task.locator(".result")
    expect(result).to_contain_text("Yours to judge")
    task.get_by_role("checkbox").first.check()
    expect(result).to_contain_text(re.compile("Not yet|Right"))
