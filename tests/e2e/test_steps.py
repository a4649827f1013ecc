"""A module in steps, in the real JupyterLab: one in sight, each with its address, state and minutes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from accessible import violations
from module_steps import bar, step
from server import at
from shifts import measure_shift
from story_walk import play

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LONG = 90_000


def to_end(page: Page) -> None:
    page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 1e6")


def test_one_step_is_in_sight_and_the_browsers_back_and_forward_walk_them(page: Page, address: str) -> None:
    page.goto(at(address, "01-strategy.ipynb"))
    page.get_by_role("button", name="Decide", exact=True).wait_for(timeout=LONG)
    expect(step(page, "Looking back")).to_contain_text("after the story")  # the kernel has told
    names = [link.inner_text() for link in bar(page).get_by_role("link").all()]
    assert [re.sub(r"\s+", " ", name) for name in names] == [
        "Story 15 min",
        "Looking back 3 min, after the story",
        "Ideas 9 min",
        "Practice 7 min",
        "What you will do 5 min",
        "Exercise 40 min",
    ]
    expect(step(page, "Story")).to_have_attribute("aria-current", "step")
    expect(page.get_by_role("heading", name="What counts, and when")).to_be_hidden()
    assert measure_shift(page) < 0.05
    page.get_by_role("link", name="Next: Looking back").click()
    expect(page.get_by_role("heading", name="Looking back")).to_be_focused()
    expect(page.get_by_text("It opens when the story has ended")).to_be_visible()
    expect(page.get_by_role("link", name="Back to: Story")).to_have_class("main")
    page.get_by_role("link", name="Next: Ideas").click()
    heading = page.get_by_role("heading", name="What counts, and when")
    expect(heading).to_be_focused()
    assert page.url.endswith("#ideas")
    expect(step(page, "Ideas")).to_have_attribute("aria-current", "step")
    expect(page.get_by_role("button", name="Decide", exact=True)).to_be_hidden()
    page.go_back()
    expect(step(page, "Looking back")).to_have_attribute("aria-current", "step")
    page.go_back()
    expect(page.get_by_role("button", name="Decide", exact=True)).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(heading).to_be_visible()
    assert page.url.endswith("#ideas")


def test_a_step_has_its_own_address_and_the_bar_stays_in_sight(page: Page, address: str) -> None:
    page.goto(at(address, "02-culture.ipynb") + "#practice")
    heading = page.get_by_role("heading", name="Try your hand").first
    expect(heading).to_be_focused(timeout=LONG)
    page.locator(".ks-practice .task").first.wait_for(timeout=LONG)
    expect(page.get_by_role("heading", level=1)).to_have_text(["Culture"])
    to_end(page)
    expect(step(page, "Practice")).to_be_in_viewport()
    page.reload()
    expect(heading).to_be_focused(timeout=LONG)
    assert page.url.endswith("#practice")
    page.locator(".ks-practice .task").first.wait_for(timeout=LONG)
    assert violations(page, ".ks-steps") == []
    page.keyboard.press("Shift+Tab")
    expect(step(page, "Exercise")).to_be_focused()


def test_what_was_looked_up_is_in_sight(page: Page, address: str) -> None:
    page.goto(address + "#look-up")
    field = page.get_by_role("searchbox", name="Search the course")
    expect(field).to_be_focused(timeout=LONG)
    page.keyboard.type("leverage")
    page.get_by_role("tab", name=re.compile("In the modules [0-9]+")).click()
    found = page.locator(".passage:visible").last
    found.locator("summary").click()
    words = found.locator(".body .prose").inner_text()[:30]
    found.get_by_role("link", name=re.compile("^Go there")).click()
    place = page.locator(".jp-MarkdownOutput :is(p, li)").filter(has_text=words)
    expect(place).to_have_class(re.compile("ks-looked-up"), timeout=LONG)
    expect(place).to_be_focused(timeout=LONG)
    expect(place).to_be_in_viewport()
    assert page.url.endswith("#ideas")


def test_each_step_says_how_it_stands(page: Page, address: str) -> None:
    page.goto(at(address, "03-stakeholders.ipynb"))
    page.locator(".ks-player").get_by_role("radio").first.check(timeout=LONG)
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(step(page, "Story")).to_contain_text(re.compile(r"1[0-4] of 15 min left"))
    play(page)
    expect(step(page, "Story")).to_contain_text("✓ Played")
    expect(step(page, "Looking back")).to_have_text(re.compile(r"Looking back 3 min$"))
    expect(page.locator(".ks-player .debrief")).to_be_hidden()
    page.get_by_role("link", name="Next: Looking back").click()
    expect(page.locator(".ks-player .debrief .title")).to_be_focused()
    expect(page.locator("#ks-scene")).to_be_hidden()
    to_end(page)
    expect(step(page, "Looking back")).to_contain_text("✓ Read")
    step(page, "Practice").click()
    task = page.locator(".ks-practice .task").filter(has=page.get_by_role("radio")).first
    task.get_by_role("radio").first.check()
    task.get_by_role("button", name="Check", exact=True).click()
    expect(step(page, "Practice")).to_contain_text("1 of 4, 6 min left")
    page.goto(address)
    go = page.get_by_role("link", name="Continue")
    expect(go).to_have_attribute("href", re.compile(r"03-stakeholders\.ipynb#ideas$"), timeout=LONG)
    go.click()
    expect(page.get_by_role("heading", level=2).first).to_be_focused(timeout=LONG)
    expect(step(page, "Ideas")).to_have_attribute("aria-current", "step")
    expect(step(page, "Looking back")).to_contain_text("✓ Read", timeout=LONG)


def test_on_a_narrow_screen_the_present_step_stands_alone_until_all_are_asked_for(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = context.new_page()
    page.goto(at(address, "04-shared-responsibility.ipynb"))
    page.get_by_role("button", name="Decide", exact=True).wait_for(timeout=LONG)
    expect(step(page, "Story")).to_be_visible()
    expect(step(page, "Ideas")).to_be_hidden()
    page.get_by_role("button", name="All 6 steps").press("Enter")
    expect(page.get_by_role("button", name="Only this step")).to_have_attribute("aria-expanded", "true")
    step(page, "Ideas").press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_be_focused()
    expect(step(page, "Story")).to_be_hidden()
    assert violations(page, ".ks-steps") == []
    context.close()


def test_on_paper_a_module_is_whole(page: Page, address: str) -> None:
    page.goto(at(address, "05-remedy.ipynb") + "#practice")
    page.locator(".ks-commitments").first.wait_for(state="attached", timeout=LONG)
    page.emulate_media(media="print")
    for name in ("What you have just used", "Practice", "What you will do", "The exercise"):
        expect(page.get_by_role("heading", name=re.compile(name)).first).to_be_visible()
    expect(bar(page)).to_be_hidden()
