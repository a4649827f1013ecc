"""What charts cost: the kernel's memory beside a bare one's, and the wait of a click behind a first chart.

Run `python tests/benchmarks/bench_charts.py [ROUNDS]`. Each round starts a bare kernel (ipykernel, ipywidgets
and one button) and a course kernel as course mode starts it, plays a dilemma to its debrief, and asks for
the ways, a what if and every chart, as the page does: over the widget's comm; plotly must not have been
imported. Then a page in JupyterLab draws its first chart while a clock ticks: the longest pause is what a
click there could wait, beside the same script read in the page itself. Figures are medians.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from jupyter_client.manager import KernelManager
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from browser import ARGUMENTS, chromium
from knowshow.content import course_files
from server import course

BARE = "import ipywidgets; button = ipywidgets.Button(description='Click'); display(button)"
COURSE = """
import os
os.environ["KNOWSHOW_WORKSPACE"] = {folder!r}
from knowshow import dilemma
player = dilemma("cut-off")
display(player)
"""
CHARTS = (
    {"ask": "plotly"},
    {"ask": "chart", "chart": "time"},
    {"ask": "chart", "chart": "profile"},
    {"ask": "chart", "chart": "space", "people": "redressed", "company": "cost"},
)


class Kernel:
    """A kernel and the one widget on its page."""

    def __init__(self, code: str, specifications: Path | None = None) -> None:
        """Start it, as the specification in a folder says, and run the cell; the widget has a view."""
        if specifications:
            os.environ["JUPYTER_PATH"] = str(specifications)
        else:
            os.environ.pop("JUPYTER_PATH", None)
        self.manager = KernelManager(kernel_name="python3")
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.comm = ""
        self.view: dict[str, Any] = {}
        self.execute(code)

    def execute(self, code: str) -> str:
        """Run code to its end; what it printed."""
        return self.wait(self.client.execute(code))

    def tell(self, content: dict[str, Any]) -> str:
        """Send the widget a message, as the page does; the message's id."""
        data = {"method": "custom", "content": content}
        message = self.client.session.msg("comm_msg", {"comm_id": self.comm, "data": data})
        self.client.shell_channel.send(message)
        return str(message["header"]["msg_id"])

    def wait(self, asked: str) -> str:
        """Wait until a message is dealt with, keeping the widget's view; what was printed."""
        said = ""
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            kind, content = message["msg_type"], message["content"]
            if kind == "error":
                raise RuntimeError("\n".join(content["traceback"]))
            if kind == "stream":
                said += content["text"]
            if kind in ("comm_open", "comm_msg") and "view" in content["data"].get("state", {}):
                self.comm, self.view = content["comm_id"], content["data"]["state"]["view"]
            ours = message["parent_header"].get("msg_id") == asked
            if ours and kind == "status" and content["execution_state"] == "idle":
                return said.strip()

    def memory(self) -> float:
        """Resident megabytes."""
        pid = self.manager.provisioner.pid  # type: ignore[union-attr]
        return float(psutil.Process(pid).memory_info().rss) / 1e6

    def stop(self) -> None:
        """End it."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def to_the_end(kernel: Kernel) -> None:
    """Decide for the first choice until the story is over."""
    while not kernel.view["over"]:
        choice = kernel.view["choices"][0]["id"]
        kernel.wait(kernel.tell({"do": "decide", "key": kernel.view["key"], "choice": choice}))


def seconds(kernel: Kernel, *messages: dict[str, Any]) -> float:
    """The time until the last of some messages, sent at once, is dealt with."""
    begin = time.perf_counter()
    sent = [kernel.tell(message) for message in messages]
    for asked in sent:
        kernel.wait(asked)
    return time.perf_counter() - begin


def course_round(folder: str) -> dict[str, float]:
    """One course kernel's figures, in MB and milliseconds."""
    kernel = Kernel(COURSE.format(folder=folder), course_files.package("lab", "jupyter"))
    try:
        found = {"first decision": kernel.memory()}
        to_the_end(kernel)
        found["at the debrief"] = kernel.memory()
        ask = {"do": "ask", "n": "1"}
        click = {"do": "decide", "key": kernel.view["key"], "choice": "none such"}
        found["click alone"] = statistics.median(seconds(kernel, click) for _ in range(5)) * 1e3
        found["click behind counting"] = seconds(kernel, ask | {"ask": "standing"}, click) * 1e3
        first = [ask | chart for chart in CHARTS[:2]]
        found["click behind the first chart"] = seconds(kernel, *first, click) * 1e3
        for chart in CHARTS:
            kernel.wait(kernel.tell(ask | chart))
        kernel.wait(kernel.tell(ask | {"ask": "whatif", "at": 0, "instead": "worst-first"}))
        found["after every chart"] = kernel.memory()
        loaded = kernel.execute("import sys; print('plotly' in sys.modules)")
        assert loaded == "False", "plotly was imported in the kernel"
    finally:
        kernel.stop()
    return found


CLOCK = """() => { window.pause = 0; let last = performance.now(); const channel = new MessageChannel();
  channel.port1.onmessage = () => { const now = performance.now();
    window.pause = Math.max(window.pause, now - last); last = now;
    channel.port2.postMessage(0); };
  channel.port2.postMessage(0); }"""
IN_PAGE = """async () => { const url = URL.createObjectURL(new Blob([await window.__ksPlotly]));
  const script = document.createElement("script"); script.src = url; window.pause = 0;
  await new Promise((done) => { script.onload = done; document.head.append(script); });
  await new Promise((done) => setTimeout(done, 50)); return window.pause; }"""


def pauses(rounds: int) -> list[list[float]]:
    """Milliseconds that the page stood still: at rest, for its first chart, for the script in the page."""
    rest, framed, bare = [], [], []
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        with course(Path(home) / "w", Path(home)) as address:
            for _ in range(rounds):
                page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                page.set_default_timeout(60_000)
                page.goto(address.replace("00-start-here.ipynb", "05-remedy.ipynb"))
                page.locator(".ks-player .bar").wait_for()
                while page.locator(".ks-player .question .button.main").count():
                    page.locator(".ks-player [type=radio]").first.check()
                    scene = page.locator(".ks-player h1").text_content() or ""
                    page.locator(".ks-player .question .button.main").click()
                    page.locator(".ks-player h1").filter(has_not_text=scene).wait_for()
                page.evaluate(CLOCK)
                page.wait_for_timeout(3000)
                rest.append(float(page.evaluate("const was = window.pause; window.pause = 0; was")))
                page.get_by_role("button", name="Show as a chart: how").click()
                page.locator(".ks-player iframe[data-drawn]").wait_for()
                framed.append(float(page.evaluate("window.pause")))
                bare.append(float(page.evaluate(IN_PAGE)))
                page.context.close()
    return [rest, framed, bare]


def show(line: str) -> None:
    """Print a figure."""
    print(line)  # noqa: T201


def main(rounds: int) -> None:
    """Run the rounds and print medians and ratios."""
    bare: list[float] = []
    course: dict[str, list[float]] = {}
    for _ in range(rounds):
        kernel = Kernel(BARE)
        bare.append(kernel.memory())
        kernel.stop()
        with tempfile.TemporaryDirectory() as folder:
            for name, value in course_round(folder).items():
                course.setdefault(name, []).append(value)
    weight = statistics.median(bare)
    show(f"bare kernel: {weight:.1f} MB (n = {rounds})")
    for name, values in course.items():
        middle = statistics.median(values)
        if name.startswith("click"):
            show(f"{name}: {middle:.1f} ms")
        else:
            show(f"{name}: {middle:.1f} MB = {middle / weight:.2f} x bare")
    rest, framed, in_page = (statistics.median(times) for times in pauses(rounds))
    show(f"page stands still: at rest {rest:.0f} ms, for its first chart {framed:.0f} ms, ")
    show(f"for the same script without a frame {in_page:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
