"""The start page's map: what is asked about commitments a month on, in the browser."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from playwright.sync_api import expect

import played
from keyboard import press, tab_to
from knowshow.content.course_map import load_modules
from knowshow.learner import action_plan, plan_file
from knowshow.pages import feedback_look
from knowshow.pages.record import record
from knowshow.pages.start import start

if TYPE_CHECKING:
    from pathlib import Path

    from browser import Mount, Stage, Theme
    from knowshow.pages.widgets.map import CourseMap
    from knowshow.pages.widgets.record import Record

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("workspace")]
QUESTION = "What came of it?"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for no feedback: that goes on beside a test, and after its workspace is gone."""
    monkeypatch.setattr(feedback_look, "start", lambda *_, **__: False)


@pytest.fixture(autouse=True)
def promised(workspace: Path) -> None:
    """Six commitments, the oldest 36 days old and the others a day younger each; a seventh of today."""
    assert workspace.is_dir()
    stored = plan_file.open_plan()
    for age in (31, 32, 33, 34, 35, 36, 0):
        promise(stored.change, age)


def promise(change: Any, age: int) -> None:
    day = plan_file.find_today() - timedelta(days=age)
    fields = {"source": "own", "what": f"Call those who complained, day {age}"}
    change(lambda now: action_plan.change(now, f"c-{age}", fields, day))


def page_of_start() -> CourseMap:
    return cast("CourseMap", start())


def kept(workspace: Path, name: str) -> dict[str, Any]:
    data = json.loads((workspace / ".knowshow" / "commitments.json").read_text("utf-8"))
    return next(each for each in data["commitments"] if each["id"] == name)


def saved(stage: Stage) -> None:
    expect(stage.page.locator(".follow-up .saved")).to_contain_text("✓ Saved")


def test_the_oldest_are_asked_about_and_the_answer_stays_here(mount: Mount, workspace: Path) -> None:
    stage = mount(page_of_start())
    asked = stage.page.get_by_role("region", name="Thirty days on").get_by_role("group")
    expect(asked).to_have_count(5)
    expect(asked.first).to_contain_text("Call those who complained, day 36")
    tab_to(stage.page, QUESTION)
    stage.page.keyboard.type("They answered")
    press(stage.page, "Tab")
    saved(stage)
    assert kept(workspace, "c-36")["came"] == "They answered"
    expect(asked).to_have_count(5)
    stage.reload(page_of_start())
    expect(asked.first).to_contain_text("day 35")
    expect(asked).to_have_count(5)
    expect(stage.page.get_by_text("day 0")).to_have_count(0)


def test_a_question_that_is_not_wanted_is_not_asked_again(mount: Mount, workspace: Path) -> None:
    stage = mount(page_of_start())
    stage.page.get_by_role("button", name="Do not ask again: Call those who complained, day 36").click()
    expect(stage.page.get_by_text("You will not be asked about it again.")).to_be_focused()
    saved(stage)
    assert kept(workspace, "c-36")["silent"]
    stage.reload(page_of_start())
    expect(stage.page.get_by_text("day 36")).to_have_count(0)


def test_words_that_were_not_heard_are_saved_by_the_next_page(mount: Mount, workspace: Path) -> None:
    stage = mount(page_of_start())
    stage.offline()
    stage.page.get_by_role("textbox", name=QUESTION).first.fill("Nothing yet")
    stage.page.keyboard.press("Tab")
    stage.reload(page_of_start())
    saved(stage)
    assert kept(workspace, "c-36")["came"] == "Nothing yet"


@pytest.mark.parametrize(
    "message", [{"do": "put", "id": "none", "fields": {"came": "x"}}, {"do": "drop"}, {}]
)
def test_nothing_else_can_be_changed_from_here(workspace: Path, message: dict[str, Any]) -> None:
    before = (workspace / ".knowshow" / "commitments.json").read_text("utf-8")
    widget = page_of_start()
    widget._heard(widget, message, [])  # noqa: SLF001 - the page's way in
    fields = {"do": "put", "id": "c-36", "fields": {"what": "Forget it"}}
    widget._heard(widget, fields, [])  # noqa: SLF001 - the page's way in
    assert json.loads(before) == json.loads((workspace / ".knowshow" / "commitments.json").read_text("utf-8"))


def test_where_nothing_is_due_nothing_is_asked(mount: Mount, workspace: Path) -> None:
    (workspace / ".knowshow" / "commitments.json").unlink()
    stage = mount(page_of_start())
    expect(stage.page.get_by_role("heading", name="Thirty days on")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_map_and_record_read_well_and_fit(mount: Mount, theme: Theme) -> None:
    for module in load_modules()[:2]:
        played.finish(module)
    for widget in (page_of_start(), cast("Record", record())):
        stage = mount(widget, theme, size=(1024, 640))
        stage.axe()
        stage.sound()


@pytest.mark.parametrize(("zoom", "rtl"), [(2, False), (4, False), (1, True)])
def test_nothing_is_lost_zoomed_or_right_to_left(mount: Mount, zoom: int, *, rtl: bool) -> None:
    played.finish_all()
    for widget in (page_of_start(), cast("Record", record())):
        mount(widget, size=(1280, 1024), zoom=zoom, rtl=rtl).sound()
