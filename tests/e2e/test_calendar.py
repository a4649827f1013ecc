"""A commitment's day reaches the reader's calendar program, from the capstone's page in real JupyterLab."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest
from playwright.sync_api import expect

from server import at, course

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
LONG = 90_000


def test_a_commitments_day_is_taken_from_the_page_to_a_calendar(browser: Browser, tmp_path: Path) -> None:
    with course(tmp_path / "w", tmp_path) as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(at(address, "06-capstone.ipynb"))
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
