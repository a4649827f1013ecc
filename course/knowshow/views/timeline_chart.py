"""Chart how the indicators of a story changed along a path: a line for each, people first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from knowshow.content.text import say
from knowshow.story import play
from knowshow.views import chart_labels, gravest, indicators
from knowshow.views.chart import INK, PEOPLE, QUIET, Chart, Picture, Table
from knowshow.views.chart_labels import NARROW, WIDE, Room, annotation, ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.story.scenario import Indicator, Scenario
    from knowshow.story.state import State, Turn
    from knowshow.views.gravest import Effect

_BAND = 62  # pixels from the worst to the best value of a row


class _Row(NamedTuple):
    """An indicator along the path; `gravest` is the effect to point at, if it is one on this indicator.

    `decided` is the time of the decision that the gravest effect of all came with.
    """

    indicator: Indicator
    values: list[int]
    gravest: Effect | None
    decided: str


def chart_over_time(scenario: Scenario, choices: Sequence[str]) -> Chart:
    """Chart how each indicator changed on a path: a line for each, gravest first, up for the better.

    Raises:
        IllegalChoiceError: a choice is not legal.
    """
    turns = play.trace(scenario, choices)
    states = [play.start(scenario), *(turn.after for turn in turns)]
    times = [say("charts", "start"), *(scenario.node[state.node].time for state in states[1:])]
    rows = _rows(scenario, turns, states)
    wide, narrow = (_draw(rows, times, room) for room in (WIDE, NARROW))
    return Chart(
        title=say("charts", "time_title"),
        finding=_turning_points(scenario, turns),
        alternative=say(
            "charts", "time_alternative", lines=" ".join(_course(row.indicator, row.values) for row in rows)
        ),
        table=_table(rows, times),
        traces=wide.traces,
        layout=wide.layout,
        height=wide.height,
        narrow=narrow,
    )


def _rows(scenario: Scenario, turns: Sequence[Turn], states: Sequence[State]) -> list[_Row]:
    first = gravest.find_gravest(gravest.list_effects(scenario, turns))
    decided = scenario.node[turns[first.turn].before.node].time if first else ""
    rows = []
    for place in gravest.sort_places(scenario):
        indicator = scenario.indicators[place]
        own = first if first and first.indicator is indicator else None
        rows.append(_Row(indicator, [state.values[place] for state in states], own, decided))
    return rows


def _table(rows: Sequence[_Row], times: Sequence[str]) -> Table:
    columns = (say("charts", "when"), *(row.indicator.label for row in rows))
    cells = [
        (time, *(indicators.amount(row.indicator, row.values[i]) for row in rows))
        for i, time in enumerate(times)
    ]
    return Table(columns, tuple(cells))


def _draw(rows: Sequence[_Row], times: Sequence[str], room: Room) -> Picture:
    """Stack the rows, each with its name above; the last values stand at the right, or below the names."""
    names = [_name(row, room) for row in rows]
    notes = [_note(row, room) for row in rows]
    above, below = (
        [_note_height(row, note, course) for row, note in zip(rows, notes, strict=True)]
        for course in ("better", "worse")
    )
    heads = [chart_labels.height(name) + 8 + note for name, note in zip(names, above, strict=True)]
    feet = [22 + note for note in below]
    whole = sum(heads) + sum(feet) + _BAND * len(rows)
    layout = _frame(rows, times, room)
    top = 0.0
    for place, row in enumerate(rows):
        axis = f"y{place + 1}" if place else "y"
        band = (top + heads[place], top + heads[place] + _BAND)
        layout[f"yaxis{axis[1:]}"] = _value_axis(row, (1 - band[1] / whole, 1 - band[0] / whole))
        layout["annotations"] += [
            annotation(names[place], INK, xref="paper", x=0, xanchor="left")
            | {"yref": "paper", "y": 1 - top / whole, "yanchor": "top"},
            *([] if room.narrow else [_last(row, axis)]),
            *([_pointer(row, row.gravest, axis, notes[place])] if row.gravest else []),
        ]
        top = band[1] + feet[place]
    traces = tuple(_line(row, times, place) for place, row in enumerate(rows))
    margin = layout["margin"]
    return Picture(traces, layout, whole + margin["t"] + margin["b"])


def _frame(rows: Sequence[_Row], times: Sequence[str], room: Room) -> dict[str, Any]:
    """Return the layout without its rows: times across, and which way is better."""
    beside = 0 if room.narrow else max(chart_labels.width(_amount(row, -1)) for row in rows) + 16
    axis = ticks(times, room.width - beside)
    side = 14 if axis.angle else max(14, chart_labels.width(axis.texts[0]) // 2)
    last = len(times) - 1
    return {
        "xaxis": {"tickvals": list(range(len(times))), "ticktext": axis.texts, "tickangle": axis.angle}
        | {"range": [-0.15, last + 0.15], "anchor": "free", "position": 0},
        "margin": {"l": side, "r": max(side, beside), "t": 44, "b": axis.height},
        "annotations": [
            annotation(say("charts", "time_better"), INK, xref="paper", x=0, xanchor="left")
            | {"yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 18}
        ],
    }


def _note(row: _Row, room: Room) -> str:
    """Return the words at this row's gravest effect; they fit into half of the line's width."""
    half = chart_labels.letters(room.width / 2 - (20 if room.narrow else 90))
    return indicators.lines(say("charts", "time_pointer", time=row.decided), half) if row.gravest else ""


def _note_height(row: _Row, note: str, course: str) -> int:
    """Return the room for the words: below what became worse, above what became better."""
    here = row.gravest is not None and row.gravest.worse == (course == "worse")
    return chart_labels.height(note) + 6 if here else 0


def _line(row: _Row, times: Sequence[str], place: int) -> dict[str, Any]:
    colour, dash, mark = _line_style(row.indicator)
    at = row.gravest.turn + 1 if row.gravest else None
    texts = [f"{t}: {indicators.amount(row.indicator, v)}" for t, v in zip(times, row.values, strict=True)]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(row.values))),
        "y": list(row.values),
        "yaxis": f"y{place + 1}" if place else "y",
        "line": {"color": colour, "width": 3, "dash": dash},
        "marker": {"color": colour, "symbol": mark, "opacity": 1, "line": {"width": 0}}
        | {"size": [16 if i == at else 9 for i in range(len(row.values))]},
        "text": texts,
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


def _value_axis(row: _Row, domain: tuple[float, float]) -> dict[str, Any]:
    """Return an axis whose upper end is the better one."""
    low, high = min(row.values), max(row.values)
    least, most = row.indicator.range
    spare = max(high - low, (most - least) / 10) * 0.12
    ends = [low - spare, high + spare]
    upward = row.indicator.better == "more"
    return {"domain": list(domain), "range": ends if upward else ends[::-1], "visible": False}


def _name(row: _Row, room: Room) -> str:
    """Return a row's name with its first value, and its last where there is no room at the right."""
    value = indicators.amount(row.indicator, row.values[0])
    name = say("charts", "from", label=row.indicator.label, value=value)
    if not room.narrow:
        return indicators.lines(name, chart_labels.letters(room.width))
    wide = chart_labels.letters(room.width - 28)
    last = say("charts", "to", value=indicators.amount(row.indicator, row.values[-1]))
    return f"{indicators.lines(name, wide)}<br><b>{indicators.lines(last, wide)}</b>"


def _amount(row: _Row, at: int) -> str:
    return indicators.lines(indicators.amount(row.indicator, row.values[at]), 16)


def _last(row: _Row, axis: str) -> dict[str, Any]:
    """Return the label of the last value, at the end of the line."""
    colour, _, _ = _line_style(row.indicator)
    place = {"xref": "x", "x": len(row.values) - 1, "xshift": 12, "xanchor": "left"}
    text = f"<b>{_amount(row, -1)}</b>"
    return annotation(text, colour, yref=axis, y=row.values[-1], yanchor="middle", **place)


def _pointer(row: _Row, effect: Effect, axis: str, note: str) -> dict[str, Any]:
    """Return the words at the gravest effect, on the side that its line does not come from."""
    at = effect.turn + 1
    colour, _, _ = _line_style(row.indicator)
    right = at > (len(row.values) - 1) / 2
    across = {"xref": "x", "x": at, "xanchor": "right" if right else "left", "xshift": 10 if right else -10}
    up = {"yanchor": "top", "yshift": -9} if effect.worse else {"yanchor": "bottom", "yshift": 9}
    return annotation(note, colour, yref=axis, y=row.values[at], **across, **up)


def _line_style(indicator: Indicator) -> tuple[str, str, str]:
    """Return colour, dash and marker; people and company differ in all three."""
    return (PEOPLE, "solid", "circle") if indicator.about == "people" else (QUIET, "dot", "square")


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
