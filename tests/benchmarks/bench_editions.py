"""A reader's waiting in this edition, in an earlier one and in a bare notebook, in one run.

Run `python tests/benchmarks/bench_editions.py PYTHON [ROUNDS]`: PYTHON is that of an environment in which the
earlier edition is installed, as `against.py --cache FOLDER` leaves it in FOLDER/env-03fb30e/bin. Both courses
run at the same time, each with a browser of its own; pages are opened by turns, one kernel at a time. Figures
are medians.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from playwright.sync_api import sync_playwright

from bare_lab import Lab, bare_notebook, stock_kernel
from browser import ARGUMENTS, chromium
from server import KNOWSHOW, course
from shifts import measure_shift
from waits import CLICKS, LIVE, MODULE, decide_and_back, drawn, press, press_late, take_over

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

SCENE = ".ks-player [type=radio]"  # in the first scene or in the page itself
BUTTON = ".jupyter-button"
MEASURES = {  # and their units
    "address to the first scene": "s",
    "address to an answered decision": "s",
    "click to consequences": "ms",
    "kernel memory at the first decision": "MB",
    "shift of the module's page": "",
}
SIDES = ("this edition", "the earlier one", "a bare notebook")
Seen = dict[str, dict[str, list[float]]]  # by measure and side


def look(lab: Lab, side: str, notebook: str, seen: Seen) -> None:
    """Open a notebook, decide or press, and note what it took."""
    bare = side == SIDES[2]
    shown = BUTTON if bare else SCENE
    page, first, _ = lab.open(notebook, shown, shown)
    begin = time.perf_counter() - first
    answered = press_late(page, begin) if bare else take_over(page, begin)
    page.locator(BUTTON if bare else LIVE).first.wait_for()
    weight = lab.memory() / 1e6
    drawn(page)
    shift = measure_shift(page)
    clicks = [(press if bare else decide_and_back)(page) for _ in range(CLICKS)]
    lab.close(page)
    for name, values in zip(MEASURES, ([first], [answered], clicks, [weight], [shift]), strict=True):
        seen[name][side].extend(values)


def start(stack: ExitStack, playwright: Playwright, program: list[str]) -> tuple[Lab, Path, Path]:
    """Start a course of one edition, with a browser of its own; gives its workspace and home, too."""
    home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    workspace = home / "w"
    address = stack.enter_context(course(workspace, home, program=program))
    browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    return Lab(address, browser), workspace, home


def show(name: str, unit: str, values: dict[str, float]) -> None:
    """Say what a measure is on each side, and the ratios."""
    own, earlier, bare = (values[side] for side in SIDES)
    others = [(other, side) for other, side in ((bare, SIDES[2]), (earlier, SIDES[1])) if other]
    ratios = [f"{own / other:.2f} x {side}" for other, side in others]
    click.echo(f"{name}: {own:.3g} {unit}, {bare:.3g} bare, {earlier:.3g} earlier; {', '.join(ratios)}")


def show_all(seen: Seen, rounds: int) -> None:
    """Say medians and ratios, and of the clicks the 95th percentile, too."""
    click.echo(f"medians of {rounds} rounds, {rounds * CLICKS} clicks")
    for name, unit in MEASURES.items():
        show(name, unit, {side: statistics.median(values) for side, values in seen[name].items()})
        if len(seen[name][SIDES[0]]) > rounds:
            p95 = {side: statistics.quantiles(values, n=20)[-1] for side, values in seen[name].items()}
            show(f"{name}, p95", unit, p95)


def main(python: str, rounds: int) -> None:
    """Open all three by turns, the first round of which warms the disk."""
    seen: Seen = defaultdict(lambda: defaultdict(list))
    with sync_playwright() as playwright, ExitStack() as stack:
        this, workspace, home = start(stack, playwright, KNOWSHOW)
        earlier, *_ = start(stack, playwright, [python, *KNOWSHOW[1:]])
        bare = bare_notebook(workspace / "00-start-here.ipynb", stock_kernel(home))
        turns = [(this, SIDES[0], MODULE), (earlier, SIDES[1], MODULE), (this, SIDES[2], bare)]
        for turn in range(rounds + 1):
            for lab, side, notebook in turns[turn % 3 :] + turns[: turn % 3]:
                look(lab, side, notebook, seen if turn else defaultdict(lambda: defaultdict(list)))
    show_all(seen, rounds)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5)
