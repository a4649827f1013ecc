"""The only way to make a plotly chart: in words first, in the page's colours, with its numbers in a table.

A chart is data, and nothing here imports plotly: the plotly.js that ships with the plotly package draws it in
the page, and the tests validate each figure with plotly. Colours and fonts are names of the page's tokens,
such as `var(--people)`, so that a chart follows light, dark and high contrast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict, cast

from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INK, QUIET, PEOPLE, ACCENT = "var(--ink)", "var(--ink-3)", "var(--people)", "var(--accent)"
CLEAR = "rgba(0,0,0,0)"
_COLOUR = re.compile(r"var\(--[a-z0-9-]+\)|rgba\(0,0,0,0\)")
_AXIS = {
    "automargin": True,
    "fixedrange": True,
    "showgrid": False,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "color": "var(--ink-2)",
}
_LAYOUT: dict[str, Any] = {
    "autosize": True,
    "dragmode": False,
    "font": {"family": "var(--sans)", "size": 16, "color": "var(--ink-2)"},
    "hoverlabel": {
        "bgcolor": "var(--card)",
        "bordercolor": "var(--edge)",
        "font": {"family": "var(--sans)", "size": 16, "color": INK},
    },
    "hovermode": "closest",
    "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    "paper_bgcolor": CLEAR,
    "plot_bgcolor": CLEAR,
    "showlegend": False,
}
_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "doubleClick": False,
    "responsive": True,
    "scrollZoom": False,
    "showEditInChartStudio": False,
    "showSendToCloud": False,
}


class TableView(TypedDict):
    """A table: the names of its columns, and its rows; the first cell of a row heads it."""

    columns: list[str]
    rows: list[list[str]]


class FontView(TypedDict):
    """The size of a figure's text, in pixels at the usual text size."""

    size: float


class LayoutView(TypedDict):
    """The part of plotly's layout that the page reads: its height in pixels and its font."""

    height: float
    font: FontView


class FigureView(TypedDict):
    """A figure as plotly reads it, at the usual text size; colours and fonts are the page's tokens."""

    data: list[object]
    layout: LayoutView
    config: dict[str, object]


class ChartView(TypedDict):
    """A chart as the page shows it: what it says in words, then the figure, and its numbers as a table.

    `narrow` is the same figure for where there is little room: from 18 to 36 times the size of its text.
    """

    title: str
    finding: str
    alternative: str
    table: TableView
    figure: FigureView
    narrow: FigureView


class ChartError(KnowShowError):
    """Some reader could not read the chart."""


@dataclass(frozen=True)
class Table:
    """A chart's numbers as a reader's table: the first column heads each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def data(self) -> TableView:
        """Return the table as plain data, for JSON."""
        return {"columns": list(self.columns), "rows": [list(row) for row in self.rows]}


@dataclass(frozen=True)
class Picture:
    """What plotly draws: its traces and layout, added to the house layout; the height is in pixels."""

    traces: tuple[Mapping[str, Any], ...]
    layout: Mapping[str, Any] = field(default_factory=dict)
    height: float = 320

    @property
    def figure(self) -> FigureView:
        """Return the figure as plotly reads it: data, layout, config."""
        named = {"xaxis": {}, "yaxis": {}, **self.layout}
        own = {k: {**_AXIS, **v} if re.match(r"[xy]axis\d*$", k) else v for k, v in named.items()}
        return {
            "data": [dict(trace) for trace in self.traces],
            "layout": cast("LayoutView", {**_LAYOUT, "height": self.height, **own}),
            "config": dict(_CONFIG),
        }


@dataclass(frozen=True)
class Chart:
    """A plotly figure as data, with everything that somebody who cannot see it needs.

    `title` names what is shown, `finding` states the conclusion in one sentence, `alternative` describes the
    picture, and `table` holds the numbers. `traces` and `layout` are plotly's, added to the house layout;
    `height` is in pixels. `narrow` draws the same where there is little room, if that needs another layout.

    Raises:
        ChartError: a text is blank, the table is empty or ragged, or a colour is not one of the page's.
    """

    title: str
    finding: str
    alternative: str
    table: Table
    traces: tuple[Mapping[str, Any], ...]
    layout: Mapping[str, Any] = field(default_factory=dict)
    height: float = 320
    narrow: Picture | None = None

    def __post_init__(self) -> None:
        """Refuse a chart that some reader could not read."""
        for name in ("title", "finding", "alternative"):
            if not str(getattr(self, name)).strip():
                raise ChartError(f"chart {self.title!r}: {name}: is empty; say it in words")
        if not self.table.rows:
            raise ChartError(f"chart {self.title!r}: table: has no rows; give the numbers that are drawn")
        for row in self.table.rows:
            if len(row) != len(self.table.columns):
                raise ChartError(
                    f"chart {self.title!r}: table: {row[:1]} needs {len(self.table.columns)} cells"
                )
        drawn = (picture for picture in (self.wide, self.narrow) if picture)
        for colour in _colours([[*picture.traces, picture.layout] for picture in drawn]):
            if not _COLOUR.fullmatch(colour):
                raise ChartError(f"chart {self.title!r}: colour {colour!r}: use a token, such as {PEOPLE!r}")

    @property
    def wide(self) -> Picture:
        """Return what is drawn where there is room."""
        return Picture(self.traces, self.layout, self.height)

    @property
    def figure(self) -> FigureView:
        """Return the figure as plotly reads it: data, layout, config."""
        return self.wide.figure

    def message(self) -> ChartView:
        """Return the chart as the page shows it."""
        return {
            "title": self.title,
            "finding": self.finding,
            "alternative": self.alternative,
            "table": self.table.data(),
            "figure": self.figure,
            "narrow": (self.narrow or self.wide).figure,
        }


def _colours(part: Any) -> Iterator[str]:
    """Yield every colour in a figure, however deep."""
    if isinstance(part, dict):
        for key, value in part.items():
            named = isinstance(key, str) and key.endswith("color")
            for item in value if isinstance(value, (list, tuple)) else [value]:
                if named and isinstance(item, str):
                    yield item
                else:
                    yield from _colours(item)
    elif isinstance(part, (list, tuple)):
        for item in part:
            yield from _colours(item)
