"""Render the report as a page: each chart with its finding, a description and a table; it loads nothing."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from knowshow.content import course_files
from knowshow.content.text import say
from knowshow.drawing.joining import joined
from knowshow.exercises import score_in_words
from knowshow.grading.reports import report_items, report_words
from knowshow.grading.reports.disclosure import FEWEST
from knowshow.grading.reports.report_items import table
from knowshow.views.chart import ACCENT, Chart, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.items import Assignment
    from knowshow.grading.reports.figures import Figures

_STYLE = """
body { margin: 0; }
.ks { min-height: 100vh; max-inline-size: none; padding: 2.5rem max(1.5rem, calc(50vw - 30rem)) 4rem; }
.ks h1 { font-size: 2.25rem; }
.ks section { border-block-start: 1px solid var(--line); margin-block-start: 2.5rem; padding-block: 1.5rem; }
.ks section h2 { font-size: 1.625rem; }
.ks section h3 { margin-block: 2.25rem .35rem; max-width: var(--measure); }
.ks section p { max-width: var(--measure); }
.ks section ul { max-width: var(--measure); padding-inline-start: 1.25rem; list-style: disc; }
.ks section table { margin-block: .75rem 1rem; }
.ks section tbody th { color: var(--ink); font-weight: 400; }
.ks section td { min-width: 6rem; }
.ks summary { min-height: 2.5rem; color: var(--ink-2); cursor: pointer; }
.ks [data-chart] { max-width: 60rem; }
"""


def html(all_figures: list[tuple[Assignment, Figures]]) -> str:
    """Return one self-contained page for all these assignments."""
    from plotly.offline import get_plotlyjs  # noqa: PLC0415 - four megabytes that --csv need not wait for

    title, inside = escape(say("report", "title")), escape(say("report", "key_inside"))
    body = "".join(_assignment(assignment, figures) for assignment, figures in all_figures)
    sheets = (
        course_files.assets("styles", name).read_text(encoding="utf-8")
        for name in ("tokens.css", "parts.css")
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{''.join(sheets)}{_STYLE}</style>\n</head>\n"
        f'<body>\n<main class="ks">\n<h1>{title}</h1>\n<p>{inside}</p>\n{body}</main>\n'
        f"<script>{get_plotlyjs()}</script>\n<script>{joined('report')}</script>\n</body>\n</html>\n"
    )


def _assignment(assignment: Assignment, figures: Figures) -> str:
    name = escape(assignment.assignment)
    intro = "".join(f"<p>{escape(line)}</p>\n" for line in report_words.intro(figures))
    trust = "".join(f"<p>{escape(line)}</p>\n" for line in report_words.reliability(figures))
    if trust:
        trust = f"<h3>{escape(say('report', 'reliability_title'))}</h3>\n{trust}"
    charts = "".join(_chart_html(chart, f"{name}-{number}") for number, chart in enumerate(_charts(figures)))
    inside = f"{intro}{trust}{charts}{report_items.html(assignment, figures)}{_cohorts(figures)}"
    return f"<section>\n<h2>{escape(assignment.title)}</h2>\n{inside}</section>\n"


def _charts(figures: Figures) -> Iterator[Chart]:
    if figures.spread:
        tenths = [
            say("report", "tenth", low=place * 10, high=place * 10 + 10)
            for place in range(len(figures.spread))
        ]
        yield _bars("spread", tenths, figures.spread)
    if figures.days:
        yield _bars("days", [str(day) for day, _ in figures.days], [count for _, count in figures.days])
    eased = [
        (f"{number}. {of.item}", of)
        for number, of in enumerate(figures.items, 1)
        if of.difficulty is not None
    ]
    if eased:
        shares = [round(100 * (of.difficulty or 0)) for _, of in eased]
        yield _bars("items", [name for name, _ in eased], shares)


def _bars(kind: str, labels: list[str], values: list[int] | tuple[int, ...]) -> Chart:
    most = max(range(len(values)), key=lambda place: values[place])
    least = min(range(len(values)), key=lambda place: values[place])
    words = {"most": labels[most], "count": values[most], "least": labels[least], "low": values[least]}
    return Chart(
        title=say("report", f"{kind}_title"),
        finding=say("report", f"{kind}_finding", **words),
        alternative=say("report", f"{kind}_alternative", **words),
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
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": ACCENT},
            },
        ),
        layout={"xaxis": {"type": "category"}, "yaxis": {"visible": False}},
    )


def _chart_html(chart: Chart, name: str) -> str:
    data = json.dumps(chart.figure).replace("<", "\\u003c")
    return (
        f"<h3>{escape(chart.title)}</h3>\n<p>{escape(chart.finding)}</p>\n"
        f'<div role="img" aria-label="{escape(chart.alternative)}" data-chart="{name}"></div>\n'
        f'<script type="application/json" id="{name}">{data}</script>\n'
        f"<details><summary>{escape(say('report', 'table'))}</summary>\n"
        f"{table(chart.table.columns, chart.table.rows)}</details>\n"
    )


def _cohorts(figures: Figures) -> str:
    if not figures.cohorts:
        return ""
    few = say("report", "cohort_few", fewest=FEWEST)
    rows = tuple(
        (
            cohort.cohort,
            str(cohort.expected),
            few if cohort.submitted is None else str(cohort.submitted),
            few if cohort.mean is None else score_in_words.format_points(cohort.mean),
        )
        for cohort in figures.cohorts
    )
    columns = tuple(say("report", f"cohort_{name}") for name in ("name", "expected", "submitted", "mean"))
    return f"<h3>{escape(say('report', 'cohort_title'))}</h3>\n{table(columns, rows)}"
