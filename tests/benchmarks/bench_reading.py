"""Reading by hand: the same texts marked on the reading page and in nbgrader's form grader, by turns.

Run `python tests/benchmarks/bench_reading.py [COUNT]`, by default 200 texts on each, in blocks of 25. A
grader reads as long on one page as on the other, so what is measured is the rest of a mark: what she presses,
and the seconds from the first key to the next text, ready for the next mark. The form grader takes the points
as one number into the box of the question, then its own link to the next submission; the reading page takes a
level of each criterion. Both write into a gradebook with the same submissions.
"""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from playwright.sync_api import Error, sync_playwright

from browser import ARGUMENTS, chromium
from handed_in import course_folder, nbgrader, submission
from knowshow.grading import bulk
from server import course, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

REPOSITORY = Path(__file__).resolve().parents[2]
ASSIGNMENT, BLOCK, LONG = "02-culture", 25, 90_000


def fill(root: Path, count: int) -> str:
    """Make a course folder with so many answers to one written question; return the item's id."""
    root.mkdir()
    exercise = course_folder(root, REPOSITORY, ASSIGNMENT)
    key = next(key for key in exercise.keys.keys if key.type == "extended-text")
    for place in range(count):
        text = f"{place} {key.example[: 300 + place]}"
        submission(exercise, f"learner-{place:06}", {key.id: text})
    done = nbgrader(root, f"generate_assignment {ASSIGNMENT}")
    assert done.returncode == 0, done.stderr
    assert bulk.run(root, ASSIGNMENT, bulk.GradingOptions(1)).graded == count
    return key.id


@contextlib.contextmanager
def form_grader(root: Path, home: Path) -> Iterator[str]:
    """Run a Jupyter server with nbgrader's form grader, as it comes, on loopback; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # no token: the form grader's pages ask for their data without the one in the address
    options = ["--no-browser", f"--ServerApp.port={port}", "--IdentityProvider.token=", "--allow-root"]
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "server", *options],
        cwd=root,
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/formgrader/gradebook/{ASSIGNMENT}/exercise"
    finally:
        process.terminate()
        process.wait(30)


class FormGrader:
    """One submission in sight in nbgrader's form grader, as it comes."""

    name, pressed = "nbgrader's form grader", "click the box, 1 digit, Tab, click Next"

    def __init__(self, page: Page, address: str, item: str) -> None:
        """Open the list, and the first submission in it."""
        self.page, self.box = page, page.locator(f"input#answer-{item}")
        for _ in range(60):  # the server may still be starting
            with contextlib.suppress(Error):
                page.goto(address)
                break
            time.sleep(0.5)
        page.locator("tbody a").first.click(timeout=LONG)
        self._wait()

    def mark(self) -> None:
        """Give four points and go on to the next submission."""
        before = self.page.url
        self.box.click()
        self.page.keyboard.type("4")
        with self.page.expect_response(lambda reply: reply.request.method == "PUT"):
            self.page.keyboard.press("Tab")
        self.page.get_by_role("link", name="Next").click()
        self.page.wait_for_url(lambda url: url != before)
        self._wait()

    def _wait(self) -> None:
        """Wait until the page has its grades, and the question's box can be typed into."""
        self.page.wait_for_function(_LOADED, timeout=LONG)
        self.box.wait_for(timeout=LONG)


class ReadingPage:
    """One answer in sight on the reading page, past its samples."""

    name = "the reading page"

    def __init__(self, page: Page, address: str, item: str) -> None:
        """Open the question and mark its samples."""
        self.page, self.text = page, page.locator(".desk .text")
        page.goto(address)
        page.get_by_role("button", name=re.compile("^Read: ")).first.click(timeout=LONG)
        self.heading = page.locator(".desk h2")
        self.heading.wait_for(timeout=LONG)
        self.criteria = page.locator("fieldset.question").count()
        self.pressed = f"{self.criteria} digits, Enter ({item})"
        while self.heading.inner_text().startswith("Sample"):
            before = self.heading.inner_text()
            self._press()
            page.get_by_role("heading", name="Compared").wait_for()
            page.keyboard.press("Enter")
            page.wait_for_function(_HEADING, arg=before)

    def mark(self) -> None:
        """Give the second level of each criterion and go on to the next answer."""
        before = self.text.inner_text()
        self._press()
        self.page.wait_for_function(_TEXT, arg=before)

    def _press(self) -> None:
        for key in ["2"] * self.criteria:
            self.page.keyboard.press(key)
        self.page.keyboard.press("Enter")


_LOADED = "() => window.formgrader?.grades?.loaded && formgrader.comments?.loaded"
_HEADING = "before => document.querySelector('.desk h2').innerText !== before"
_TEXT = "before => ![null, before].includes(document.querySelector('.desk .text')?.innerText ?? null)"


def measure(pages: list[FormGrader | ReadingPage], count: int) -> dict[str, list[float]]:
    """Mark so many texts on each page, a block on one, then a block on the other; return seconds by name."""
    took: dict[str, list[float]] = {page.name: [] for page in pages}
    for begin in range(0, count, BLOCK):
        for page in pages:
            for _ in range(min(BLOCK, count - begin)):
                start = time.perf_counter()
                page.mark()
                took[page.name].append(time.perf_counter() - start)
    return took


def report(pages: list[FormGrader | ReadingPage], took: dict[str, list[float]], opened: list[float]) -> None:
    """Print a line for each page, and how they compare."""
    for page, start in zip(pages, opened, strict=True):
        each = took[page.name]
        sys.stdout.write(
            f"{page.name:<24} opened in {start:5.1f} s; {len(each)} texts in {sum(each) / 60:5.2f} min "
            f"beside reading; each {1000 * median(each):5.0f} ms, 95 in 100 under "
            f"{1000 * quantiles(each, n=20)[-1]:5.0f} ms; {page.pressed}\n"
        )
    form, ours = (median(took[page.name]) for page in pages)
    sys.stdout.write(f"the form grader takes {form / ours:.1f} times as long from one text to the next\n")


def main() -> None:
    """Fill two folders alike, open both pages, and mark by turns."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        roots = [home / "form", home / "page"]
        item, _ = [fill(root, count + 1) for root in roots]  # the last has no next
        with (
            form_grader(roots[0], home) as theirs,
            course(roots[1], home, "read") as ours,
            sync_playwright() as play,
            play.chromium.launch(executable_path=chromium(), args=ARGUMENTS) as browser,
        ):
            pages: list[FormGrader | ReadingPage] = []
            opened: list[float] = []
            for kind, address in ((FormGrader, theirs), (ReadingPage, ours)):
                start = time.perf_counter()
                window = browser.new_page(viewport={"width": 1440, "height": 900})
                pages.append(kind(window, address, item))
                opened.append(time.perf_counter() - start)
            report(pages, measure(pages, count), opened)


if __name__ == "__main__":
    main()
