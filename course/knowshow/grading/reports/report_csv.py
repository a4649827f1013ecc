"""The report as rows of a CSV file: one for each figure, an empty cell for one that is withheld."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.exercises import score_in_words
from knowshow.grading.reports import report_words
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from knowshow.exercises.items import Assignment, Item
    from knowshow.grading.reports.figures import Figures
    from knowshow.grading.reports.item_figures import ItemFigures

    Cells = tuple[object, ...]

_COUNTS = ("expected", "submitted", "waiting", "maximum", "marked", "copies", "mean")
_RELIABILITY = ("value", "low", "high", "deviation", "error", "items", "learners")
_ITEM = (
    *("marked", "answered", "omitted", "not_reached", "difficulty"),
    *("discrimination", "low", "high", "compared"),
)


def write(file: TextIO, all_figures: Iterable[tuple[Assignment, Figures]]) -> None:
    """Write all figures; no cell begins as a formula would."""
    writer = csv.writer(file)
    writer.writerow(("assignment", "part", "name", "measure", "value"))
    for assignment, figures in all_figures:
        for row in _rows(assignment, figures):
            writer.writerow([sanitize.escape_cell(cell) for cell in (assignment.assignment, *row)])


def _rows(assignment: Assignment, figures: Figures) -> Iterator[Cells]:
    for measure in _COUNTS:
        yield "assignment", "", measure, _number(getattr(figures, measure))
    if figures.reliability:
        for measure in _RELIABILITY:
            value = _number(getattr(figures.reliability, measure))
            yield "reliability", figures.reliability.coefficient, measure, value
    for place, count in enumerate(figures.spread):
        yield "spread", f"{place * 10} to {place * 10 + 10} percent", "submissions", count
    for day, count in figures.days:
        yield "day", day, "submissions", count
    for item, item_figures in zip(assignment.items, figures.items, strict=False):
        yield from _item_rows(item, item_figures)
    for cohort in figures.cohorts:
        for measure in ("expected", "submitted", "mean"):
            yield "cohort", cohort.cohort, measure, _number(getattr(cohort, measure))


def _item_rows(item: Item, figures: ItemFigures) -> Iterator[Cells]:
    for measure in _ITEM:
        yield item.id, "", measure, _number(getattr(figures, measure))
    named = score_in_words.labels(item)
    for answer in figures.chosen:
        label = " > ".join(named.get(part, part) for part in (answer.option, answer.target) if part)
        label = say("report", f"slider_{answer.option}") if item.type == "slider" else label
        yield item.id, label, say("report", f"measure_{item.type}"), _number(answer.value)
        if answer.role:
            yield item.id, label, "credit", _number(answer.credit)
            yield item.id, label, "correlation", _number(answer.correlation)
    for flag in figures.flags:
        yield item.id, report_words.flag(item, flag), f"flag {flag.kind}", _number(flag.value)


def _number(value: float | None) -> float | str:
    return "" if value is None else round(value, 4)
