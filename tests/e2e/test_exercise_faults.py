"""An exercise in the real JupyterLab, with a real kernel: nothing acknowledged is lost, whatever stops."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from module_steps import wait_for_live
from server import at, kill_kernels, restart_kernels

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
FOLDER = Path("exercises", "05-remedy")
LETTER = "We will call you by Friday."


def opened(browser: Browser, address: str) -> Page:
    """The exercise in a window of its own, once its form is there."""
    page = browser.new_context().new_page()
    page.goto(at(address, (FOLDER / "exercise.ipynb").as_posix()))
    expect(page.get_by_role("navigation", name="Questions")).to_be_visible(timeout=60_000)
    wait_for_live(page)
    return page


def turn(page: Page, number: int) -> None:
    page.get_by_role("navigation", name="Questions").get_by_role("button").nth(number).click()


def saved(page: Page) -> None:
    expect(page.locator(".ks-form .saved")).to_have_text(re.compile(r"Saved \d"), timeout=15_000)


def kept(workspace: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((workspace / FOLDER / "responses.json").read_text("utf-8"))
    return dict(found["responses"])


def test_answers_outlive_a_kernel_that_dies_while_they_are_written(
    browser: Browser, address: str, workspace: Path
) -> None:
    page = opened(browser, address)
    page.get_by_role("radio").nth(2).check()
    saved(page)
    choice = kept(workspace)
    assert len(choice) == 1
    turn(page, 6)
    restart_kernels(address)
    page.get_by_role("textbox").fill(LETTER)
    expect(page.locator(".ks-form .saved")).to_contain_text("Not saved yet", timeout=15_000)
    page.reload()
    expect(page.get_by_text("has been saved now")).to_be_visible(timeout=60_000)
    saved(page)
    assert kept(workspace).items() > choice.items()
    assert LETTER in kept(workspace).values()
    page.context.close()


def test_a_kernel_that_dies_leaves_the_reader_at_her_question_and_in_the_field(
    browser: Browser, address: str
) -> None:
    page = opened(browser, address)
    turn(page, 6)
    words = page.get_by_role("textbox")
    words.fill("We will call you. Signed: all of us")
    for _ in range(len(" Signed: all of us")):
        page.keyboard.press("ArrowLeft")
    saved(page)
    page.evaluate("window.before = document.querySelector('.ks-form')")
    kill_kernels()
    typed = " "
    page.keyboard.type(typed)
    while page.evaluate("before.isConnected") or len(typed) % 10:
        letter = ascii_lowercase[len(typed) % 26]
        page.keyboard.type(letter, delay=10)
        typed += letter
    expect(words).to_be_focused()
    expect(words).to_have_value(f"We will call you.{typed} Signed: all of us")
    saved(page)
    page.context.close()


def test_two_windows_on_one_exercise_keep_both_their_answers(
    browser: Browser, address: str, workspace: Path
) -> None:
    one, two = opened(browser, address), opened(browser, address)
    turn(one, 2)
    one.get_by_role("checkbox").nth(0).check()
    saved(one)
    turn(two, 3)
    two.get_by_role("button", name="Keep this order").click()
    saved(two)
    expect(two.get_by_text("changed in another window").last).to_be_attached()
    turn(two, 2)
    expect(two.get_by_role("checkbox").nth(0)).to_be_checked()
    assert {"annotators"} < set(kept(workspace))
    one.context.close()
    two.context.close()


def test_keys_typed_in_the_form_do_nothing_to_the_notebook(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    turn(page, 0)
    cells = page.locator(".jp-Cell")
    count = cells.count()
    page.get_by_role("radio").first.focus()
    for key in ("d", "d", "b", "a", "x"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Next").focus()
    for key in ("d", "d", "b", "m"):
        page.keyboard.press(key)
    expect(cells).to_have_count(count)
    page.context.close()
