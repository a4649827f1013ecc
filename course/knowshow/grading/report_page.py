"""The report as a page: each chart with its finding, its words and its table; nothing loaded from outside."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from knowshow import places
from knowshow.charts import ACCENT, Chart, Table
from knowshow.grading import words
from knowshow.grading.statistics import FEWEST
from knowshow.text import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.grading.statistics import Figures, ItemFigures
    from knowshow.items import Assignment, Item

_STYLE = """
body { margin: 0; }
.ks { min-height: 100vh; max-inline-size: none; padding: 2.5rem max(1.5rem, calc(50vw - 32rem)) 4rem; }
.ks table { border-collapse: collapse; margin-block: .5rem 1rem; }
.ks th, .ks td { text-align: start; padding: .3rem .9rem .3rem 0; vertical-align: top; }
.ks th, .ks td { border-block-end: 1px solid var(--line); }
.ks td { font-variant-numeric: tabular-nums; }
.ks section { padding-block: 1rem; }
.ks summary { min-height: 2.5rem; }
"""
_DRAW = """
for (const place of document.querySelectorAll("[data-chart]")) {
  const ink = getComputedStyle(document.querySelector(".ks"));
  const held = document.getElementById(place.dataset.chart).textContent;
  const value = (_, name) => ink.getPropertyValue(name).trim().replaceAll('"', "'");
  const chart = JSON.parse(held.replace(/var\\((--[a-z0-9-]+)\\)/g, value));
  Plotly.newPlot(place, chart.data, chart.layout, chart.config);
}
"""


def html(found: list[tuple[Assignment, Figures]]) -> str:
    """The page for some assignments."""
    from plotly.offline import get_plotlyjs  # noqa: PLC0415 - four megabytes that --csv need not wait for

    title = escape(say("report", "title"))
    body = "".join(_assignment(assignment, figures) for assignment, figures in found)
    sheets = (
        places.assets("styles", name).read_text(encoding="utf-8") for name in ("tokens.css", "parts.css")
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{''.join(sheets)}{_STYLE}</style>\n</head>\n"
        f'<body>\n<main class="ks">\n<h1>{title}</h1>\n{body}</main>\n'
        f"<script>{get_plotlyjs()}</script>\n<script>{_DRAW}</script>\n</body>\n</html>\n"
    )


def _assignment(assignment: Assignment, figures: Figures) -> str:
    name = escape(assignment.assignment)
    lines = [say("report", "counts", submitted=figures.submitted, expected=figures.expected)]
    if figures.waiting:
        lines.append(say("report", "waiting", count=figures.waiting))
    if figures.mean is None:
        lines.append(say("report", "few", fewest=FEWEST))
    else:
        lines.append(say("report", "mean", mean=words.number(figures.mean), maximum=figures.maximum))
    told = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    charts = "".join(
        _drawn(chart, f"{name}-{number}") for number, chart in enumerate(_charts(assignment, figures))
    )
    tables = "".join(_item(item, of) for item, of in zip(assignment.items, figures.items, strict=False))
    inside = f"{told}{charts}{tables}{_cohorts(figures)}"
    return f"<section>\n<h2>{escape(assignment.title)}</h2>\n{inside}</section>\n"


def _charts(assignment: Assignment, figures: Figures) -> Iterator[Chart]:
    if figures.mean is None:
        return
    tenths = [
        say("report", "tenth", low=place * 10, high=place * 10 + 10) for place in range(len(figures.spread))
    ]
    yield _bars("spread", tenths, figures.spread)
    if figures.days:
        yield _bars("days", [str(day) for day, _ in figures.days], [count for _, count in figures.days])
    eased = [
        (item, of)
        for item, of in zip(assignment.items, figures.items, strict=True)
        if of.difficulty is not None
    ]
    if eased:
        shares = [round(100 * (of.difficulty or 0)) for _, of in eased]
        yield _bars("items", [item.id for item, _ in eased], shares)


def _bars(kind: str, labels: list[str], values: list[int] | tuple[int, ...]) -> Chart:
    most = max(range(len(values)), key=lambda place: values[place])
    least = min(range(len(values)), key=lambda place: values[place])
    told = {"most": labels[most], "count": values[most], "least": labels[least], "low": values[least]}
    return Chart(
        title=say("report", f"{kind}_title"),
        finding=say("report", f"{kind}_finding", **told),
        alternative=say("report", f"{kind}_alternative", **told),
        table=Table(
            (say("report", f"{kind}_label"), say("report", f"{kind}_value")),
            tuple((label, str(value)) for label, value in zip(labels, values, strict=True)),
        ),
        traces=(
            {
                "type": "bar",
                "x": labels,
                "y": list(values),
                "text": list(values),
                "marker": {"color": ACCENT},
            },
        ),
        layout={"xaxis": {"type": "category"}, "yaxis": {"visible": False}},
    )


def _drawn(chart: Chart, name: str) -> str:
    data = json.dumps(chart.figure).replace("<", "\\u003c")
    return (
        f"<h3>{escape(chart.title)}</h3>\n<p>{escape(chart.finding)}</p>\n"
        f'<div role="img" aria-label="{escape(chart.alternative)}" data-chart="{name}"></div>\n'
        f'<script type="application/json" id="{name}">{data}</script>\n'
        f"<details><summary>{escape(say('report', 'table'))}</summary>\n"
        f"{_table(chart.table.columns, chart.table.rows)}</details>\n"
    )


def _item(item: Item, figures: ItemFigures) -> str:
    named = words.labels(item)
    told = say(
        "report",
        "item",
        answered=_percent(figures.answered),
        difficulty=_percent(figures.difficulty),
        discrimination=say("report", "no_figure")
        if figures.discrimination is None
        else f"{figures.discrimination:.2f}",
    )
    rows = tuple(
        (" → ".join(named.get(part, part) for part in (one, two) if part), _measure(item, value))
        for one, two, value in figures.chosen
    )
    columns = (say("report", "chosen"), say("report", f"measure_{item.type}")) if rows else ()
    listed = _table(columns, rows) if rows else ""
    return f"<h3>{escape(item.id)}</h3>\n<p>{escape(told)}</p>\n{listed}"


def _cohorts(figures: Figures) -> str:
    if not figures.cohorts:
        return ""
    few = say("report", "cohort_few", fewest=FEWEST)
    rows = tuple(
        (one.cohort, str(one.expected), few, few)
        if one.mean is None
        else (one.cohort, str(one.expected), str(one.submitted), words.number(one.mean))
        for one in figures.cohorts
    )
    columns = tuple(say("report", f"cohort_{name}") for name in ("name", "expected", "submitted", "mean"))
    return f"<h3>{escape(say('report', 'cohort_title'))}</h3>\n{_table(columns, rows)}"


def _table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>\n"
        for row in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _measure(item: Item, value: float) -> str:
    return words.number(value) if item.type in ("order", "slider") else _percent(value)


def _percent(share: float | None) -> str:
    return say("report", "no_figure") if share is None else f"{round(100 * share)} %"
