"""The reading page in a browser: by keyboard alone, samples first, axe clean, narrow and dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from handed_in import NAME
from knowshow.reading.desk import ReadingDesk
from written import TEXTS, graded, root  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from pathlib import Path

    from browser import Mount, Stage, Theme

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("workspace")]


def begin(stage: Stage, at: str = "An answer") -> Stage:
    """Take a page past its samples, to what then stands there."""
    stage.page.get_by_role("button", name=re.compile("^Read: ")).click()
    for number in (1, 2):
        expect(stage.page.get_by_role("heading", name=f"Sample {number} of 2")).to_be_focused()
        press(stage, "1", "1", "Enter")
        expect(stage.page.get_by_role("heading", name="Compared")).to_be_visible()
        stage.page.keyboard.press("Enter")
    expect(stage.page.get_by_role("heading", name=at)).to_be_focused()
    return stage


def press(stage: Stage, *keys: str) -> None:
    for key in keys:
        stage.page.keyboard.press(key)


def test_all_answers_are_read_by_keyboard_alone(mount: Mount, root: Path) -> None:  # noqa: F811
    stage = begin(mount(ReadingDesk(root, "ada")))
    seen = set()
    for place in range(len(TEXTS)):
        text = stage.page.locator(".text")
        seen.add(text.inner_text())
        press(stage, "3", "2", "Enter")
        left = stage.page.locator("aside dl div", has_text="left for you")
        expect(left).to_contain_text(str(len(TEXTS) - place - 1))
    assert seen == set(TEXTS.values())
    expect(stage.page.get_by_role("heading", name="Nothing is left for you to read")).to_be_focused()


def test_a_comment_back_later_and_an_incomplete_mark(mount: Mount, root: Path) -> None:  # noqa: F811
    stage = begin(mount(ReadingDesk(root, "ada")))
    text = stage.page.locator(".text")
    first = text.inner_text()
    press(stage, "2", "Enter")
    expect(stage.page.get_by_text("Choose a level for 1 more criterion.")).to_be_visible()
    press(stage, "1", "c")
    stage.page.keyboard.type("3 b l: typed, not pressed")
    press(stage, "Escape", "Enter")
    expect(text).not_to_have_text(first)
    press(stage, "b")
    expect(text).to_have_text(first)
    expect(stage.page.get_by_role("textbox")).to_have_value("3 b l: typed, not pressed")
    expect(stage.page.get_by_role("radio", name=re.compile("Partly"))).to_be_checked()
    stage.page.get_by_role("button", name="Take my mark back").click()
    second = text.inner_text()
    press(stage, "l")
    expect(text).not_to_have_text(second)


def test_keys_typed_ahead_do_not_change_the_mark_that_was_kept(mount: Mount, root: Path) -> None:  # noqa: F811
    stage = begin(mount(ReadingDesk(root, "ada")))
    text = stage.page.locator(".text")
    first = text.inner_text()
    stage.offline()
    press(stage, "3", "2", "Enter", "1", "1", "Enter")
    stage.wait_in_vain(5000)
    stage.offline(is_so=False)
    stage.page.get_by_role("button", name="Try again").click()
    expect(text).not_to_have_text(first)
    press(stage, "b")
    expect(text).to_have_text(first)
    for level in ("Fully (4) What happened", "Fully (4) Her situation"):
        expect(stage.page.get_by_role("radio", name=re.compile(re.escape(level)))).to_be_checked()


def test_the_door_takes_a_name_and_says_what_is_wrong_with_one(mount: Mount, root: Path) -> None:  # noqa: F811
    stage = mount(ReadingDesk(root, "ada"))
    field = stage.page.get_by_label("You read as")
    field.fill("../ada")
    stage.page.get_by_role("button", name="Read under this name").click()
    expect(stage.page.get_by_text("Not a name to read under")).to_be_visible()
    field.fill("grace")
    field.press("Enter")
    stage.page.get_by_role("button", name=re.compile("^Read: ")).click()
    expect(stage.page.locator("aside")).to_contain_text("grace")


def test_marks_by_an_earlier_scheme_are_read_again_when_asked_for(mount: Mount, root: Path) -> None:  # noqa: F811
    stage = begin(mount(ReadingDesk(root, "ada")))
    for place in range(len(TEXTS)):
        press(stage, "3", "2", "Enter")
        left = stage.page.locator("aside dl div", has_text="left for you")
        expect(left).to_contain_text(str(len(TEXTS) - place - 1))
    expect(stage.page.get_by_role("heading", name="Nothing is left for you to read")).to_be_focused()
    key = root / "solutions" / f"{NAME}.key.yaml"
    key.write_text(key.read_text("utf-8").replace("label: Partly", "label: In part"), "utf-8")
    stage.reload(ReadingDesk(root, "ada"))
    begin(stage, at="Nothing is left for you to read")
    stage.axe()
    stage.sound()
    stage.page.get_by_role("button", name="Have them read again").click()
    expect(stage.page.get_by_role("heading", name="An answer")).to_be_focused()
    expect(stage.page.locator("aside dl div", has_text="left for you")).to_contain_text(str(len(TEXTS)))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_reads_well_and_fits(mount: Mount, root: Path, theme: Theme) -> None:  # noqa: F811
    stage = mount(ReadingDesk(root, "ada"), theme)
    stage.axe()
    stage.sound()
    begin(stage)
    stage.axe()
    stage.sound()
    if theme == "light":
        stage.snapshot("reading", ".marks")


@pytest.mark.parametrize(("zoom", "rtl"), [(2, False), (4, False), (1, True)])
def test_nothing_is_lost_zoomed_or_right_to_left(
    mount: Mount,
    root: Path,  # noqa: F811
    zoom: int,
    *,
    rtl: bool,
) -> None:
    begin(mount(ReadingDesk(root, "ada"), size=(1280, 1024), zoom=zoom, rtl=rtl)).fits()
