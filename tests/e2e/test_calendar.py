"""What becomes of a commitment, in real JupyterLab: its day in a calendar, and a question a month on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest
from playwright.sync_api import expect

from knowshow.learner import action_plan, plan_file
from server import at, course

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
LONG = 90_000


def test_a_commitments_day_is_taken_from_the_page_to_a_calendar(browser: Browser, tmp_path: Path) -> None:
    with course(tmp_path / "w", tmp_path) as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(at(address, "06-capstone.ipynb#what-you-will-do"))
        add = page.get_by_role("button", name="Add one of your own")
        add.click(timeout=LONG)
        page.get_by_label("What will be done").fill("Call those who complained")
        page.get_by_label("By when").fill("2027-03-31")
        page.get_by_role("button", name="Make the page").click()
        link = page.get_by_role("link", name="Add the dates to your calendar")
        expect(link).to_be_visible(timeout=LONG)
        link.scroll_into_view_if_needed()
        with page.expect_download() as taken:
            link.click()
        data = Path(taken.value.path()).read_bytes()
    assert taken.value.suggested_filename == "my-action-plan.ics"
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert (event["summary"], str(event["dtstart"].to_ical())) == ("Call those who complained", "b'20270331'")


def test_a_month_on_the_start_page_asks_and_one_commitment_goes_to_the_calendar(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNOWSHOW_WORKSPACE", str(tmp_path / "w"))
    written = plan_file.find_today() - timedelta(days=30)
    fields = {"source": "05-remedy", "what": "Call those who complained", "by": "2027-03-31"}
    plan_file.open_plan().change(lambda now: action_plan.change(now, "c-1", fields, written))
    with course(tmp_path / "w", tmp_path) as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(at(address, "00-start-here.ipynb"))
        asked = page.get_by_role("group", name="Call those who complained")
        asked.get_by_role("textbox", name="What came of it?").fill("Two called back", timeout=LONG)
        page.keyboard.press("Tab")
        expect(page.get_by_role("region", name="Thirty days on")).to_contain_text("✓ Saved", timeout=LONG)
        page.reload()
        page.get_by_role("link", name="Your record of the course").wait_for(timeout=LONG)
        expect(asked).to_have_count(0)
        page.goto(at(address, "05-remedy.ipynb#what-you-will-do"))
        button = page.get_by_role("button", name="Add to your calendar: Call those who complained")
        button.scroll_into_view_if_needed(timeout=LONG)
        expect(page.get_by_role("textbox", name="What came of it?")).to_have_value("Two called back")
        with page.expect_download() as taken:
            button.click()
        data = Path(taken.value.path()).read_bytes()
    assert taken.value.suggested_filename == "2027-03-31.ics"
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert event["summary"] == "Call those who complained"
