"""Reports: what is counted, what is kept quiet, and what reaches CSV and page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from accessible import violations
from demo import ASSIGNMENT
from graded import START, figures, records
from knowshow.grading.reports import report_page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_drawn_in_its_own_colours_and_is_accessible(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    page = report_page.html([(ASSIGNMENT, figures(records(60), since=START))])
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    expect(tab.locator(".js-plotly-plot .bars .point").first).to_be_visible()
    used = tab.evaluate(_USED)
    assert used["bar"] == used["accent"]
    assert used["tick"] == used["ink"]
    assert violations(tab, {"exclude": [".js-plotly-plot"]}) == []
    tab.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    tab.wait_for_function(f"() => ({_USED})().bar !== {used['bar']!r}")
    context.close()


_USED = """() => {
  const seen = (name) => {
    const probe = document.querySelector(".ks").appendChild(document.createElement("span"));
    probe.style.color = `var(${name})`;
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  };
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  return {
    bar: style(".bars .point path").fill, accent: seen("--accent"),
    tick: style(".xtick text").fill, ink: seen("--ink-2"),
  };
}"""
