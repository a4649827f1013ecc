"""The settings: kept in the workspace, applied by every widget, worked by keyboard."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from knowshow.learner import plan_file
from knowshow.learner.settings import file
from knowshow.pages.widgets.map import CourseMap
from knowshow.pages.widgets.settings import SettingsPanel

if TYPE_CHECKING:
    from pathlib import Path

    from browser import Mount, Theme

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("workspace")]


def panel() -> SettingsPanel:
    return SettingsPanel(file())


def attribute(name: str) -> str:
    return f"document.documentElement.getAttribute('data-ks-{name}')"


def test_a_choice_shows_at_once_is_saved_and_holds_for_other_pages(mount: Mount, workspace: Path) -> None:
    stage = mount(panel())
    stage.page.get_by_role("group", name="Text size").get_by_label("Normal").focus()
    stage.page.keyboard.press("ArrowRight")
    expect(stage.page.locator(".saved")).to_have_text(re.compile("✓ Saved"))
    assert stage.page.evaluate(attribute("size")) == "large"
    kept = json.loads((workspace / ".knowshow" / "settings.json").read_text("utf-8"))
    assert kept["size"] == "large"
    other = mount(CourseMap([], None, "record.ipynb", plan_file.open_plan()))
    assert other.page.evaluate(attribute("size")) == "large"


def test_back_to_the_default_takes_the_setting_off_the_page(mount: Mount) -> None:
    stage = mount(panel(), "dark")
    stage.page.get_by_role("group", name="Light or dark").get_by_label("Light").check()
    expect(stage.page.locator(".saved")).to_have_text(re.compile("✓ Saved"))
    assert stage.page.evaluate(attribute("theme")) == "light"
    stage.page.get_by_label("Automatic").check()
    stage.page.wait_for_function(f"{attribute('theme')} === null")


def test_a_disk_that_says_no_is_told_and_tried_again(mount: Mount, workspace: Path) -> None:
    stage = mount(panel())
    (workspace / ".knowshow").write_text("a file where the folder should be", "utf-8")
    stage.page.get_by_label("Larger").check()
    expect(stage.page.locator(".saved")).to_have_class("saved failed")
    (workspace / ".knowshow").unlink()
    stage.page.get_by_role("button", name="Try again").click()
    expect(stage.page.locator(".saved")).to_have_text(re.compile("✓ Saved"))
    assert stage.page.evaluate(attribute("size")) == "larger"


def test_nothing_moves_where_the_computer_or_the_reader_wants_it_so(mount: Mount) -> None:
    takes = "getComputedStyle(document.querySelector('.ks .button')).transitionDuration.split(', ')[0]"
    stage = mount(panel())
    assert stage.page.evaluate(takes) == "0s"
    stage.page.emulate_media(reduced_motion="no-preference")
    assert stage.page.evaluate(takes) == "0.16s"
    stage.page.get_by_role("group", name="Movement").get_by_label("None").check()
    stage.page.wait_for_function(f"{takes} === '0s'")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_reads_well_and_fits(mount: Mount, theme: Theme) -> None:
    stage = mount(panel(), theme, size=(1024, 640))
    stage.axe()
    stage.sound()
    if theme == "light":
        stage.snapshot("settings")


@pytest.mark.parametrize(("zoom", "rtl"), [(2, False), (4, False), (1, True)])
def test_nothing_is_lost_zoomed_or_right_to_left(mount: Mount, zoom: int, *, rtl: bool) -> None:
    mount(panel(), size=(1280, 1024), zoom=zoom, rtl=rtl).fits()
