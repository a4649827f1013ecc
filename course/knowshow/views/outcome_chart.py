"""Chart all the ways a story can end, people against company, and where one path stands among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content.text import say
from knowshow.views import indicators, outcome_histogram
from knowshow.views.chart import INK, PEOPLE, QUIET, Chart, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.story.outcomes import Space
    from knowshow.story.scenario import Indicator, Scenario


def chart_outcomes(space: Space, values: Sequence[int], people: str, company: str) -> Chart:
    """Chart all ways a story can end, by an indicator about people and one about the company (their ids).

    `values` are the final values of the reader's path, in the order of the scenario's indicators.

    Raises:
        KeyError: there is no such indicator about people, or about the company.
    """
    across, up = _pick(space.scenario, company, "company"), _pick(space.scenario, people, "people")
    places = [space.scenario.indicators.index(indicator) for indicator in (across, up)]
    columns = outcome_histogram.bins(across, space.histogram(across.id))
    rows = outcome_histogram.bins(up, space.histogram(up.id))
    grid = [[_count_ways(space, places, column, row) for column in columns] for row in rows]
    own = [_bin_of(columns, values[places[0]]), _bin_of(rows, values[places[1]])]
    names = (
        [outcome_histogram.bin_name(across, bounds) for bounds in columns],
        [outcome_histogram.bin_name(up, bounds) for bounds in rows],
    )
    return Chart(
        title=say("charts", "space_title", people=up.label, company=across.label),
        finding=_finding(space, values, up, across),
        alternative=say(
            "charts",
            "space_alternative",
            people=up.label,
            company=across.label,
            mine_people=indicators.amount(up, values[places[1]]),
            mine_company=indicators.amount(across, values[places[0]]),
        ),
        table=Table(
            (say("charts", "corner", people=up.label, company=across.label), *names[0]),
            tuple((name, *(f"{n:,}" for n in line)) for name, line in zip(names[1], grid, strict=True)),
        ),
        traces=(_bubbles(grid, names), _own_mark(own)),
        layout=_layout(across, up, names, own),
        height=140 + 44 * len(rows),
    )


def _pick(scenario: Scenario, name: str, about: str) -> Indicator:
    return {indicator.id: indicator for indicator in scenario.indicators if indicator.about == about}[name]


def _count_ways(space: Space, places: Sequence[int], column: tuple[int, int], row: tuple[int, int]) -> int:
    (x, y), (x0, x1), (y0, y1) = places, column, row
    return sum(
        count for values, count in space.ends.items() if x0 <= values[x] <= x1 and y0 <= values[y] <= y1
    )


def _bin_of(classes: Sequence[tuple[int, int]], value: int) -> int:
    return next(i for i, (low, high) in enumerate(classes) if low <= value <= high)


def _bubbles(grid: Sequence[Sequence[int]], names: tuple[list[str], list[str]]) -> dict[str, Any]:
    cells = [(x, y, n) for y, line in enumerate(grid) for x, n in enumerate(line) if n]
    most = max(n for _, _, n in cells)
    texts = [
        say("charts", "bubble", people=names[1][y], company=names[0][x], ways=f"{n:,}") for x, y, n in cells
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _, _ in cells],
        "y": [y for _, y, _ in cells],
        "text": texts,
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "size": [n for _, _, n in cells],
            "sizemode": "area",
            "sizeref": 2 * most / 34**2,
            "sizemin": 3,
            "color": QUIET,
            "opacity": 0.55,
            "line": {"width": 0},
        },
        "cliponaxis": False,
    }


def _own_mark(own: Sequence[int]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [own[0]],
        "y": [own[1]],
        "hoverinfo": "skip",
        "marker": {
            "size": 40,
            "symbol": "circle-open",
            "color": PEOPLE,
            "line": {"width": 4, "color": PEOPLE},
        },
        "cliponaxis": False,
    }


def _layout(
    across: Indicator, up: Indicator, names: tuple[list[str], list[str]], own: Sequence[int]
) -> dict[str, Any]:
    """Return plotly's layout; both axes run towards the better end: up for people, right for the company."""

    def axis(indicator: Indicator, labels: list[str], width: int) -> dict[str, Any]:
        ends = [-0.6, len(labels) - 0.4]
        return {
            "tickvals": list(range(len(labels))),
            "ticktext": [indicators.lines(label, width) for label in labels],
            "range": ends if indicator.better == "more" else ends[::-1],
            "tickangle": 0,
        }

    plain = {"showarrow": False, "font": {"color": INK}}
    sides = {"xref": "paper", "yref": "paper"}
    right = indicators.lines(say("charts", "better_right", label=across.label), 60)
    upward = indicators.lines(say("charts", "better_up", label=up.label), 60)
    you = {
        "x": own[0],
        "y": own[1],
        "text": f"<b>{say('charts', 'you')}</b>",
        "xshift": 28,
        "xanchor": "left",
    }
    return {
        "xaxis": axis(across, names[0], 11) | {"side": "bottom"},
        "yaxis": axis(up, names[1], 18),
        "annotations": [
            plain | you | {"font": {"color": PEOPLE}},
            plain
            | sides
            | {"text": upward, "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "yshift": 12},
            plain
            | sides
            | {"text": right, "x": 1, "xanchor": "right", "y": 0, "yanchor": "top", "yshift": -52},
        ],
        "margin": {"l": 8, "r": 24, "t": 48, "b": 84},
    }


def _finding(space: Space, values: Sequence[int], up: Indicator, across: Indicator) -> str:
    """Say how many ways end better for people and no worse for the company, by these two indicators."""
    x, y = space.scenario.indicators.index(across), space.scenario.indicators.index(up)
    better = sum(
        count
        for ends, count in space.ends.items()
        if up.course(values[y], ends[y]) == "better" and across.course(values[x], ends[x]) != "worse"
    )
    key = "space_finding" if better else "space_none"
    return say(
        "charts", key, count=f"{better:,}", ways=f"{space.paths:,}", people=up.label, company=across.label
    )
