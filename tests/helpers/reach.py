"""What a reader could not reach or read: text cut off or outside the window, a focus that cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST = 400
OURS = ".ks, .ks-bar, .jp-MarkdownOutput"  # the shell around them is JupyterLab's

# JupyterLab lays out anew a moment after the window has changed.
_SETTLED = """() =>
  Math.abs(document.querySelector(".jp-WindowedPanel-outer").offsetWidth - innerWidth) <= 1"""

# What hangs over the sides of the window, text that its own box cuts off, lists too narrow for their words.
# What scrolls by itself may be wider.
_LOST = """(ours) => {
  const ARROW = 16; // a list's own mark
  const all = [...document.querySelectorAll(ours)].flatMap((root) => [root, ...root.querySelectorAll("*")])
    .filter((one) => one.checkVisibility() && !one.closest(".unseen, .scroll, svg, option"));
  const told = (why, one) => `${why}: ${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 60)}`;
  const wide = all.filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1);
  }).map((one) => told("outside", one));
  const cut = all.filter((one) => {
    const style = getComputedStyle(one);
    const shut = (way) => ["hidden", "clip"].includes(way);
    return (shut(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
      || (shut(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
  }).map((one) => told("cut off", one));
  const pen = document.createElement("canvas").getContext("2d");
  const short = all.filter((one) => one.tagName === "SELECT").filter((one) => {
    const style = getComputedStyle(one);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - ARROW;
    return [...one.options].some((each) => pen.measureText(each.text).width > room);
  }).map((one) => told("shortened", one));
  return [...new Set([...wide, ...cut, ...short])];
}"""

# What is pressed by voice is called by the words one sees on it (WCAG 2.5.3).
_MISNAMED = """(ours) => {
  const words = (one) => {
    const copy = one.cloneNode(true);
    for (const mark of copy.querySelectorAll("[aria-hidden=true]")) mark.remove();
    return copy.textContent.trim().toLowerCase();
  };
  return [...document.querySelectorAll(ours)].flatMap((root) =>
    [...root.querySelectorAll(":is(button, a, summary, [role=tab])[aria-label]")])
    .filter((one) => one.checkVisibility())
    .filter((one) => !one.getAttribute("aria-label").toLowerCase().includes(words(one)))
    .map((one) => `${words(one)} is called ${one.getAttribute("aria-label")}`);
}"""

# The element with the focus, and whether a reader sees it: in the window, with nothing drawn over it.
_FOCUS = """(ours) => {
  const one = document.activeElement;
  if (!one.closest(ours) || "walked" in one.dataset) return null;
  one.dataset.walked = "";
  const label = one.closest("label");
  const box = (label ?? one).getBoundingClientRect();
  const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]];
  const seen = points.some(([x, y]) => {
    const there = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    if (!there) return false;
    return one.contains(there) || label?.contains(there) || (there.contains(one) && !!there.closest(ours));
  });
  const name = (one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 60);
  return { told: `${one.tagName}.${one.className} ${name}`, seen };
}"""


def lost(page: Page, width: int, height: int) -> list[str]:
    """What cannot be read in a window of this size."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(_SETTLED)
    found: list[str] = page.evaluate(_LOST, OURS)
    return found


def misnamed(page: Page) -> list[str]:
    """What has a name in which the words on it do not stand."""
    found: list[str] = page.evaluate(_MISNAMED, OURS)
    return found


def hidden_stops(page: Page) -> list[str]:
    """What Tab stops at, from the first link or button on, that cannot be seen while it has the focus."""
    page.locator(":is(.ks, .ks-bar) :is(a, button):visible").first.focus()
    stops: list[dict[str, object]] = []
    for _ in range(MOST):
        found = page.evaluate(_FOCUS, OURS)
        if stops and not found:
            break
        stops += [found] if found else []
        page.keyboard.press("Tab")
    assert len(stops) > 1
    return [str(stop["told"]) for stop in stops if not stop["seen"]]
