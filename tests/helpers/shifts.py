"""How much of a page has jumped since it was opened: its cumulative layout shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SHIFT = """() => new Promise((done) => {
  let sum = 0;
  const add = (list) => { for (const entry of list.getEntries()) sum += entry.value; };
  const watch = new PerformanceObserver(add);
  watch.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    add({ getEntries: () => watch.takeRecords() });
    done(sum);
  }));
})"""


def measure_shift(page: Page) -> float:
    """Return the sum of all shifts that no input of the reader brought about."""
    return float(page.evaluate(_SHIFT))
