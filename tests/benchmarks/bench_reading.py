"""Reading by hand: the same texts marked on the reading page and in nbgrader's form grader, by turns.

Run `python tests/benchmarks/bench_reading.py [COUNT]`, by default 200 texts each way, in blocks of 25. Each
way has a copy of one graded course folder, so that all three read the same answers.

What is measured is the machine: the seconds from the key or click that leaves a mark until the next text is
in sight and the page takes the next mark. What is counted is the hand: keys, clicks, and moves between
keyboard and mouse, turned into seconds by the keystroke-level model (Card, Moran and Newell, 1980). What
nobody here can measure is the eye: `READ` seconds for each text, an assumption, the same for every way.

The form grader's doubts go in its favour: its server asks for no token; MathJax, which it fetches from the
internet and without which none of its keys works, answers here at once; and scrolling costs no time. Only
points are typed into it. The reading page writes each criterion's level into the learner's feedback besides,
and the last line says how many characters that is.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, ClassVar, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from playwright.sync_api import Error, sync_playwright

from browser import ARGUMENTS, chromium
from handed_in import course_folder, nbgrader, submission
from knowshow.grading import bulk, database, nbgrader_settings
from knowshow.reading.gradebook import load_entries
from server import course, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from knowshow.exercises.keys import TextKey

REPOSITORY = Path(__file__).resolve().parents[2]
ASSIGNMENT, BLOCK, LONG = "02-culture", 25, 90_000
READ = 60.0  # seconds to read a text and to judge it
KEY, POINT, CLICK, HOMING = 0.28, 1.1, 0.2, 0.4  # seconds: the keystroke-level model, for a fair typist
MATHJAX = """window.MathJax = {Hub: {Config() {}, Queue() {},
  Startup: {signal: {Interest(hear) { setTimeout(() => hear("End")); }}}}};"""


class Hand(NamedTuple):
    """What a reader does: `keys` pressed, `clicks` made, `homings` of the hand between keyboard and mouse."""

    keys: int
    clicks: int
    homings: int

    def seconds(self) -> float:
        """Return how long that takes."""
        return self.keys * KEY + self.clicks * (POINT + CLICK) + self.homings * HOMING


class Way:
    """One way to mark: `once` is what opening takes, `each` what a mark takes."""

    name: ClassVar[str]
    once: Hand
    each: Hand
    page: Page

    def mark(self) -> float:
        """Mark the text in sight; return the seconds from leaving it until the next takes a mark."""
        raise NotImplementedError

    def count_criteria(self, labels: list[str]) -> int:
        """Return how many of the mark scheme's criteria are in sight where the next mark is given."""
        self.page.wait_for_function("() => !window.$?.(':animated').length")
        return int(self.page.evaluate(_CRITERIA, labels))


def fill(root: Path, count: int) -> TextKey:
    """Make a course folder with so many answers to one written question; return the question's key."""
    root.mkdir()
    exercise = course_folder(root, REPOSITORY, ASSIGNMENT)
    key = next(key for key in exercise.keys.keys if key.type == "extended-text")
    for place in range(count):
        text = f"{place} {key.example[: 300 + place]}"
        submission(exercise, f"learner-{place:06}", {key.id: text})
    done = nbgrader(root, f"generate_assignment {ASSIGNMENT}")
    assert done.returncode == 0, done.stderr
    assert bulk.run(root, ASSIGNMENT, bulk.GradingOptions(1)).graded == count
    return key


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


class FormGrader(Way):
    """One submission in sight in nbgrader's form grader, by mouse: the box, a digit, Tab, *Next*."""

    name = "form grader, by mouse"
    once, each = Hand(0, 1, 0), Hand(2, 2, 2)

    def __init__(self, page: Page, address: str, item: str) -> None:
        """Open the list, and the first submission in it."""
        self.page, self.item = page, item
        self.box = page.locator(f"input#answer-{item}")
        page.route("**/mathjax/**", lambda route: route.fulfill(body=MATHJAX, content_type="text/javascript"))
        _visit(page, address)
        page.locator("tbody a").first.click(timeout=LONG)
        self._wait("")

    def count_criteria(self, labels: list[str]) -> int:
        """Go to the box first."""
        self.box.click()
        return super().count_criteria(labels)

    def mark(self) -> float:
        """Give four points and go on to the next submission."""
        before = self._submission()
        self.box.click()
        self.page.keyboard.press("4")
        with self.page.expect_response(lambda reply: reply.request.method == "PUT"):
            self.page.keyboard.press("Tab")
        link = self.page.get_by_role("link", name="Next")
        return _clock(link.click, lambda: self._wait(before))

    def _submission(self) -> str:
        return str(self.page.evaluate("submission_id"))

    def _wait(self, before: str) -> None:
        """Wait until the next submission has its grades."""
        self.page.wait_for_function(_LOADED, arg=before, timeout=LONG)


class FormGraderKeys(FormGrader):
    """The same by keyboard: a digit, Control and full stop; the same box of the next has the focus."""

    name = "form grader, by keyboard"
    once, each = Hand(0, 2, 1), Hand(3, 0, 0)

    def __init__(self, page: Page, address: str, item: str) -> None:
        """Click into the box of the question, once."""
        super().__init__(page, address, item)
        self.box.click()

    def mark(self) -> float:
        """Give four points and go on to the same box of the next submission."""
        before = self._submission()
        self.page.keyboard.press("4")

        def wait() -> None:
            self._wait(before)
            self.page.wait_for_function(_FOCUSED, arg=f"answer-{self.item}", timeout=LONG)

        return _clock(lambda: self.page.keyboard.press("Control+."), wait)


class ReadingPage(Way):
    """One answer in sight on the reading page, past its samples: a digit for each criterion, Enter."""

    name = "reading page"

    def __init__(self, page: Page, address: str, item: str) -> None:
        """Open the question and mark its samples."""
        self.page, self.text, self.item = page, page.locator(".desk .text"), item
        page.goto(address)
        page.get_by_role("button", name=re.compile("^Read: ")).first.click(timeout=LONG)
        self.heading = page.locator(".desk h2")
        self.heading.wait_for(timeout=LONG)
        self.criteria = page.locator("fieldset.question").count()
        samples = self._read_samples()
        self.each = Hand(self.criteria + 1, 0, 0)
        self.once = Hand(samples * (self.criteria + 2), 1, 1)

    def _read_samples(self) -> int:
        """Mark the samples, in place of reading; return how many there are."""
        samples = 0
        while (before := self.heading.inner_text()).startswith("Sample"):
            samples += 1
            self._choose()
            self.page.keyboard.press("Enter")
            self.page.get_by_role("heading", name="Compared").wait_for()
            self.page.keyboard.press("Enter")
            self.page.wait_for_function(_HEADING, arg=before)
        return samples

    def mark(self) -> float:
        """Give the second level of each criterion and go on to the next answer."""
        before = self.text.inner_text()
        self._choose()
        return _clock(
            lambda: self.page.keyboard.press("Enter"),
            lambda: self.page.wait_for_function(_NEXT, arg=before),
        )

    def _choose(self) -> None:
        for key in ["2"] * self.criteria:
            self.page.keyboard.press(key)


_IN_SIGHT = """const inSight = element => {
  const box = element?.getBoundingClientRect();
  return Boolean(box) && box.height > 0 && box.top >= 0 && box.top < innerHeight;
};"""
_CRITERIA = f"""labels => {{ {_IN_SIGHT}
  const marked = [...document.querySelectorAll("strong, legend")];
  return marked.filter(mark => labels.includes(mark.innerText.trim()) && inSight(mark)).length; }}"""
_LOADED = """before => window.submission_id !== before && window.formgrader?.loaded
  && formgrader.grades.loaded && formgrader.comments.loaded"""
_FOCUSED = f"""id => {{ {_IN_SIGHT}
  return document.activeElement?.id === id && inSight(document.activeElement); }}"""
_HEADING = "before => document.querySelector('.desk h2').innerText !== before"
_NEXT = f"""before => {{ {_IN_SIGHT}
  const desk = document.querySelector('.desk');
  const text = desk?.querySelector('.text');
  return text && text.innerText !== before && desk.contains(document.activeElement)
    && inSight(text) && inSight(desk.querySelector('fieldset.question')); }}"""


def _visit(page: Page, address: str) -> None:
    """Open an address of a server that may still be starting."""
    for _ in range(60):
        with contextlib.suppress(Error):
            page.goto(address)
            return
        time.sleep(0.5)
    raise AssertionError(address)


def _clock(act: Callable[[], object], wait: Callable[[], object]) -> float:
    """Return how many seconds pass from an act until what it waits for."""
    start = time.perf_counter()
    act()
    wait()
    return time.perf_counter() - start


def measure(ways: list[Way], count: int) -> dict[str, list[float]]:
    """Mark so many texts each way, a block at a time, by turns; return the seconds by name."""
    took: dict[str, list[float]] = {way.name: [] for way in ways}
    for begin in range(0, count, BLOCK):
        for way in ways:
            took[way.name] += [way.mark() for _ in range(min(BLOCK, count - begin))]
    return took


def report(ways: list[Way], took: dict[str, list[float]], opened: list[float], labels: list[str]) -> None:
    """Print a line for each way, and how they compare."""
    sys.stdout.write(
        f"{'':<25}{'keys':>5}{'clicks':>7}{'hand s':>8}{'median':>9}{'p95 ms':>8}{'opening s':>10}"
        f"{'minutes':>9}{'+ reading':>10}  criteria in sight\n"
    )
    minutes: dict[str, float] = {}
    for way, start in zip(ways, opened, strict=True):
        waits = took[way.name]
        opening = start + way.once.seconds()
        minutes[way.name] = (opening + sum(waits) + len(waits) * way.each.seconds()) / 60
        sys.stdout.write(
            f"{way.name:<25}{way.each.keys:>5}{way.each.clicks:>7}{way.each.seconds():>8.2f}"
            f"{1000 * median(waits):>9.0f}{1000 * quantiles(waits, n=20)[-1]:>8.0f}{opening:>10.1f}"
            f"{minutes[way.name]:>9.1f}{minutes[way.name] + len(waits) * READ / 60:>10.1f}"
            f"{way.count_criteria(labels):>7} of {len(labels)}\n"
        )
    ours = ways[-1].name
    for way in ways[:-1]:
        times = median(took[way.name]) / median(took[ours])
        sys.stdout.write(
            f"{way.name}: the machine takes {times:.1f} times as long as the {ours}'s, "
            f"and {len(took[ours])} texts {minutes[way.name] - minutes[ours]:+.1f} minutes\n"
        )


def report_reasons(root: Path, item: str, count: int) -> None:
    """Print what the form grader's reader would have to type to leave the same reasons to the learners."""
    engine = database.make_engine(nbgrader_settings.load(root).db_url)
    comments = [entry.comment for entry in load_entries(engine, ASSIGNMENT, item).values() if not entry.waits]
    assert len(comments) == count, len(comments)
    length = median(len(comment) for comment in comments)
    sys.stdout.write(
        f"the reading page left each learner {length:.0f} characters of reasons; "
        f"typed into the form grader, {count} of them take {length * count * KEY / 60:.0f} minutes\n"
    )


def main() -> None:
    """Fill three folders alike, open all three, and mark by turns."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as place, contextlib.ExitStack() as stack:
        home = Path(place)
        roots = [home / name for name in ("mouse", "keys", "page")]
        key = fill(roots[0], count + 1)  # the last has no next
        for root in roots[1:]:
            shutil.copytree(roots[0], root)
        mouse, keys = (stack.enter_context(form_grader(root, home)) for root in roots[:2])
        ours = stack.enter_context(course(roots[2], home, "read"))
        play = stack.enter_context(sync_playwright())
        browser = stack.enter_context(play.chromium.launch(executable_path=chromium(), args=ARGUMENTS))
        ways: list[Way] = []
        opened: list[float] = []
        for kind, address in ((FormGrader, mouse), (FormGraderKeys, keys), (ReadingPage, ours)):
            window = browser.new_page(viewport={"width": 1440, "height": 900})
            start = time.perf_counter()
            ways.append(kind(window, address, key.id))
            opened.append(time.perf_counter() - start)
        report(ways, measure(ways, count), opened, [criterion.label for criterion in key.criteria])
        report_reasons(roots[2], key.id, count)


if __name__ == "__main__":
    main()
