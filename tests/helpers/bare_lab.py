"""A bare notebook with one ipywidgets button beside the course's own pages, for benchmarks."""

from __future__ import annotations

import json
import time
import urllib.request
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import psutil

from server import KERNEL

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_KERNELS = {"ipykernel_launcher", KERNEL, "knowshow.kernel"}  # the last: edition 2026.1's
BARE = (
    "import ipywidgets as w; out = w.Label('0'); b = w.Button(description='Click'); "
    "b.on_click(lambda _: setattr(out, 'value', str(int(out.value) + 1))); w.VBox([b, out])"
)


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

    def open(self, notebook: str, selector: str, scene: str) -> tuple[Page, float, float]:
        """A page with the notebook, and the seconds until `scene` and until `selector` showed."""
        page = self.browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.route("**/shipped.json", self._with_bare)
        begin = time.perf_counter()
        page.goto(f"{self.base}/doc/tree/{notebook}?{self.token}", wait_until="commit")
        page.wait_for_selector(scene, timeout=60_000)
        readable = time.perf_counter() - begin
        page.wait_for_selector(selector, timeout=60_000)
        return page, readable, time.perf_counter() - begin

    def _with_bare(self, route: Any) -> None:
        content = route.fetch().json()
        route.fulfill(json={**content, "cells": [*content["cells"], BARE]})

    def memory(self) -> int:
        """The resident bytes of the one kernel that runs."""
        ours = psutil.Process().children(recursive=True)
        (kernel,) = [p for p in ours if _KERNELS & set(p.cmdline())]
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
