"""How long a learner waits, beside a bare notebook with one ipywidgets button, in one run.

Run `python tests/benchmarks/bench_open.py [ROUNDS]`. The notebooks are opened by the course's extension in
the same JupyterLab, in turn, each with a fresh kernel; figures are medians, ratios are course / bare. The
bare notebook runs on IPython's own kernel (ipykernel and ipywidgets); beside it, the same on the course's
small kernel, which is the harder measure.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from playwright.sync_api import sync_playwright

from browser import ARGUMENTS, chromium
from server import KERNEL, course

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BARE = (
    "import ipywidgets as w; out = w.Label('0'); b = w.Button(description='Click'); "
    "b.on_click(lambda _: setattr(out, 'value', str(int(out.value) + 1))); w.VBox([b, out])"
)
MODULE = "05-remedy.ipynb"
CLICKS = 20


def bare_notebook(like: Path, kernel: str) -> str:
    """A notebook as the course's own, with one button in place of its code, on a kernel."""
    content = json.loads(like.read_text("utf-8"))
    cell = next(cell for cell in content["cells"] if cell["cell_type"] == "code")
    content["cells"] = [{**cell, "id": "bare", "source": [BARE]}]
    content["metadata"]["kernelspec"]["name"] = kernel
    like.with_name(f"bare-{kernel}.ipynb").write_text(json.dumps(content), "utf-8")
    return f"bare-{kernel}.ipynb"


def stock_kernel(home: Path) -> str:
    """IPython's own kernel under a name of its own, as the course's stands in for it in course mode."""
    from ipykernel.kernelspec import get_kernel_dict  # noqa: PLC0415 - comes with JupyterLab

    folder = home / ".local" / "share" / "jupyter" / "kernels" / "stock"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps(get_kernel_dict()), "utf-8")
    return "stock"


class Lab:
    """The running course, spoken to over HTTP and through a browser."""

    def __init__(self, address: str, browser: Browser) -> None:
        """Keep the address's parts."""
        parts = urlsplit(address)
        self.base, self.token, self.browser = f"{parts.scheme}://{parts.netloc}", parts.query, browser

    def open(self, notebook: str, selector: str) -> tuple[Page, float]:
        """A page with the notebook, and the seconds until `selector` showed."""
        page = self.browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.route("**/shipped.json", self._with_bare)
        begin = time.perf_counter()
        page.goto(f"{self.base}/doc/tree/{notebook}?{self.token}")
        page.wait_for_selector(selector, timeout=60_000)
        return page, time.perf_counter() - begin

    def _with_bare(self, route: Any) -> None:
        content = route.fetch().json()
        route.fulfill(json={**content, "cells": [*content["cells"], BARE]})

    def memory(self) -> int:
        """The resident bytes of the one kernel that runs."""
        ours = psutil.Process().children(recursive=True)
        (kernel,) = [p for p in ours if {"ipykernel_launcher", KERNEL} & set(p.cmdline())]
        return int(kernel.memory_info().rss)

    def close(self, page: Page) -> None:
        """Close the page and end its kernel."""
        page.context.close()
        for session in self._call("GET", "/api/sessions"):
            self._call("DELETE", f"/api/sessions/{session['id']}")

    def _call(self, method: str, path: str) -> Any:
        request = urllib.request.Request(f"{self.base}{path}?{self.token}", method=method)  # noqa: S310 - loopback
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310
            body = reply.read()
        return json.loads(body) if body else None


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
                for which, (notebook, shown) in enumerate(
                    (
                        (MODULE, ".ks-player [type=radio]"),
                        (bare, ".jupyter-button"),
                        (small, ".jupyter-button"),
                    )
                ):
                    page, seconds = lab.open(notebook, shown)
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
    ratio("address to first decision", seen["open"], "s")
    ratio("first click, while the page is drawn", seen["first"], "ms")
    ratio("click to consequences, median", seen["click"], "ms")
    p95 = [[statistics.quantiles(times, n=20)[-1]] for times in seen["click"]]
    ratio("click to consequences, p95", p95, "ms")
    ratio("kernel memory at first decision", seen["memory"], "MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
