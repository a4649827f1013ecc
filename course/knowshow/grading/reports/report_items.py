"""Render the items of a report: each with its question, its figures in words, and what was chosen."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.exercises import score_in_words
from knowshow.grading.reports import report_words
from knowshow.grading.reports.report_words import format_correlation, format_percent

if TYPE_CHECKING:
    from knowshow.exercises.items import Assignment, Item
    from knowshow.grading.reports.answer_figures import AnswerFigures
    from knowshow.grading.reports.figures import Figures
    from knowshow.grading.reports.item_figures import ItemFigures

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
    line = say(
        "report",
        "item",
        answered=format_percent(figures.answered),
        omitted=format_percent(figures.omitted),
        not_reached=format_percent(figures.not_reached),
        difficulty=format_percent(figures.difficulty),
        discrimination=report_words.discrimination(figures),
    )
    flags = "".join(f"<li>{escape(report_words.flag(item, flag))}</li>\n" for flag in figures.flags)
    again = f"<p>{escape(say('report', 'again'))}</p>\n<ul>\n{flags}</ul>\n" if flags else ""
    heading = f"{number}. {markdown.inline(item.prompt)}"
    return (
        f'<h3>{heading} <span class="hint">{escape(item.id)}</span></h3>\n'
        f"<p>{escape(line)}</p>\n{again}{_chosen(item, figures)}"
    )


def _chosen(item: Item, figures: ItemFigures) -> str:
    """Return the table of what was chosen; empty where nothing is shown."""
    if not figures.chosen:
        return ""
    measure = say("report", f"measure_{item.type}")
    if item.type == "match":
        return table((say("report", "chosen"), measure), _match_rows(item, figures))
    if item.type == "choice":
        columns = (measure, say("report", "key"), say("report", "correlation"))
        return table((say("report", "chosen"), *columns), _choice_rows(item, figures))
    return table((say("report", "chosen"), measure), _place_rows(item, figures))


def _choice_rows(item: Item, figures: ItemFigures) -> Rows:
    named = score_in_words.labels(item)
    return tuple(
        (
            named[answer.option],
            format_percent(answer.value),
            _mark(answer),
            format_correlation(answer.correlation),
        )
        for answer in figures.chosen
    )


def _mark(answer: AnswerFigures) -> str:
    """Return what the key makes of an option: the word and the points."""
    points = score_in_words.format_points(answer.credit or 0.0).replace("-", "\u2212")
    return say("report", f"role_{answer.role}", points=points)


def _place_rows(item: Item, figures: ItemFigures) -> Rows:
    """Return a row for each option's mean place, or for each quartile of a slider's answers."""
    named, unit = score_in_words.labels(item), getattr(item, "unit", None) or ""
    return tuple(
        (
            named.get(answer.option) or say("report", f"slider_{answer.option}"),
            f"{score_in_words.format_points(answer.value)} {unit}".strip(),
        )
        for answer in figures.chosen
    )


def _match_rows(item: Item, figures: ItemFigures) -> Rows:
    """Return a row for each source with its targets, the most frequent first."""
    named = score_in_words.labels(item)
    targets: dict[str, list[AnswerFigures]] = defaultdict(list)
    for answer in figures.chosen:
        targets[answer.option].append(answer)
    return tuple(
        (
            named[source],
            ", ".join(
                say(
                    "report",
                    "pair_key" if answer.role == "key" else "pair",
                    target=named[answer.target],
                    share=format_percent(answer.value),
                    correlation=format_correlation(answer.correlation),
                )
                for answer in sorted(answers, key=lambda answer: (-answer.value, answer.target))
            ),
        )
        for source, answers in targets.items()
    )
