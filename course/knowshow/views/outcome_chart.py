"""Chart all the ways a story can end, people against company, and where one path stands among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from knowshow.content.text import say
from knowshow.views import chart_labels, indicators, outcome_histogram
from knowshow.views.chart import INK, PEOPLE, QUIET, Chart, Picture, Table
from knowshow.views.chart_labels import NARROW, WIDE, Room, annotation, ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.story.outcomes import Space
    from knowshow.story.scenario import Indicator, Scenario

Names = tuple[list[str], list[str]]  # of the columns, and of the rows
Grid = list[list[int]]  # a row of numbers of ways for each class about people


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
    wide, narrow = (_draw(_Plot(across, up, names, grid, own), room) for room in (WIDE, NARROW))
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
        traces=wide.traces,
        layout=wide.layout,
        height=wide.height,
        narrow=narrow,
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


class _Plot(NamedTuple):
    """What is drawn: both indicators, the names of their classes, the ways, and the reader's own place."""

    across: Indicator
    up: Indicator
    names: Names
    grid: Grid
    own: Sequence[int]


def _draw(plot: _Plot, room: Room) -> Picture:
    """Draw the grid; both axes run towards the better end: up for people, right for the company."""
    across, up, names, grid, own = plot
    side = [indicators.lines(name, 11 if room.narrow else 18) for name in names[1]]
    left = max(chart_labels.width(name) for name in side) + 8
    axis = ticks(names[0], room.width - left)
    row = max(44, *(chart_labels.height(name) + 6 for name in side))
    largest = min(34, row - 8, (room.width - left) // len(names[0]))
    layout: dict[str, Any] = {
        "xaxis": _axis(across, axis.texts) | {"tickangle": axis.angle, "side": "bottom"},
        "yaxis": _axis(up, side) | {"tickangle": 0},
    }
    above, below = (
        _end(key, indicator, room) for key, indicator in (("better_up", up), ("better_right", across))
    )
    high = chart_labels.height(above)
    layout["annotations"] = [
        _you(plot, largest + 6, room, high + 14),
        *_ends(above, below, left, axis.height),
    ]
    top, bottom = high + (48 if room.narrow else 24), axis.height + chart_labels.height(below) + 24
    layout["margin"] = {"l": left, "r": 24, "t": top, "b": bottom}
    traces = (_bubbles(grid, names, largest), _own_mark(own, largest + 6))
    return Picture(traces, layout, top + bottom + row * len(side))


def _axis(indicator: Indicator, labels: Sequence[str]) -> dict[str, Any]:
    ends = [-0.6, len(labels) - 0.4]
    return {
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "range": ends if indicator.better == "more" else ends[::-1],
        "automargin": False,
    }


def _end(key: str, indicator: Indicator, room: Room) -> str:
    return indicators.lines(say("charts", key, label=indicator.label), chart_labels.letters(room.width - 32))


def _ends(above: str, below: str, left: int, axis_height: int) -> list[dict[str, Any]]:
    """Return what names the better end of each axis, from the picture's left edge and to its right one."""
    paper = {"xref": "paper", "yref": "paper"}
    return [
        annotation(above, INK, x=0, xanchor="left", xshift=-left, y=1, yanchor="bottom", yshift=12, **paper),
        annotation(below, INK, x=1, xanchor="right", y=0, yanchor="top", yshift=-axis_height - 12, **paper)
        | {"align": "right"},
    ]


def _you(plot: _Plot, size: int, room: Room, top: int) -> dict[str, Any]:
    """Return the label of the reader's own end: beside the ring, or above all where it would cover others."""
    text = f"<b>{say('charts', 'you')}</b>"
    if room.narrow:
        key = f"<b>{say('charts', 'you_key')}</b>"
        place = {"xref": "paper", "yref": "paper", "x": 1, "y": 1, "xanchor": "right", "yanchor": "bottom"}
        return annotation(key, PEOPLE, yshift=top, **place)
    low = plot.own[0] < len(plot.names[0]) / 2
    right = low == (plot.across.better == "more")
    across = {"xanchor": "left" if right else "right", "xshift": (size / 2 + 6) * (1 if right else -1)}
    return annotation(text, PEOPLE, x=plot.own[0], y=plot.own[1], **across)


def _bubbles(grid: Grid, names: Names, largest: int) -> dict[str, Any]:
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
            "sizeref": 2 * most / largest**2,
            "sizemin": 3,
            "color": QUIET,
            "opacity": 0.55,
            "line": {"width": 0},
        },
        "cliponaxis": False,
    }


def _own_mark(own: Sequence[int], size: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [own[0]],
        "y": [own[1]],
        "hoverinfo": "skip",
        "marker": {
            "size": size,
            "symbol": "circle-open",
            "color": PEOPLE,
            "line": {"width": 4, "color": PEOPLE},
        },
        "cliponaxis": False,
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
