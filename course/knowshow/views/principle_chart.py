"""Chart which principles a path relied on, beside those it could have relied on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content.principles import sort_cites
from knowshow.content.text import say
from knowshow.story import play
from knowshow.story.scenario import Decision
from knowshow.views import indicators
from knowshow.views.chart import ACCENT, CLEAR, Chart, Table

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
        traces=_traces(rows),
        layout=_layout(rows),
        height=80 + 44 * len(rows),
    )


def _number(cite: str) -> str:
    return cite.partition("(")[0]


def _finding(rows: Sequence[Row]) -> str:
    used = [row for row in rows if row[2]]
    if not used:
        return say("charts", "profile_none", raised=len(rows))
    number, title, *_ = max(used, key=lambda row: row[2])
    return say("charts", "profile_finding", used=len(used), raised=len(rows), number=number, title=title)


def _traces(rows: Sequence[Row]) -> tuple[dict[str, Any], ...]:
    """Return hollow bars for what was open, full ones for what was used: they differ in more than colour."""
    names = [indicators.lines(f"{number} {title}", 34) for number, title, _, _ in rows]
    shared = {"type": "bar", "orientation": "h", "y": names, "hoverinfo": "skip"}
    return (
        shared
        | {"x": [open_ for *_, open_ in rows], "width": 0.62}
        | {"marker": {"color": CLEAR, "line": {"color": "var(--edge)", "width": 1.5}}},
        shared | {"x": [mine for _, _, mine, _ in rows], "width": 0.62, "marker": {"color": ACCENT}},
    )


def _layout(rows: Sequence[Row]) -> dict[str, Any]:
    most = max(open_ for *_, open_ in rows)
    beside = [
        {
            "x": open_,
            "y": i,
            "text": say("charts", "profile_of", mine=mine, open=open_),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 8,
        }
        for i, (_, _, mine, open_) in enumerate(rows)
    ]
    return {
        "barmode": "overlay",
        "xaxis": {"visible": False, "range": [0, most * 1.25]},
        "yaxis": {"type": "category", "autorange": "reversed", "ticklabelstandoff": 8},
        "annotations": beside,
    }
