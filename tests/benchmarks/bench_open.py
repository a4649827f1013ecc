"""How long a learner waits, beside a bare notebook with one ipywidgets button, in one run.

Run `python tests/benchmarks/bench_open.py [ROUNDS]`. The notebooks are opened by the course's extension in
the same JupyterLab, in turn, each with a fresh kernel; figures are medians, ratios are course / bare. The
bare notebook runs on IPython's own kernel (ipykernel and ipywidgets); beside it, the same on the course's
small kernel, which is the harder measure.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from playwright.sync_api import sync_playwright

from bare_lab import Lab, bare_notebook, stock_kernel
from browser import ARGUMENTS, chromium
from server import course

if TYPE_CHECKING:
    from playwright.sync_api import Page

MODULE = "05-remedy.ipynb"
CLICKS = 20

# Timed inside the page, from the click to the frame after what was waited for: no driver's overhead.
TIMED = """([press, watch, until]) => new Promise((done) => {
  const target = document.querySelector(watch);
  const before = target.textContent;
  const begin = performance.now();
  const seen = new MutationObserver(() => {
    if (until ? !document.querySelector(until) : target.textContent === before) return;
    seen.disconnect();
    requestAnimationFrame(() => done(performance.now() - begin));
  });
  seen.observe(target, {childList: true, subtree: true, characterData: true});
  document.querySelector(press).click();
})"""


def press(page: Page) -> float:
    """Milliseconds from click to changed label."""
    return float(page.evaluate(TIMED, [".jupyter-button", ".jp-OutputArea", ""]))


def decide_and_back(page: Page) -> float:
    """Milliseconds from Decide to consequences; then the same choice is open again."""
    page.locator(".ks-player [type=radio]").first.check()
    taken = decide(page)
    page.get_by_role("button", name="Back one decision").click()
    page.locator(".ks-player .brief").wait_for()
    return taken


def drawn(page: Page) -> None:
    """Wait until every piece of the page stands."""
    page.wait_for_function(
        "[...document.querySelectorAll('.jp-CodeCell')].every((e) => e.querySelector('.ks, button'))"
    )


def decide(page: Page) -> float:
    """One decision, timed."""
    return float(
        page.evaluate(TIMED, [".ks-player .question .button.main", ".ks-player", ".ks-player .then"])
    )


def ratio(name: str, seen: list[list[float]], unit: str) -> None:
    """Say the medians and the ratios of the course's to the bare ones'."""
    own, bare, small = map(statistics.median, seen)
    click.echo(
        f"{name}: {own:.3g} {unit} / {bare:.3g} {unit} = {own / bare:.2f} x; "
        f"bare on the small kernel {small:.3g} {unit}, {own / small:.2f} x (n = {len(seen[0])})"
    )


def main(rounds: int) -> None:
    """Open each notebook `rounds` times in turn, click, weigh the kernels, print ratios."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        workspace = Path(home) / "w"
        with course(workspace, Path(home)) as address:
            like = workspace / "00-start-here.ipynb"
            bare, small = (bare_notebook(like, kernel) for kernel in (stock_kernel(Path(home)), "python3"))
            lab = Lab(address, playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS))
            seen: dict[str, list[list[float]]] = {
                key: [[], [], []] for key in ("open", "first", "click", "memory")
            }
            for turn in range(rounds + 1):
                for which, (notebook, shown, scene) in enumerate(
                    (
                        (MODULE, ".jp-OutputArea .ks-player [type=radio]", ".ks-player [type=radio]"),
                        (bare, ".jupyter-button", ".jupyter-button"),
                        (small, ".jupyter-button", ".jupyter-button"),
                    )
                ):
                    page, _, seconds = lab.open(notebook, shown, scene)
                    weight = lab.memory() / 1e6
                    act = press if which else decide_and_back
                    first = act(page)
                    drawn(page)
                    clicks = [act(page) for _ in range(CLICKS)]
                    if turn:  # the first round warms the disk
                        seen["open"][which].append(seconds)
                        seen["memory"][which].append(weight)
                        seen["first"][which].append(first)
                        seen["click"][which].extend(clicks)
                    lab.close(page)
    ratio("address to a decision that answers", seen["open"], "s")
    ratio("first click, while the page is drawn", seen["first"], "ms")
    ratio("click to consequences, median", seen["click"], "ms")
    p95 = [[statistics.quantiles(times, n=20)[-1]] for times in seen["click"]]
    ratio("click to consequences, p95", p95, "ms")
    ratio("kernel memory at first decision", seen["memory"], "MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
