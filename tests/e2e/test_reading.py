"""A grader reads in real JupyterLab: the command, the page, a kernel that dies, the gradebook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import expect

from handed_in import NAME
from server import course, kill_kernels
from written import TEXTS, graded, root  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
LONG = 90_000


def test_marks_outlive_a_kernel_and_stand_in_the_gradebook(
    browser: Browser,
    root: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    with course(root, home=tmp_path, command="read") as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.get_by_role("button", name=re.compile("^Read: ")).click(timeout=LONG)
        for number in (1, 2):
            sample = page.get_by_role("heading", name=f"Sample {number} of 2")
            expect(sample).to_be_focused(timeout=LONG)
            for key in ("1", "1", "Enter"):
                page.keyboard.press(key)
            expect(page.get_by_role("heading", name="Compared")).to_be_visible(timeout=LONG)
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="An answer")).to_be_focused(timeout=LONG)
        for key in ("3", "2", "Enter"):
            page.keyboard.press(key)
        expect(page.get_by_text("marked by you1")).to_be_visible(timeout=LONG)
        kill_kernels()
        page.get_by_role("button", name=re.compile("^Read: ")).click(timeout=LONG)
        expect(page.get_by_role("heading", name="An answer")).to_be_focused(timeout=LONG)
        expect(page.get_by_text("left for you11")).to_be_visible(timeout=LONG)
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        submissions = gradebook.assignment_submissions(NAME)
        grades = [grade for each in submissions for grade in each.notebooks[0].grades]
        scores = [grade.manual_score for grade in grades if grade.name == "answer-letter"]
    assert sorted(scores, key=str) == [8.0, *([None] * len(TEXTS))]
