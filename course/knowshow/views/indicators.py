"""Put numbers into words: amounts of an indicator, its changes, and labels that are safe in charts."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from knowshow.story.scenario import About, Course, Indicator


class DifferenceView(TypedDict):
    """An indicator on two paths, or at two times: both amounts in words, and whether the second is better.

    `first` is `before` without its unit; `said` is the key of the words for the change, with keys of its own
    for a change within one level; `arrow` is empty if nothing changed.
    """

    label: str
    about: About
    before: str
    first: str
    after: str
    course: Course
    said: Literal["same", "better", "worse", "slightly_better", "slightly_worse"]
    arrow: Literal["▲", "▼", ""]


class IndicatorView(TypedDict):
    """An indicator's value and its last change.

    `place` is where the value lies between the worst end of its range (0) and the best (1); `unit` names what
    is counted, `of` how many there are in all; `level` is the level in words, if it has levels; `course` and
    `size` are keys of words; `moved` is by how much it changed, as it is read.
    """

    id: str
    label: str
    about: About
    value: int
    delta: int
    moved: str
    course: Course
    size: Literal["lot", "little"]
    unit: str | None
    level: str | None
    place: float
    of: int | None


def amount(indicator: Indicator, value: int) -> str:
    """Return a value of an indicator in words: its level, or its number with the unit."""
    return indicator.level(value) or f"{value:,} {indicator.unit or ''}".strip()


def difference(indicator: Indicator, before: int, after: int) -> DifferenceView:
    """Compare an indicator's values on two paths, or at two times."""
    course = indicator.course(before, after)
    hidden = before != after and amount(indicator, before) == amount(
        indicator, after
    )  # a change within one level
    return {
        "label": indicator.label,
        "about": indicator.about,
        "before": amount(indicator, before),
        "first": amount(indicator, before) if indicator.levels else f"{before:,}",
        "after": amount(indicator, after),
        "course": course,
        "said": course if not hidden else "slightly_better" if course == "better" else "slightly_worse",
        "arrow": "▲" if after > before else "▼" if after < before else "",
    }


def lines(text: str, width: int) -> str:
    """Wrap a chart's label into lines of at most `width` characters, and escape its markup."""
    return "<br>".join(escape(line, quote=False) for line in textwrap.wrap(text, width))


_SCALES = ("thousand", "million")  # units that are part of a number: 20 thousand is not 20
_A_LOT = 0.2  # of an indicator's range; below it a change is called small


def _write_moved(indicator: Indicator, delta: int) -> str:
    """Return how much an indicator moved, as it is read."""
    first = indicator.unit.split(" ")[0] if indicator.unit else ""
    return f"{abs(delta):,} {first}" if first in _SCALES else f"{abs(delta):,}"


def indicator_view(indicator: Indicator, before: int, after: int) -> IndicatorView:
    """An indicator with its change; `size` and `course` are words' keys, never a colour alone."""
    low, high = indicator.range
    delta = after - before
    return {
        "id": indicator.id,
        "label": indicator.label,
        "about": indicator.about,
        "value": after,
        "delta": delta,
        "course": indicator.course(before, after),
        "size": "lot" if abs(delta) >= _A_LOT * (high - low) else "little",
        "unit": indicator.unit,
        "moved": _write_moved(indicator, delta),
        "level": indicator.level(after),
        "place": round((after - low if indicator.better == "more" else high - after) / (high - low), 4),
        "of": indicator.of,
    }
