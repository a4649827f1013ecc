"""Render the items of a report: each with its question, its figures in words, and what was chosen."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.exercises import score_in_words

if TYPE_CHECKING:
    from knowshow.exercises.items import Assignment, Item
    from knowshow.grading.reports.statistics import Figures, ItemFigures

    Rows = tuple[tuple[str, ...], ...]


def html(assignment: Assignment, figures: Figures) -> str:
    """Return all items with figures as HTML, in the order of the assignment; empty if there are none."""
    if not figures.items:
        return ""
    intro = f"<h3>{escape(say('report', 'each'))}</h3>\n<p>{escape(say('report', 'how_to_read'))}</p>\n"
    pairs = enumerate(zip(assignment.items, figures.items, strict=True), 1)
    return intro + "".join(_item(number, item, item_figures) for number, (item, item_figures) in pairs)


def table(columns: tuple[str, ...], rows: Rows) -> str:
    """Return an HTML table of plain text cells; the first cell of each row is its header."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>\n"
        for row in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _item(number: int, item: Item, figures: ItemFigures) -> str:
    discrimination = figures.discrimination
    line = say(
        "report",
        "item",
        answered=_percent(figures.answered),
        difficulty=_percent(figures.difficulty),
        discrimination=say("report", "no_figure")
        if discrimination is None
        else f"{discrimination:.2f}".replace("-", "\u2212"),
    )
    rows = _match_rows(item, figures) if item.type == "match" else _choice_rows(item, figures)
    columns = (say("report", "chosen"), say("report", f"measure_{item.type}")) if rows else ()
    listed = table(columns, rows) if rows else ""
    heading = f"{number}. {markdown.inline(item.prompt)}"
    return f'<h3>{heading} <span class="hint">{escape(item.id)}</span></h3>\n<p>{escape(line)}</p>\n{listed}'


def _choice_rows(item: Item, figures: ItemFigures) -> Rows:
    """Return a row for each option, or for each quartile of a slider's answers."""
    if item.type == "slider":
        unit = item.unit or ""
        return tuple(
            (say("report", f"slider_{option}"), f"{score_in_words.format_points(value)} {unit}".strip())
            for option, _, value in figures.chosen
        )
    named = score_in_words.labels(item)
    shown = score_in_words.format_points if item.type == "order" else _percent
    return tuple((named[option], shown(value)) for option, _, value in figures.chosen)


def _match_rows(item: Item, figures: ItemFigures) -> Rows:
    """Return a row for each source with its targets, the most frequent first."""
    named = score_in_words.labels(item)
    targets: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for source, target, share in figures.chosen:
        targets[source].append((-share, target))
    return tuple(
        (named[source], ", ".join(f"{named[target]} {_percent(-share)}" for share, target in sorted(shares)))
        for source, shares in targets.items()
    )


def _percent(share: float | None) -> str:
    return say("report", "no_figure") if share is None else f"{round(100 * share)}\u00a0%"
