"""What a reader waits for on a page of the course and in a bare notebook, for benchmarks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

MODULE = "05-remedy.ipynb"
CLICKS = 20
LIVE = ".jp-Cell .ks-player [type=radio]"

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


def take_over(page: Page, begin: float) -> float:
    """The seconds until the live page has its decision, and answers it."""
    page.wait_for_function("!document.getElementById('ks-first')", timeout=60_000)
    page.locator(LIVE).first.check()
    page.get_by_role("button", name="Decide", exact=True).click()
    page.locator(".jp-Cell .ks-player .then").first.wait_for()
    taken = time.perf_counter() - begin
    page.get_by_role("button", name="Back one decision").click()
    page.locator(".jp-Cell .ks-player .brief").wait_for()
    return taken


def press_late(page: Page, begin: float) -> float:
    """The seconds until the bare notebook's button has been answered."""
    page.locator(".jupyter-button").click()
    page.locator(".widget-label").get_by_text("1", exact=True).wait_for()
    return time.perf_counter() - begin
