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

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from playwright.sync_api import sync_playwright

from bare_lab import Lab, bare_notebook, stock_kernel
from browser import ARGUMENTS, chromium
from server import course
from waits import CLICKS, MODULE, decide_and_back, drawn, press


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
