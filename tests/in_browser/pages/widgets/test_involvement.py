"""The involvement sorter in the browser."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, cast

import pytest
from playwright.sync_api import expect

from keyboard import press, tab_to
from knowshow.exercises.involvement import load_cases
from knowshow.pages.involvement import involvement

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser import Mount, Theme
    from knowshow.pages.widgets.involvement import Sorter

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("workspace")]


def sorter() -> Sorter:
    return cast("Sorter", involvement())


def answers(workspace: Path) -> dict[str, str]:
    kept = json.loads((workspace / ".knowshow" / "involvement.json").read_text("utf-8"))
    return cast("dict[str, str]", kept["answers"])


def case(page: Page, number: int) -> None:
    page.get_by_role("navigation", name="Cases").get_by_role("button").nth(number - 1).click()


def kind(page: Page, name: str) -> None:
    page.get_by_role("group", name="The company").get_by_role("button", name=name).click()


def test_by_keyboard_alone_every_case_is_sorted_to_the_board(mount: Mount, workspace: Path) -> None:
    page = mount(sorter()).page
    label = {name: meaning.label for name, meaning in load_cases().kinds.items()}
    for one in load_cases().cases:
        tab_to(page, f'button "{label[one.accepts[0]]}')
        press(page, "Enter")
        expect(page.locator(".verdict")).to_have_text(re.compile("That fits|That stands"))
        tab_to(page, "Next case|See them sorted")
        press(page, "Enter")
    expect(page.get_by_role("heading", name="Sorted, and what follows")).to_be_focused()
    expect(page.get_by_text("All cases are sorted.")).to_be_visible()
    assert answers(workspace) == {one.id: one.accepts[0] for one in load_cases().cases}


def test_an_answer_that_does_not_stand_says_why_and_keeps_the_right_one_to_itself(mount: Mount) -> None:
    page = mount(sorter()).page
    kind(page, "Is not linked")
    result = page.locator(".result")
    expect(result).to_have_attribute("role", "status")
    expect(result).to_contain_text("Not yet")
    expect(result).to_contain_text("The harm came from Nimbra\u2019s own product")
    expect(result).not_to_contain_text("What follows")
    kind(page, "Causes it")
    expect(result).to_contain_text("That fits")
    expect(result).to_contain_text("Guiding Principles 13, 19, 22")


@pytest.mark.parametrize(("one", "other"), [("Contributes", "Is directly"), ("Is directly", "Contributes")])
def test_where_experts_differ_both_answers_stand_and_each_tells_of_the_other(
    mount: Mount, one: str, other: str
) -> None:
    page = mount(sorter()).page
    case(page, 7)
    kind(page, one)
    expect(page.locator(".result")).to_contain_text("so does another answer")
    expect(page.locator(".result .card")).to_contain_text(f"Others say that it {other[0].lower()}{other[1:]}")


def test_what_was_sorted_is_there_after_a_restart_and_can_be_sorted_again(
    mount: Mount, workspace: Path
) -> None:
    stage = mount(sorter())
    kind(stage.page, "Causes it")
    expect(stage.page.locator(".saved")).to_have_text(re.compile("✓ Saved"))
    stage.reload(sorter())
    expect(stage.page.get_by_role("heading", name="The two-week deadline")).to_be_visible()
    case(stage.page, 9)
    stage.page.get_by_role("button", name="Sort them all again").click()
    expect(stage.page.locator(".saved")).to_have_text(re.compile("✓ Saved"))
    expect(stage.page.locator(".kind[aria-pressed=true]")).to_have_count(0)
    assert answers(workspace) == {}


def test_a_disk_that_says_no_is_told(mount: Mount, workspace: Path) -> None:
    (workspace / ".knowshow").write_text("a file where the folder should be", "utf-8")
    page = mount(sorter()).page
    kind(page, "Causes it")
    expect(page.locator(".saved")).to_have_class("saved failed")
    expect(page.locator(".kind[aria-pressed=true]")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_reads_well_and_fits_at_every_state(mount: Mount, theme: Theme) -> None:
    stage = mount(sorter(), theme, size=(1024, 640))
    for number, answer in ((1, "Is not linked"), (2, "Contributes"), (7, "Contributes")):
        case(stage.page, number)
        kind(stage.page, answer)
        expect(stage.page.locator(".verdict")).to_be_visible()
        stage.axe()
        stage.sound()
    if theme == "light":
        stage.snapshot("involvement-case", "#stage nav ~ div")
    case(stage.page, 9)
    stage.axe()
    stage.sound()
    if theme == "light":
        stage.snapshot("involvement-board", "#stage nav ~ div")


@pytest.mark.parametrize(("zoom", "rtl"), [(2, False), (4, False), (1, True)])
def test_nothing_is_lost_zoomed_or_right_to_left(mount: Mount, zoom: int, *, rtl: bool) -> None:
    stage = mount(sorter(), size=(1280, 1024), zoom=zoom, rtl=rtl)
    stage.sound()
    case(stage.page, 9)
    stage.sound()
