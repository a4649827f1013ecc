"""Reports: what is counted, what is kept quiet, and what reaches CSV and page."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from accessible import violations
from demo import ASSIGNMENT, KEYS
from handed_in import answers
from knowshow.exercises import scoring
from knowshow.exercises.course_folder import Exercise
from knowshow.grading.reports import report_page
from knowshow.grading.reports.statistics import LearnerRecord, compute_figures

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

START = datetime(2026, 11, 2, 9, 0, 0)  # noqa: DTZ001 - as nbgrader keeps it, UTC without a zone


def records(count: int, cohorts: tuple[str, ...] = ()) -> list[LearnerRecord]:
    """So many graded submissions."""
    rng = random.Random(5)  # noqa: S311 - the same each time
    made = []
    for number in range(count):
        values = answers(Exercise(None, ASSIGNMENT, KEYS), rng)  # type: ignore[arg-type]
        grade = scoring.grade(KEYS, ASSIGNMENT, values)
        scores = tuple(None if s.outcome == "needs-manual" else s.earned for s in grade.scores)
        cohort = cohorts[number] if number < len(cohorts) else None
        made.append(
            LearnerRecord(f"learner-{number}", START + timedelta(days=number % 4), scores, values, cohort)
        )
    return made


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_drawn_in_its_own_colours_and_is_accessible(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    page = report_page.html([(ASSIGNMENT, compute_figures(ASSIGNMENT, records(60), {}, START))])
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
