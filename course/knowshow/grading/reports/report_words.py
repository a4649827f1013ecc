"""The figures of a report in words: numbers as people write them, and why an item should be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.exercises import score_in_words
from knowshow.grading.reports import classical, flags
from knowshow.grading.reports.disclosure import FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.items import Item
    from knowshow.grading.reports.figures import Figures
    from knowshow.grading.reports.item_figures import Flag, ItemFigures

MANY = 100  # learners; with fewer, say that chance moves the figures
_SHARES = {"easy", "hard", "unused", "omitted", "not_reached"}  # flags that are about a share of people


def format_percent(share: float | None) -> str:
    """Return a share as people write it, a dash where there is none."""
    return say("report", "no_figure") if share is None else f"{round(100 * share)}\u00a0%"


def format_correlation(value: float | None) -> str:
    """Return a correlation or a reliability with two decimals, a dash where there is none."""
    if value is None:
        return say("report", "no_figure")
    return f"{round(value, 2) or 0.0:.2f}".replace("-", "\u2212")  # no minus before a nought


def discrimination(figures: ItemFigures) -> str:
    """Return an item's discrimination with its confidence interval."""
    value = format_correlation(figures.discrimination)
    if figures.discrimination is None:
        return value
    low, high = format_correlation(figures.low), format_correlation(figures.high)
    return say("report", "with_interval", value=value, low=low, high=high)


def flag(item: Item, about: Flag) -> str:
    """Return why an item should be read again, in a sentence or two."""
    label_of = score_in_words.labels(item)
    answer = " \u2192 ".join(label_of[part] for part in (about.option, about.target) if part)
    shown = format_percent(about.value) if about.kind in _SHARES else format_correlation(about.value)
    return say(
        "report", f"flag_{about.kind}", value=shown, answer=answer, limit=format_correlation(flags.LOW)
    )


def intro(figures: Figures) -> Iterator[str]:
    """Yield sentences on how many handed in, who is still to be read, and the mean."""
    yield say("report", "counts", submitted=figures.submitted, expected=figures.expected)
    if figures.waiting:
        yield say("report", "waiting", count=figures.waiting)
    if figures.submitted < FEWEST:
        yield say("report", "few", fewest=FEWEST)
    elif figures.mean is None:
        yield say("report", "few_marked", marked=figures.marked, fewest=FEWEST)
    else:
        mean = score_in_words.format_points(figures.mean)
        yield say("report", "mean", mean=mean, maximum=figures.maximum, marked=figures.marked)
    if figures.copies is not None and figures.copies < figures.submitted:
        yield say("report", "copies", copies=figures.copies, missing=figures.submitted - figures.copies)


def reliability(figures: Figures) -> Iterator[str]:
    """Yield sentences on how far the totals can be trusted; none where nothing is broken down."""
    measured = figures.reliability
    if not figures.items:
        return
    if measured is None:
        yield say("report", "no_reliability", fewest=FEWEST)
        return
    yield say(
        "report",
        "reliability",
        coefficient=say("report", f"coefficient_{measured.coefficient}"),
        value=format_correlation(measured.value),
        level=round(100 * classical.LEVEL),
        low=format_correlation(measured.low),
        high=format_correlation(measured.high),
    )
    yield say(
        "report",
        "standard_error",
        error=score_in_words.format_points(measured.error),
        deviation=score_in_words.format_points(measured.deviation),
    )
    every = measured.items == len(figures.items)
    yield say(
        "report", "over_all" if every else "over_final", items=measured.items, learners=measured.learners
    )
    if measured.learners < MANY:
        yield say("report", "by_chance", many=MANY)
