"""Chart how the indicators of a story changed along a path: a line for each, people first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content.text import say
from knowshow.story import play
from knowshow.views import gravest, indicators
from knowshow.views.chart import ACCENT, INK, PEOPLE, Chart, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.story.scenario import Indicator, Scenario
    from knowshow.story.state import Turn
    from knowshow.views.gravest import Effect

_ROW = 116  # pixels for one indicator's line


def chart_over_time(scenario: Scenario, choices: Sequence[str]) -> Chart:
    """Chart how each indicator changed on a path: a line for each, gravest first, its last value beside it.

    Raises:
        IllegalChoiceError: a choice is not legal.
    """
    turns = play.trace(scenario, choices)
    states = [play.start(scenario), *(turn.after for turn in turns)]
    times = [say("charts", "start"), *(scenario.node[state.node].time for state in states[1:])]
    order = gravest.sort_places(scenario)
    shown = [(scenario.indicators[i], [state.values[i] for state in states]) for i in order]
    traces, layout = [], _time_axis(times)
    for place, (indicator, values) in enumerate(shown):
        traces.append(_line(indicator, values, times, place))
        layout |= _row(indicator, values, place, len(shown))
        layout["annotations"] += _labels(indicator, values, place)
    columns = (say("charts", "when"), *(indicator.label for indicator, _ in shown))
    rows = [
        (time, *(indicators.amount(indicator, v[i]) for indicator, v in shown))
        for i, time in enumerate(times)
    ]
    return Chart(
        title=say("charts", "time_title"),
        finding=_turning_points(scenario, turns),
        alternative=say(
            "charts",
            "time_alternative",
            lines=" ".join(_course(indicator, values) for indicator, values in shown),
        ),
        table=Table(columns, tuple(rows)),
        traces=tuple(traces),
        layout=layout,
        height=_ROW * len(shown) + 40,
    )


def _time_axis(times: Sequence[str]) -> dict[str, Any]:
    last = len(times) - 1
    ticks = [indicators.lines(time, 12) for time in times]
    return {
        "xaxis": {"tickvals": list(range(len(times))), "ticktext": ticks, "range": [-0.15, last + 1.1]}
        | {"anchor": "free", "position": 0},
        "annotations": [],
        "margin": {"l": 12, "r": 8, "t": 8, "b": 32},
    }


def _line(indicator: Indicator, values: Sequence[int], times: Sequence[str], place: int) -> dict[str, Any]:
    colour, dash, mark = _line_style(indicator)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(values))),
        "y": list(values),
        "yaxis": f"y{place + 1}" if place else "y",
        "line": {"color": colour, "width": 3, "dash": dash},
        "marker": {"color": colour, "size": 9, "symbol": mark},
        "text": [f"{t}: {indicators.amount(indicator, v)}" for t, v in zip(times, values, strict=True)],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


def _row(indicator: Indicator, values: Sequence[int], place: int, rows: int) -> dict[str, Any]:
    low, high = min(values), max(values)
    spare = max(high - low, (indicator.range[1] - indicator.range[0]) / 10) * 0.12
    bottom = 1 - (place + 1) / rows
    return {
        f"yaxis{place + 1 if place else ''}": {
            "domain": [bottom + 0.08 / rows, bottom + 0.66 / rows],
            "range": [low - spare, high + spare],
            "visible": False,
        }
    }


def _labels(indicator: Indicator, values: Sequence[int], place: int) -> list[dict[str, Any]]:
    """Return an indicator's labels: its name and first value above the line, its last value at the end."""
    axis = f"y{place + 1}" if place else "y"
    colour, _, _ = _line_style(indicator)
    name = say("charts", "from", label=indicator.label, value=indicators.amount(indicator, values[0]))
    plain = {"showarrow": False, "align": "left", "xanchor": "left"}
    return [
        plain
        | {"xref": "paper", "x": 0, "yref": f"{axis} domain", "y": 1.12, "yanchor": "bottom"}
        | {"text": indicators.lines(name, 90), "font": {"color": INK}},
        plain
        | {
            "xref": "x",
            "x": len(values) - 1,
            "xshift": 12,
            "yref": axis,
            "y": values[-1],
            "yanchor": "middle",
        }
        | {
            "text": f"<b>{indicators.lines(indicators.amount(indicator, values[-1]), 16)}</b>",
            "font": {"color": colour},
        },
    ]


def _line_style(indicator: Indicator) -> tuple[str, str, str]:
    """Return colour, dash and marker; people and company differ in all three."""
    return (PEOPLE, "solid", "circle") if indicator.about == "people" else (ACCENT, "dot", "square")


def _course(indicator: Indicator, values: Sequence[int]) -> str:
    return say(
        "charts",
        "course",
        label=indicator.label,
        values=", ".join(indicators.amount(indicator, v) for v in values),
    )


def _turning_points(scenario: Scenario, turns: Sequence[Turn]) -> str:
    """Say what was the gravest single change for people, and the largest where that is another."""
    effects = gravest.list_effects(scenario, turns)
    first, largest = gravest.find_gravest(effects), gravest.find_largest(effects)
    if first is None or largest is None:
        return say("charts", "time_still")
    sentences = [_turning_point("gravest", scenario, turns, first)]
    if largest is not first:
        sentences.append(_turning_point("largest", scenario, turns, largest))
    return " ".join(sentences)


def _turning_point(kind: str, scenario: Scenario, turns: Sequence[Turn], effect: Effect) -> str:
    turn = turns[effect.turn]
    change = indicators.difference(effect.indicator, effect.before, effect.after)
    return say(
        "charts",
        f"time_{kind}",
        time=scenario.node[turn.before.node].time,
        choice=scenario.choice[turn.choice].label,
        label=change["label"],
        before=change["first"],
        after=change["after"],
        course=say("debrief", f"course_{change['said']}"),
    )
