"""Feedback through both ends: handed in on a page, graded by plain nbgrader, released, seen on the page."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import expect

from accessible import violations
from handed_in import REPO, nbgrader
from server import course

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
NAME = "05-remedy"
LONG = 90_000
COMMENT = "You name what <b>she</b> can do & when."
PICTURES = os.environ.get("KS_PICTURES")  # a folder for pictures to look at


def settings(folder: Path, home: Path) -> str:
    """Make an exchange, and return nbgrader's settings for both ends."""
    market = folder / "exchange"
    market.mkdir()
    market.chmod(0o777)
    return (
        f"c = get_config()\nc.Exchange.root = {str(market)!r}\nc.Exchange.cache = {str(home / 'cache')!r}\n"
        "c.CourseDirectory.course_id = 'know-and-show'\nc.ExchangeCollect.check_owner = False\n"
    )


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.wait_for_load_state("networkidle")
        height = page.evaluate("document.querySelector('.ks')?.scrollHeight ?? 900")
        size = page.viewport_size or {"width": 1440, "height": 900}
        page.set_viewport_size({"width": size["width"], "height": min(int(height) + 400, 6000)})
        page.screenshot(path=Path(PICTURES) / f"{name}.png")
        page.set_viewport_size(size)


def hand_in(page: Page, address: str) -> None:
    """Answer one question by choice and one in words, and submit."""
    page.goto(address.replace("00-start-here.ipynb", f"exercises/{NAME}/exercise.ipynb"))
    questions = page.get_by_role("navigation", name="Questions").get_by_role("button")
    questions.first.wait_for(timeout=LONG)
    page.get_by_role("radio").first.check()
    questions.nth(6).click()
    page.get_by_role("textbox").fill("Dear Mrs Abell, it was our doing and none of yours.")
    expect(page.locator(".ks-form .saved")).to_have_text(re.compile(r"Saved \d"))
    page.get_by_role("button", name="Review", exact=True).click()
    page.get_by_role("button", name="Submit my answers").click()
    expect(page.get_by_role("heading", name="Your answers are submitted")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("No feedback has come yet.")).to_be_visible()
    page.reload()
    page.get_by_role("navigation", name="Questions").wait_for(timeout=LONG)
    expect(page.get_by_role("heading", name="Your answers are submitted")).to_be_visible()
    picture(page, "review-sent")


def grade(folder: Path, environment: dict[str, str]) -> None:
    """Collect, grade, read the letter, and release the feedback."""
    done = nbgrader(folder, f"collect {NAME}", f"autograde {NAME}", **environment)
    assert done.returncode == 0, done.stderr
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        (submission,) = gradebook.assignment_submissions(NAME)
        (notebook,) = submission.notebooks
        letter = next(grade for grade in notebook.grades if grade.name == "answer-letter")
        letter.manual_score, letter.needs_manual_grade = 4.5, False
        next(c for c in notebook.comments if c.name == "answer-letter").manual_comment = COMMENT
        gradebook.db.commit()
    done = nbgrader(folder, f"generate_feedback {NAME}", f"release_feedback {NAME}", **environment)
    assert done.returncode == 0, done.stderr


def read(page: Page, address: str, look: str) -> None:
    """Find the score on the start page, and the rest behind its link."""
    page.goto(address)
    link = page.get_by_role("link", name=re.compile(r"Feedback: [\d.]+ of 42 points"))
    expect(link).to_be_visible(timeout=LONG)
    assert violations(page, ".ks-map") == []
    picture(page, f"start-{look}")
    link.click()
    page.get_by_role("button", name="Your feedback").press("Enter", timeout=LONG)
    expect(page.get_by_role("heading", name="Your feedback")).to_be_visible()
    marked = page.get_by_role("group").filter(has_text="Write the letter that you would sign")
    expect(marked).to_contain_text("4.5 of 6 points.")
    expect(marked).to_contain_text(COMMENT)
    expect(page.get_by_text(re.compile(r"On what you submitted on .*, receipt"))).to_be_visible()
    expect(marked.get_by_role("heading", name="Where experts differ")).to_be_visible()
    assert violations(page, ".ks-form") == []
    picture(page, f"feedback-{look}")


def attempt_again(page: Page) -> None:
    """Change an answer from the feedback; the page says so."""
    page.locator("summary").filter(has_text="What do the Guiding Principles expect of Tirrand").click()
    page.get_by_role("button", name="Change my answer to question 1", exact=True).click()
    page.get_by_role("radio").last.check()
    page.get_by_role("button", name="Your feedback").click()
    expect(page.get_by_text("You have changed one of these answers since.")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="The same as a page of its own").click()
    own = opened.value
    expect(own.get_by_role("heading", name=re.compile("^Feedback: "))).to_be_visible(timeout=LONG)
    assert own.url.split("?")[0].endswith("/exercise.html")


def test_feedback_arrives_where_the_learner_is(browser: Browser, tmp_path: Path) -> None:
    workspace, folder = tmp_path / "learner", tmp_path / "grader"
    text = settings(tmp_path, tmp_path)
    for place in (workspace / ".knowshow" / "jupyter", tmp_path / "config"):
        place.mkdir(parents=True)
        (place / "nbgrader_config.py").write_text(text, "utf-8")
    for name in ("solutions", "exercises"):
        shutil.copytree(REPO / name, folder / name)
    shutil.copy(REPO / "nbgrader_config.json", folder)
    environment = {"JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    done = nbgrader(
        folder, f"generate_assignment {NAME} --force", f"release_assignment {NAME}", **environment
    )
    assert done.returncode == 0, done.stderr
    with course(workspace, tmp_path) as address:
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        hand_in(page, address)
        grade(folder, environment)
        read(page, address, "light-1440")
        attempt_again(page)
        page.context.close()
        phone = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark").new_page()
        read(phone, address, "dark-390")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        phone.context.close()
