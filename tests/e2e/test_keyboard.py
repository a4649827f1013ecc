"""The course by keyboard alone in the real JupyterLab, with axe looking on at every state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from accessible import violations
from keyboard import press, tab_into
from server import at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LONG = 90_000
THEMES = ("light", "dark")
PATH = (0, 1, 0, 0, 0, 0)  # which choice to take at each decision: on it, something arrives later


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1024, "height": 640}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def axe(page: Page, within: str = ".ks-player") -> None:
    """Fail unless axe finds nothing, in light and in dark."""
    for theme in THEMES:
        page.evaluate(f"document.documentElement.setAttribute('data-ks-theme', '{theme}')")
        assert violations(page, within) == []


def decide(page: Page, number: int) -> None:
    tab_into(page, ".ks-player [type=radio]")
    press(page, "Space", *["ArrowDown"] * number)
    label = page.locator(".ks-player .choice:has(input:checked) .label").inner_text()
    press(page, "Tab", "Enter")
    expect(page.get_by_role("heading", name=f"Because you decided: {label}").first).to_be_focused()


def test_a_field_keeps_its_line_breaks_and_its_undo(page: Page, address: str) -> None:
    page.goto(at(address, "exercises/05-remedy/exercise.ipynb"))
    page.get_by_role("navigation", name="Questions").get_by_role("button").nth(6).click(timeout=LONG)
    words = page.get_by_role("textbox")
    words.fill("")
    words.press_sequentially("Dear all,")
    press(page, "Enter", "Shift+Enter")
    words.press_sequentially("we were wrong.")
    expect(words).to_have_value("Dear all,\n\nwe were wrong.")
    press(page, "Control+z")
    expect(words).not_to_have_value("Dear all,\n\nwe were wrong.")
    press(page, "Control+Shift+z")
    expect(words).to_have_value("Dear all,\n\nwe were wrong.")


def test_the_ways_to_other_pages_are_walked_and_taken_by_keyboard(page: Page, address: str) -> None:
    page.goto(at(address, "05-remedy.ipynb"))
    page.locator(".ks-commitments").first.wait_for(state="attached", timeout=LONG)
    first, last = page.locator(".ks-bar").first.locator("a"), page.locator(".ks-bar").last.locator("a")
    first.last.focus()
    for number in (2, 1, 0):
        press(page, "Shift+Tab")
        expect(first.nth(number)).to_be_focused()
    for number in (1, 2, 3):
        press(page, "Tab")
        expect(first.nth(number)).to_be_focused()
    press(page, "Tab")
    expect(first.last).not_to_be_focused()
    tab_into(page, ".ks-bar:last-child a")
    for number in (1, 2):
        press(page, "Tab")
        expect(last.nth(number)).to_be_focused()
    press(page, "Tab")
    expect(page.locator(".ks-notebook :focus")).to_have_count(0)
    last.last.focus()
    press(page, "Enter")
    expect(page).to_have_title("Before the board · Know & Show", timeout=LONG)


def test_a_dilemma_is_played_to_its_debrief_and_each_part_of_it_opened(
    page: Page, address: str, workspace: Path
) -> None:
    (workspace / ".knowshow" / "journals" / "cut-off.json").unlink(missing_ok=True)
    page.goto(at(address, "05-remedy.ipynb"))
    page.locator(".ks-commitments").first.wait_for(state="attached", timeout=LONG)
    axe(page)
    arrived = 0
    for number in PATH:
        decide(page, number)
        arrived += page.locator(".ks-player .then.later").count()
        axe(page)
    assert arrived
    tab_into(page, ".ks-onward .main")
    press(page, "Enter")
    player = page.locator(".ks-player")
    expect(player.get_by_role("heading", name="Your path")).to_be_visible()
    axe(page)
    tab_into(page, ".ks-player .stop")
    press(page, "Enter")
    expect(player.locator(".step")).to_be_visible()
    tab_into(page, ".ks-player [role=tab]")
    press(page, "ArrowRight")
    expect(player.get_by_role("tab", selected=True)).to_be_focused()
    tab_into(page, ".ks-player .whatif [type=radio]")
    press(page, "ArrowDown")
    expect(player.locator(".whatif table")).to_be_visible(timeout=LONG)
    player.locator(".standing .histogram").first.wait_for(timeout=LONG)  # counted before Tab leads past it
    tab_into(page, ".ks-player .standing .histogram button")
    press(page, "Enter")
    expect(player.locator(".standing table").first).to_be_visible()
    tab_into(page, ".ks-player .differ .chip")
    press(page, "Enter")
    expect(player.locator(".differ .card").first).to_be_visible()
    tab_into(page, ".ks-player .principles .charted button")
    press(page, "Enter")
    player.locator("iframe[data-drawn]").wait_for(timeout=LONG)
    axe(page)


# How to answer an item of each type: where to begin, and the keys.
ANSWERS = {
    "05-remedy.ipynb": {
        "choice": ("[type=radio]", ["Space"]),
        "match": ("select", ["ArrowDown"]),
        "order": (".moves button", ["Enter"]),
        "extended-text": ("textarea", ["I", "."]),
    },
    "02-culture.ipynb": {"slider": ("[type=range]", ["ArrowRight"])},
}


@pytest.mark.parametrize("notebook", ANSWERS)
def test_practice_of_each_type_is_done(page: Page, address: str, notebook: str) -> None:
    page.goto(at(address, f"{notebook}#practice"))
    page.locator(".ks-commitments").first.wait_for(state="attached", timeout=LONG)
    for kind, (begin, keys) in ANSWERS[notebook].items():
        task = f".ks-practice .task:has(.item-{kind})"
        tab_into(page, f"{task} .item-{kind} {begin}:not([aria-disabled=true])")
        press(page, *keys)
        tab_into(page, f"{task} .check")
        press(page, "Enter")
        verdict = page.locator(f"{task} .verdict")
        expect(verdict).to_have_text(re.compile("Right|Not yet|Yours to judge"))
    axe(page, ".ks-practice")


def test_an_item_with_several_answers_is_done(page: Page, address: str) -> None:
    page.goto(at(address, "exercises/05-remedy/exercise.ipynb"))
    page.locator(".ks-form [type=radio]").first.wait_for(timeout=LONG)
    while not page.locator(".ks-form [type=checkbox]").count():
        tab_into(page, ".ks-form .walk .main")
        press(page, "Enter")
    for _ in range(2):
        tab_into(page, ".ks-form [type=checkbox]")
        press(page, "Space")
    expect(page.locator(".ks-form [type=checkbox]:checked")).to_have_count(2)
    expect(page.locator(".ks-form .saved")).to_have_text(re.compile(r"Saved \d"))
    axe(page, ".ks-form")
