"""The map's page in a real browser: nothing for axe to find, and the drawing can be scrolled by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import storyteller
from accessible import violations
from knowshow.authoring import map_drawing
from knowshow.errors import Problem

if TYPE_CHECKING:
    from typing import Literal

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PROBLEM = Problem("KS401", "dominant", key="nodes[0].choices[1].id")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_maps_page_is_accessible(browser: Browser, scheme: Literal["light", "dark"]) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.set_content(map_drawing.page(storyteller.told(), [PROBLEM]))
    assert violations(page) == []
    expect(page.get_by_role("img", name="The quiet update: map of the story")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="The quiet update: map of the story")).to_be_focused()
    page.close()
