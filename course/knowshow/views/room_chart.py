"""Charts of what a room was shown: a reveal, and the net change between two ballots.

They draw what went over the wire, which the whole room has seen; nothing else is known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content.text import say
from knowshow.views import indicators
from knowshow.views.chart import ACCENT, CLEAR, INK, QUIET, Chart, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Bar = tuple[str, int, bool]  # name, people, whether it is several choices counted together


def reveal(question: str, ballot: Mapping[str, Any]) -> Chart:
    """Return the bars of a ballot that was shown in numbers (a `BallotShown`).

    Raises:
        ValueError: no number was shown of it.
    """
    groups = [group for group in ballot["groups"] if group["count"] is not None]
    if not groups:
        raise ValueError(question)
    bars = [(_name(group["labels"]), int(group["count"]), bool(group["merged"])) for group in groups]
    total = sum(count for _, count, _ in bars)
    rows = tuple((name, f"{count:,}") for name, count, _ in bars)
    listed = "; ".join(f"{name}: {count}" for name, count in rows)
    return Chart(
        title=question,
        finding=ballot["why"] or say("console", "chart_finding", people=f"{total:,}"),
        alternative=say("console", "chart_alternative", rows=listed),
        table=Table((say("console", "column_choice"), say("console", "column_people")), rows),
        traces=(_bars(bars),),
        layout=_layout(bars),
        height=90 + 62 * len(bars),
        narrow=Picture((_bars(bars),), _layout(bars, letters=14), 90 + 90 * len(bars)),
    )


def movement(question: str, moved: Sequence[Mapping[str, Any]]) -> Chart:
    """Return the net change of each group between two ballots (a list of `MovementShown`).

    Raises:
        ValueError: no change was shown.
    """
    if not moved:
        raise ValueError(question)
    bars = [(_name(part["labels"]), int(part["change"]), len(part["labels"]) > 1) for part in moved]
    rows = tuple((name, signed(change)) for name, change, _ in bars)
    listed = "; ".join(f"{name}: {change}" for name, change in rows)
    return Chart(
        title=say("console", "moved_title", question=question),
        finding=say("console", "moved_finding"),
        alternative=say("console", "moved_alternative", rows=listed),
        table=Table((say("console", "column_choice"), say("console", "column_change")), rows),
        traces=(_bars(bars, signed),),
        layout=_layout(bars, zero=True),
        height=90 + 62 * len(bars),
        narrow=Picture((_bars(bars, signed),), _layout(bars, zero=True, letters=14), 90 + 90 * len(bars)),
    )


def signed(change: int) -> str:
    """Return a change as it is read, with its sign."""
    return f"+{change:,}" if change > 0 else f"{change:,}".replace("-", "\N{MINUS SIGN}")


def _name(labels: Sequence[str]) -> str:
    return say("note", "or").join(labels)


def _bars(bars: Sequence[Bar], read: Any = "{:,}".format) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [count for _, count, _ in bars],
        "y": list(range(len(bars))),
        "text": [read(count) for _, count, _ in bars],
        "textposition": "outside",
        "textfont": {"color": INK},
        "hovertext": [f"{name}: {read(count)}" for name, count, _ in bars],
        "hoverinfo": "text",
        "marker": {
            "color": [CLEAR if together else ACCENT for _, _, together in bars],
            "line": {"width": 2, "color": [QUIET if together else ACCENT for _, _, together in bars]},
        },
        "cliponaxis": False,
    }


def _layout(bars: Sequence[Bar], *, zero: bool = False, letters: int = 30) -> dict[str, Any]:
    counts = [count for _, count, _ in bars]
    most = max(1, *(abs(count) for count in counts)) * 1.15
    return {
        "xaxis": {
            "range": [-most if min(counts) < 0 else 0, most],
            "showticklabels": False,
            "zeroline": zero,
            "zerolinecolor": QUIET,
        },
        "yaxis": {
            "tickvals": list(range(len(bars))),
            "ticktext": [indicators.lines(name, letters) for name, _, _ in bars],
            "autorange": "reversed",
        },
        "bargap": 0.45,
        "margin": {"l": 8, "r": 40, "t": 8, "b": 8},
    }
