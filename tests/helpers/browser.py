"""Widgets in a real browser without a kernel: the page's messages go straight to Python and back."""

from __future__ import annotations

import base64
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from playwright.sync_api import expect, sync_playwright

import left_out
from accessible import violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    import anywidget
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

HERE = Path(__file__).resolve().parent
ADDRESS = "http://course.test/"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHELL = """<!doctype html><html lang="en" dir="{dir}" data-ks-theme="{theme}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Know &amp; Show</title>
<body style="margin:0;background:{behind}"><main id="stage"></main></body></html>"""
BEHIND = {"light": "#fff", "dark": "#111"}
OVERFLOW = """() => {
  const wide = [...document.querySelectorAll(".ks, .ks *:not(.unseen, .unseen *)")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1);
  });
  return wide.map((element) => `${element.tagName}.${element.className}`);
}"""

SMALL = """() => [...document.querySelectorAll(
  ".ks :is(button, select, textarea, summary, input:not([type=radio], [type=checkbox]), label:has(input))")]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 40).map((e) => e.outerHTML)"""
FINE = """() => [...document.querySelectorAll(".ks *")].filter((e) => e.checkVisibility())
  .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16).map((e) => e.outerHTML)"""
BARE = """() =>
  [...document.querySelectorAll(".ks :is(button, input, select, textarea, summary, a, [tabindex])")]
  .filter((e) => !e.dataset.lmSuppressShortcuts).map((e) => e.outerHTML)"""

PATIENCE = 30_000  # a busy machine is slow, and slow is not wrong
expect.set_options(timeout=PATIENCE)

Theme = Literal["light", "dark"]


def chromium() -> str:
    """The browser's path, or what KS_CHROMIUM names; where there is none, the test is left out."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the leanest first
    found = os.environ.get("KS_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    return found or left_out.leave_out(left_out.CHROMIUM)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module, not for the run: Playwright keeps the thread's event loop to itself."""
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


class Stage:
    """One widget mounted in a bare page."""

    def __init__(self, context: BrowserContext, widget: anywidget.AnyWidget, shell: str) -> None:
        """Open the page and let the widget's script draw."""
        self.widget = widget
        self.sent: list[Any] = []
        self.errors: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.route("**/*", lambda route: route.fulfill(body=shell, content_type="text/html"))
        self.page.expose_function("tellPython", self._hear)
        self.reload()

    def reload(self, widget: anywidget.AnyWidget | None = None) -> None:
        """Show the widget, or another one, in a fresh page, as after a reload or a kernel restart."""
        self.widget = widget or self.widget
        self.widget.comm.publish_msg = self._record
        self.page.goto(ADDRESS)
        self.page.add_script_tag(path=HERE / "stage.js")
        self.sent.clear()
        self.page.evaluate("state => stage.mount(state)", _plain(self.widget.get_state()))

    def flush(self) -> None:
        """Give the page what Python has sent by itself."""
        messages = self._drain()
        self.page.evaluate("messages => stage.deliver(messages)", messages)

    def offline(self, is_so: bool = True) -> None:  # noqa: FBT001, FBT002 - reads as a switch
        """Cut the page off from Python, as a dead kernel does."""
        self.page.evaluate("is_so => { stage.offline = is_so; }", is_so)

    def wait_in_vain(self, milliseconds: int) -> None:
        """Let time pass on the page's clock, once it has told Python something that nobody hears."""
        self.page.wait_for_function("stage.unheard > 0")
        self.page.clock.fast_forward(milliseconds)

    def axe(self, context: str = "#stage") -> None:
        """Fail unless axe finds nothing, best practices included."""
        assert violations(self.page, context) == []

    def fits(self) -> None:
        """Fail if anything hangs over the sides of the window."""
        assert self.page.evaluate(OVERFLOW) == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def sound(self) -> None:
        """Fail unless it fits, targets are large, text is legible and keys are kept from the notebook."""
        self.fits()
        for wrong in (SMALL, FINE, BARE):
            assert self.page.evaluate(wrong) == []

    def snapshot(self, name: str, within: str = "#stage") -> None:
        """Compare the accessibility tree with the one kept; KS_SNAPSHOTS=write keeps this one."""
        tree = self.page.locator(within).aria_snapshot() + "\n"
        kept = HERE.parent / "snapshots" / f"{name}.yaml"
        if os.environ.get("KS_SNAPSHOTS") == "write":
            kept.write_text(tree, "utf-8")
        assert tree == kept.read_text("utf-8")

    def _hear(self, message: dict[str, Any]) -> list[Any]:
        self.widget._handle_msg({"content": {"data": message}, "buffers": []})  # noqa: SLF001 - the kernel's way in
        return self._drain()

    def _record(self, msg_type: str, data: Any = None, buffers: Any = None, **_: Any) -> None:
        if msg_type == "comm_msg" and data["method"] in ("update", "custom"):
            coded = [base64.b64encode(buffer).decode() for buffer in buffers or ()]
            self.sent.append({**_plain(data), "buffers": coded})

    def _drain(self) -> list[Any]:
        sent, self.sent = self.sent, []
        return sent


def _plain(state: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if not (key == "layout" or hasattr(value, "comm"))}


class Mount:
    """Mounts widgets, each in its window: `mount(widget, "dark", size=(1024, 640), rtl=True)`."""

    def __init__(self, browser: Browser) -> None:
        """Mount in this browser."""
        self.browser = browser
        self.stages: list[Stage] = []

    def __call__(
        self,
        widget: anywidget.AnyWidget,
        theme: Theme = "light",
        size: tuple[int, int] = (1440, 900),
        zoom: int = 1,
        *,
        rtl: bool = False,
    ) -> Stage:
        """Show a widget; zooming in is fewer CSS pixels, each of them larger."""
        viewport: ViewportSize = {"width": size[0] // zoom, "height": size[1] // zoom}
        context = self.browser.new_context(
            viewport=viewport, device_scale_factor=zoom, reduced_motion="reduce"
        )
        shell = SHELL.format(dir="rtl" if rtl else "ltr", theme=theme, behind=BEHIND[theme])
        self.stages.append(Stage(context, widget, shell))
        return self.stages[-1]


@pytest.fixture
def mount(browser: Browser) -> Iterator[Mount]:
    """A way to mount widgets; afterwards no page may have reported an error."""
    mounting = Mount(browser)
    yield mounting
    for stage in mounting.stages:
        stage.page.context.close()
    assert not [error for stage in mounting.stages for error in stage.errors]
