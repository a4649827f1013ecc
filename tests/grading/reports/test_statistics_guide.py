"""The guide to the report's statistics gives the program's own limits, and a heading to each figure."""

from __future__ import annotations

import pytest

from knowshow.content import course_files
from knowshow.grading.reports import classical, flags, report_words
from knowshow.grading.reports.disclosure import FEWEST

GUIDE = course_files.assets("guide", "statistics.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("said", "number", "meant"),
    [
        ("below 0.20 otherwise | R. L. Ebel", flags.LOW, 0.20),
        ("difficulty above 0.95", flags.EASY, 0.95),
        ("difficulty below 0.20", flags.HARD, 0.20),
        ("its correlation is at least 0.10", flags.RIVAL, 0.10),
        ("under 5 % take it", flags.UNUSED, 0.05),
        ("among at least 50 answers", flags.ENOUGH, 50),
        ("by more than one in ten", flags.OMITTED, 0.10),
        ("by more than one in five", flags.NOT_REACHED, 0.20),
        ("95 % confidence interval", classical.LEVEL, 0.95),
        ("fewer than five submissions", FEWEST, 5),
        ("fewer than a hundred learners", report_words.MANY, 100),
    ],
)
def test_the_guides_limits_are_those_of_the_program(said: str, number: float, meant: float) -> None:
    assert said in GUIDE
    assert number == meant


@pytest.mark.parametrize(
    "figure", ["Difficulty", "Discrimination", "Left out and not reached", "What was chosen", "Reliability"]
)
def test_each_figure_is_explained(figure: str) -> None:
    assert f"**{figure}" in GUIDE
