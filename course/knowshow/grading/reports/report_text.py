"""The report as lines of text: an assignment, its reliability, and each reason to read an item again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.grading.reports import report_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.items import Assignment
    from knowshow.grading.reports.figures import Figures


def lines(assignment: Assignment, figures: Figures) -> Iterator[str]:
    """Yield the lines of one assignment."""
    yield f"{figures.assignment}: {' '.join(report_words.intro(figures))}"
    trust = " ".join(report_words.reliability(figures))
    if trust:
        yield f"  {trust}"
    for item, of_item in zip(assignment.items, figures.items, strict=False):
        for flag in of_item.flags:
            why = report_words.flag(item, flag)
            yield "  " + say("report", "look_again", item=item.id, why=why)
