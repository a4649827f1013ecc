"""People grade written answers in nbgrader's form grader, in a real browser."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright
from sqlalchemy import create_engine, text

from browser import ARGUMENTS, chromium
from handed_in import NAME, course_folder, nbgrader, submission
from knowshow.grading import bulk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser
WORDS = (
    "Dear Amara,\n\n<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>\n"
    "# I am *sorry* $x^2$"
)
LEARNERS = ("amina-learner", "bo-learner")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder whose submissions were graded by the bulk path and wait for a person."""
    root = tmp_path_factory.mktemp("formgrader")
    exercise = course_folder(root)
    for learner in LEARNERS:
        submission(exercise, learner, {"first-call": "lawyers", "letter": f"{WORDS} {len(learner)}"})
    done = nbgrader(root, f"generate_assignment {NAME}")
    assert done.returncode == 0, done.stderr
    here = Path.cwd()
    os.chdir(root)
    try:
        assert bulk.run(root, NAME, bulk.GradingOptions(workers=1)).waiting == len(LEARNERS)
    finally:
        os.chdir(here)
    return root


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A Jupyter server with nbgrader's form grader, as a grader runs it in the course folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = (f"port={port}", "token=grader", "open_browser=False", "allow_root=True", "port_retries=0")
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "server", *(f"--ServerApp.{option}" for option in options)],
        cwd=folder,
        env=os.environ
        | {"JUPYTER_CONFIG_DIR": str(folder / "config"), "IPYTHONDIR": str(folder / "ipython")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}/api?token=grader", process)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        with contextlib.suppress(OSError), urllib.request.urlopen(url):  # noqa: S310 - our own server
            return
        time.sleep(0.2)
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="module")
def graders(address: str) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """Two graders at two desks."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        contexts = running.new_context(), running.new_context()
        for context in contexts:
            context.set_default_timeout(60_000)
            context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
            page = context.new_page()
            page.goto(f"{address}/login?next=/api")
            page.locator("#password_input").fill("grader")
            page.locator("#login_submit").click()
            page.wait_for_url("**/api")
            page.close()
        yield contexts
        running.close()


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(f"sqlite:///{folder / 'gradebook.db'}")
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def submissions(folder: Path) -> list[str]:
    """The two submissions' ids, in the order of the learners."""
    query = (
        "select n.id from submitted_notebook n join submitted_assignment s on s.id = n.assignment_id "
        "order by s.student_id"
    )
    return [str(row[0]) for row in rows(folder, query)]


def opened(context: BrowserContext, address: str, key: str) -> Page:
    page = context.new_page()
    go(page, f"{address}/formgrader/submissions/{key}/")
    return page


def go(page: Page, url: str) -> None:
    """Open a submission and wait until the form grader has taken up what is scored and said so far."""
    page.goto(url)
    page.wait_for_function("() => window.formgrader?.grades?.loaded && formgrader.comments?.loaded")
    expect(page.locator("#answer-letter")).to_be_visible()


def score(page: Page, points: str) -> None:
    """Type a score and leave the field, and wait until the form grader says that it is saved."""
    field = page.locator("#answer-letter")
    saved = page.expect_response(lambda r: "/api/grade/" in r.url and r.request.method == "PUT")
    with saved:
        field.fill(points)
        field.blur()


def test_the_item_the_words_and_the_mark_scheme_are_in_view_and_the_name_is_not(
    folder: Path, address: str, graders: tuple[BrowserContext, BrowserContext]
) -> None:
    page = opened(graders[0], address, submissions(folder)[0])
    seen = page.get_by_role("main").inner_text()
    assert "Write to Amara Okello, who lost her account." in seen
    assert "Mark scheme" in seen
    assert "Her situation and what she can do." in seen
    assert "Says what happened" in seen
    assert WORDS in seen.replace("\u00a0", " ")
    assert page.evaluate("window.hacked") is None
    assert not any(learner in page.locator("body").inner_text() for learner in LEARNERS)
    page.close()


def test_two_people_grade_without_losing_a_score(
    folder: Path, address: str, graders: tuple[BrowserContext, BrowserContext]
) -> None:
    first, second = submissions(folder)
    one, other = opened(graders[0], address, first), opened(graders[1], address, first)
    score(one, "6")
    with other.expect_response(lambda r: "/api/comment/" in r.url and r.request.method == "PUT"):
        other.locator("#answer-letter-comment").fill("Clear and kind. =HYPERLINK(1) <b>bold</b>")
        other.locator("#answer-letter-comment").blur()
    go(other, f"{address}/formgrader/submissions/{second}/")
    score(other, "3.5")
    query = (
        "select s.student_id, g.manual_score, g.needs_manual_grade from grade g "
        "join submitted_notebook n on n.id = g.notebook_id "
        "join submitted_assignment s on s.id = n.assignment_id "
        "where g.auto_score is null order by s.student_id"
    )
    assert rows(folder, query) == [("amina-learner", 6, 0), ("bo-learner", 3.5, 0)]
    one.reload()
    expect(one.locator("#answer-letter")).to_have_value("6")
    expect(one.locator("#answer-letter-comment")).to_have_value(re.compile("Clear and kind"))
    one.close()
    other.close()


def test_feedback_shows_what_the_person_decided_and_loads_nothing(
    folder: Path, graders: tuple[BrowserContext, BrowserContext]
) -> None:
    done = nbgrader(folder, f"generate_feedback {NAME}")
    assert done.returncode == 0, done.stderr
    page = graders[0].new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "feedback" / LEARNERS[0] / NAME / "exercise.html").as_uri())
    main = page.get_by_role("main")
    expect(main.get_by_text("7.5 of 30 points", exact=True)).to_be_visible()
    expect(main.get_by_text("6 of 8 points.", exact=True)).to_be_visible()
    expect(main.get_by_text("Clear and kind. =HYPERLINK(1) <b>bold</b>")).to_be_visible()
    expect(main.get_by_text("<script>window.hacked = 1</script>", exact=False)).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert [url for url in asked if not url.startswith("file:")] == []
    page.close()
