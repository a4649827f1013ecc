"""The one way to a plotly chart: said in words first, drawn in the page's colours, its numbers a click away.

A chart is data. Nothing here imports plotly: the figure is drawn in the page by the plotly.js that ships
inside the plotly package, and the tests hold every figure against plotly's own checks. Colours and faces are
names of the page's tokens, such as `var(--people)`, so that a chart follows light, dark and high contrast.
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
    """What the page reads of plotly's layout, which has more: its height in pixels and its font."""

    height: float
    font: FontView


class FigureView(TypedDict):
    """A figure as plotly reads it; colours and faces are names of the page's tokens."""

    data: list[object]
    layout: LayoutView
    config: dict[str, object]


class ChartView(TypedDict):
    """A chart as the page draws it: said in words first, then the figure and its numbers as a table."""

    title: str
    finding: str
    alternative: str
    table: TableView
    figure: FigureView


class ChartError(KnowShowError):
    """A chart that some reader could not read."""


@dataclass(frozen=True)
class Table:
    """A chart's numbers as a reader's table: the first column heads each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def data(self) -> TableView:
        """The table as plain data, for JSON."""
        return {"columns": list(self.columns), "rows": [list(row) for row in self.rows]}


@dataclass(frozen=True)
class Chart:
    """A plotly figure as data, with everything that somebody who cannot see it needs.

    `title` says what is shown, `finding` in one sentence what follows, `alternative` describes the picture,
    and `table` holds its numbers. `traces` and `layout` are plotly's own, on top of the house layout.

    Raises:
        ChartError: one of them is missing, the table is ragged, or a colour is not one of the page's.
    """

    title: str
    finding: str
    alternative: str
    table: Table
    traces: tuple[Mapping[str, Any], ...]
    layout: Mapping[str, Any] = field(default_factory=dict)
    height: int = 320

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
        for colour in _colours([*self.traces, self.layout]):
            if not _COLOUR.fullmatch(colour):
                raise ChartError(f"chart {self.title!r}: colour {colour!r}: use a token, such as {PEOPLE!r}")

    @property
    def figure(self) -> FigureView:
        """The figure as plotly reads it: data, layout, config."""
        named = {"xaxis": {}, "yaxis": {}, **self.layout}
        own = {k: {**_AXIS, **v} if re.match(r"[xy]axis\d*$", k) else v for k, v in named.items()}
        return {
            "data": [dict(trace) for trace in self.traces],
            "layout": cast("LayoutView", {**_LAYOUT, "height": self.height, **own}),
            "config": dict(_CONFIG),
        }

    def message(self) -> ChartView:
        """The chart as the page draws it."""
        return {
            "title": self.title,
            "finding": self.finding,
            "alternative": self.alternative,
            "table": self.table.data(),
            "figure": self.figure,
        }


def _colours(part: Any) -> Iterator[str]:
    """Every colour written anywhere in a figure."""
    if isinstance(part, dict):
        for key, value in part.items():
            named = isinstance(key, str) and key.endswith("color")
            for one in value if isinstance(value, (list, tuple)) else [value]:
                if named and isinstance(one, str):
                    yield one
                else:
                    yield from _colours(one)
    elif isinstance(part, (list, tuple)):
        for one in part:
            yield from _colours(one)
