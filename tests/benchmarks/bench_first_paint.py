"""When a reader can read and when she can decide, beside a bare notebook with one button, in one run.

Run `python tests/benchmarks/bench_first_paint.py [ROUNDS]`. Notebooks are opened in turn in one JupyterLab,
each with a fresh kernel; figures are medians, ratios are course / bare. Wanted: the first scene at 0.1 x the
bare notebook's button, the first decision that is answered at 1.05 x, and shifts under 0.05 on every page.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from playwright.sync_api import sync_playwright

from bare_lab import Lab, bare_notebook, stock_kernel
from browser import ARGUMENTS, chromium
from server import course
from shifts import measure_shift
from waits import MODULE, press_late, take_over

FIRST = "#ks-first .ks-player [type=radio]"
SHOWN = ".jp-Cell .ks, .jp-MarkdownOutput h1"
PAGES = (
    "00-start-here.ipynb",
    "01-strategy.ipynb",
    "02-culture.ipynb",
    "03-stakeholders.ipynb",
    "04-shared-responsibility.ipynb",
    "05-remedy.ipynb",
    "06-capstone.ipynb",
    "exercises/05-remedy/exercise.ipynb",
    "about.ipynb",
)


def show(name: str, own: list[float], bare: list[float]) -> None:
    """Say the medians and their ratio."""
    ours, theirs = statistics.median(own), statistics.median(bare)
    click.echo(f"{name}: {ours:.3g} s / {theirs:.3g} s = {ours / theirs:.2f} x (n = {len(own)})")


def race(lab: Lab, bare: str, rounds: int) -> None:
    """Open both notebooks in turn; the first round warms the disk."""
    first, button, decided, pressed = [], [], [], []
    for turn in range(rounds + 1):
        page, seconds, _ = lab.open(MODULE, FIRST, FIRST)
        begin = time.perf_counter() - seconds
        answered = take_over(page, begin)
        lab.close(page)
        page, _, shown = lab.open(bare, ".jupyter-button", ".jupyter-button")
        heard = press_late(page, time.perf_counter() - shown)
        lab.close(page)
        if turn:
            first.append(seconds)
            button.append(shown)
            decided.append(answered)
            pressed.append(heard)
    show("address to first scene / to a bare button", first, button)
    show("address to an answered decision / to an answered button", decided, pressed)


def weigh_shifts(lab: Lab) -> None:
    """Say how much of every page jumps until all its pieces stand."""
    for notebook in PAGES:
        page, *_ = lab.open(notebook, SHOWN, SHOWN)
        page.wait_for_function("!document.getElementById('ks-first')", timeout=60_000)
        page.wait_for_load_state("networkidle")
        click.echo(f"shift of {notebook}: {measure_shift(page):.3f}")
        lab.close(page)


def main(rounds: int) -> None:
    """Race, then look at every page."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        workspace = Path(home) / "w"
        with course(workspace, Path(home)) as address:
            bare = bare_notebook(workspace / PAGES[0], stock_kernel(Path(home)))
            lab = Lab(address, playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS))
            race(lab, bare, rounds)
            weigh_shifts(lab)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
