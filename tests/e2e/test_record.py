"""A truthful finish, in real JupyterLab: from the last exercise to the record, on the screen and on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import played
from accessible import violations
from knowshow.content.course_map import load_modules
from knowshow.content.scenarios import load_scenario
from server import at, course

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
LONG = 90_000


@pytest.fixture
def almost(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a course of which everything is done but the last exercise."""
    monkeypatch.setenv("KNOWSHOW_WORKSPACE", str(workspace))
    for module in load_modules():
        played.end_story(str(module.dilemma), played.DAY)
    for module in load_modules()[:-1]:
        played.hand_in(str(module.assignment))
    with course(workspace, workspace.parent) as address:
        yield address


def hand_in(page: Page) -> None:
    """Answer the first question of this page's exercise and submit it, under a name."""
    questions = page.get_by_role("navigation", name="Questions")
    questions.wait_for(timeout=LONG)
    page.get_by_role("radio").or_(page.get_by_role("checkbox")).first.check()
    questions.get_by_role("button").last.click()
    page.get_by_role("button", name="Submit my answers").click()
    page.get_by_role("textbox", name="Under which name").fill("ada", timeout=LONG)
    page.get_by_role("button", name="Submit under this name").click()


def sheets(pdf: bytes) -> int:
    """How many sheets a PDF has."""
    return len(re.findall(rb"/Type /Page$", pdf, re.MULTILINE))


def test_from_the_last_exercise_to_the_record_and_to_paper(page: Page, almost: str) -> None:
    page.goto(at(almost, "exercises/06-capstone/exercise.ipynb"))
    hand_in(page)
    expect(page.get_by_text("All modules are done.")).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Your record of the course").click()
    page.get_by_role("heading", name="Record of the course", level=1).wait_for(timeout=LONG)
    expect(page.locator(".ks-record")).to_contain_text("All 6 modules are done")
    module = page.get_by_role("region", name="6 Before the board ✓ Done")
    expect(module).to_contain_text(
        re.compile(r"submitted on .* as ada, in a file to send\. Receipt [0-9a-f]{4} ")
    )
    first = load_scenario("best-guess").choice[played.path_to_an_end("best-guess")[0]].label
    expect(module.get_by_role("listitem").first).to_have_text(first)
    assert violations(page, {"include": [[".ks-record"]]}) == []
    page.get_by_label("Leave out what I decided").check()
    expect(page.get_by_text(first)).to_be_hidden()
    short = {paper: sheets(page.pdf(format=paper)) for paper in ("A4", "Letter")}
    page.get_by_label("Leave out what I decided").uncheck()
    whole = {paper: sheets(page.pdf(format=paper)) for paper in ("A4", "Letter")}
    assert max(short.values()) <= 2
    assert max(whole.values()) <= 4
    page.get_by_role("link", name="Start").first.click()
    page.get_by_role("link", name="Open your record").wait_for(timeout=LONG)


def test_after_a_hand_in_the_next_module_is_one_click_away(page: Page, tmp_path: Path) -> None:
    with course(tmp_path / "w", tmp_path) as address:
        page.goto(at(address, "exercises/01-strategy/exercise.ipynb"))
        hand_in(page)
        page.get_by_role("link", name="Go on to Culture").click(timeout=LONG)
        page.get_by_role("heading", name="Culture", level=1).wait_for(timeout=LONG)
        assert page.url.partition("?")[0].endswith("/02-culture.ipynb")
