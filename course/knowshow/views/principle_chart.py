"""Chart which principles a path relied on, beside those it could have relied on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content.principles import sort_cites
from knowshow.content.text import say
from knowshow.story import play
from knowshow.story.scenario import Decision
from knowshow.views import chart_labels, indicators
from knowshow.views.chart import ACCENT, CLEAR, QUIET, Chart, Picture, Table
from knowshow.views.chart_labels import NARROW, WIDE, Room, annotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.content.principles import Principles
    from knowshow.story.scenario import Scenario

Row = tuple[str, str, int, int]


def chart_principles(scenario: Scenario, principles: Principles, choices: Sequence[str]) -> Chart:
    """Chart in how many decisions of the path a choice cited each principle, and in how many it was taken.

    Raises:
        IllegalChoiceError: the path is not legal.
    """
    offered: dict[str, int] = {}
    mine: dict[str, int] = {}
    for turn in play.trace(scenario, choices):
        node = scenario.node[turn.before.node]
        open_ = node.choices if isinstance(node, Decision) else ()
        for name in {_number(cite) for choice in open_ for cite in choice.cites}:
            offered[name] = offered.get(name, 0) + 1
        for name in {_number(cite) for cite in scenario.choice[turn.choice].cites}:
            mine[name] = mine.get(name, 0) + 1
    names = sort_cites(offered)
    titles = {principle.id: principle.title for principle in principles.principles}
    rows = [(n.removeprefix("GP"), titles[n], mine.get(n, 0), offered[n]) for n in names]
    columns = ("number", "principle", "yours", "open")
    wide, narrow = (_draw(rows, room) for room in (WIDE, NARROW))
    return Chart(
        title=say("charts", "profile_title"),
        finding=_finding(rows),
        alternative=say(
            "charts",
            "profile_alternative",
            rows=" ".join(
                say("charts", "profile_row", number=n, title=t, mine=m, open=o) for n, t, m, o in rows
            ),
        ),
        table=Table(
            tuple(say("charts", f"column_{name}") for name in columns),
            tuple((n, title, str(m), str(o)) for n, title, m, o in rows),
        ),
        traces=wide.traces,
        layout=wide.layout,
        height=wide.height,
        narrow=narrow,
    )


def _number(cite: str) -> str:
    return cite.partition("(")[0]


def _finding(rows: Sequence[Row]) -> str:
    used = [row for row in rows if row[2]]
    if not used:
        return say("charts", "profile_none", raised=len(rows))
    number, title, *_ = max(used, key=lambda row: row[2])
    return say("charts", "profile_finding", used=len(used), raised=len(rows), number=number, title=title)


def _draw(rows: Sequence[Row], room: Room) -> Picture:
    """Draw a bar for each principle; its name stands beside it, or above it where there is little room."""
    wide = chart_labels.letters(room.width - 28) if room.narrow else 34
    names = [indicators.lines(f"{number} {title}", wide) for number, title, _, _ in rows]
    high = max(chart_labels.height(name) for name in names)
    layout = _layout(rows)
    if room.narrow:
        layout["annotations"] += [
            annotation(name, QUIET, xref="paper", x=0, xanchor="left", yref="y", y=i, yanchor="bottom")
            | {"yshift": 12}
            for i, name in enumerate(names)
        ]
        layout["margin"] = {"l": 4, "r": 8, "t": high, "b": 8}
        return Picture(_traces(rows, 20 / (high + 36)), layout, high + 8 + (high + 36) * len(rows))
    left = max(chart_labels.width(name) for name in names) + 8
    layout["yaxis"] |= {"tickvals": list(range(len(rows))), "ticktext": names, "visible": True}
    layout["margin"] = {"l": left, "r": 8, "t": 8, "b": 8}
    return Picture(_traces(rows, 0.62), layout, 16 + max(46, high + 6) * len(rows))


def _traces(rows: Sequence[Row], width: float) -> tuple[dict[str, Any], ...]:
    """Return hollow bars for what was open, full ones for what was used: they differ in more than colour."""
    shared = {"type": "bar", "orientation": "h", "y": list(range(len(rows))), "width": width}
    hollow = {"color": CLEAR, "line": {"color": "var(--edge)", "width": 1.5}}
    return (
        shared | {"x": [open_ for *_, open_ in rows], "marker": hollow, "hoverinfo": "skip"},
        shared | {"x": [mine for _, _, mine, _ in rows], "marker": {"color": ACCENT}, "hoverinfo": "skip"},
    )


def _layout(rows: Sequence[Row]) -> dict[str, Any]:
    most = max(open_ for *_, open_ in rows)
    beside = [
        annotation(say("charts", "profile_of", mine=mine, open=open_), QUIET, x=open_, y=i, xshift=8)
        | {"xanchor": "left", "yanchor": "middle"}
        for i, (_, _, mine, open_) in enumerate(rows)
    ]
    return {
        "barmode": "overlay",
        "xaxis": {"visible": False, "range": [0, most * 1.35]},
        "yaxis": {"range": [len(rows) - 0.5, -0.5], "ticklabelstandoff": 8, "visible": False}
        | {"automargin": False, "tickangle": 0},
        "annotations": beside,
    }
