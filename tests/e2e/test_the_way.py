"""The whole way, as a learner and then a grader walk it: real JupyterLab, real kernel, plain nbgrader."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from accessible import violations
from module_steps import go
from server import course, environment, restart_kernels

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
LONG = 90_000
WORDS = "We ask the people first, and name who decides when we differ."


def decide(page: Page) -> str:
    """Decide by keyboard alone; gives the label of the choice taken."""
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    label = page.locator(".choice:has(input:checked) .label").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=f"Because you decided: {label}").wait_for()
    return label


def answer(page: Page) -> None:
    """Answer the exercise: two choices, an order as it stands, and words; the rest stays blank."""
    questions = page.get_by_role("navigation", name="Questions").get_by_role("button")
    for number in (0, 1):
        questions.nth(number).click()
        page.get_by_role("radio").first.check()
        saved(page)
    questions.nth(3).click()
    page.get_by_role("button", name="Keep this order").click()
    saved(page)
    questions.nth(6).click()
    page.get_by_role("textbox").fill(WORDS)
    saved(page)


def saved(page: Page) -> None:
    expect(page.locator(".ks-form .saved")).to_have_text(re.compile(r"Saved \d"), timeout=15_000)


def nbgrader(folder: Path, *arguments: str) -> None:
    """Run plain nbgrader in the grader's folder; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def learner(browser: Browser, workspace: Path, home: Path) -> None:
    """Play, restart, resume, answer, submit."""
    with course(workspace, home) as address:
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(address)
        page.get_by_role("heading", name="Remedy").get_by_role("link").click(timeout=LONG)
        page.get_by_role("button", name="Decide", exact=True).wait_for(timeout=LONG)
        assert "knowshow" not in page.locator("body").inner_text().lower().replace("know & show", "")
        decide(page)
        taken = decide(page)
        restart_kernels(address)
        page.reload()
        page.get_by_role("heading", name=f"Because you decided: {taken}").wait_for(timeout=LONG)
        while page.get_by_role("button", name="Decide", exact=True).count():
            decide(page)
        go(page, "Exercise")
        page.get_by_role("link", name="Open the exercise").click()
        page.get_by_role("navigation", name="Questions").wait_for(timeout=LONG)
        answer(page)
        page.get_by_role("navigation", name="Questions").get_by_role("button").last.click()
        page.get_by_role("button", name=re.compile("^Submit")).click()
        page.get_by_role("textbox", name="Under which name").fill("ada")
        page.get_by_role("button", name="Submit under this name").click()
        expect(page.get_by_role("heading", name="One step is left: send your answers")).to_be_visible(
            timeout=LONG
        )
        receipt = re.search(
            r"Receipt ([0-9a-f]{4}(?: [0-9a-f]{4}){3})", page.locator(".ks-form").inner_text()
        )
        assert receipt
        page.goto(address)
        module = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Remedy"))
        expect(module).to_contain_text("✓ Done", timeout=LONG)
        expect(module).to_contain_text(
            re.compile(
                rf"Exercise: in a file since \d+ \w+ \d{{4}}, for you to send, receipt {receipt[1].strip()}"
            )
        )
        page.context.close()


def grader(folder: Path, workspace: Path) -> Path:
    """Collect, grade and give feedback with nbgrader's own commands; the feedback page."""
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "nbgrader_config.json", folder)
    archive = folder / "downloaded" / "05-remedy" / "archive"
    archive.mkdir(parents=True)
    (sent,) = workspace.rglob("05-remedy__*.zip")
    shutil.copy(sent, archive)
    nbgrader(folder, "generate_assignment", "05-remedy", "--force")
    nbgrader(folder, "zip_collect", "05-remedy")
    nbgrader(folder, "autograde", "05-remedy")
    nbgrader(folder, "generate_feedback", "05-remedy")
    (page,) = folder.glob("feedback/*/05-remedy/*.html")
    return page


def test_from_the_start_page_to_the_score(browser: Browser, tmp_path: Path) -> None:
    workspace, folder = tmp_path / "learner", tmp_path / "grader"
    folder.mkdir()
    learner(browser, workspace, tmp_path)
    feedback = grader(folder, workspace)
    page = browser.new_context().new_page()
    page.goto(feedback.as_uri())
    text = page.locator("body").inner_text()
    assert WORDS in text
    assert re.search(r"\d+(\.\d+)? (of|/) 42", text), text[:800]
    assert violations(page) == []
    assert os.path.commonpath([feedback, folder]) == str(folder)
    page.context.close()
