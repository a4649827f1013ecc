"""The feedback page: what was answered, what it earned, why, and nothing that runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from accessible import violations
from demo import ASSIGNMENT, KEYS
from knowshow.exercises import model_answers
from knowshow.exercises.course_folder import Exercise
from knowshow.grading.feedback_content import Attempt
from knowshow.grading.nbgrader_feedback import render_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EXERCISE = Exercise(Path(), ASSIGNMENT, KEYS)
RIGHT = model_answers.make_answers(ASSIGNMENT, KEYS)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_no_accessibility_violation_and_fits_a_phone(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    (tmp_path / "page.html").write_text(render_page(EXERCISE, RIGHT, {}, Attempt()), encoding="utf-8")
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 320, "height": 700}, bypass_csp=True
    )
    tab = context.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
