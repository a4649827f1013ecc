"""Numbers as sentences carry them: amounts of an indicator, shares of all ways, escaped labels for charts."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, Literal, TypedDict

from knowshow.content.text import say

if TYPE_CHECKING:
    from fractions import Fraction

    from knowshow.story.scenario import About, Course, Indicator


class DifferenceView(TypedDict):
    """An indicator on two paths, or at two times: both amounts in words, and whether the second is better.

    `first` is the earlier amount without its unit; `said` is the words' key, which tells of a change within
    one level; `arrow` is empty where nothing moved.
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

    `share` is the value's place in its range, from 0 to 1; `of` the whole that it counts, `unit` what is
    counted; `level` is its level in words where it has levels; `course` and `size` are keys of the words.
    """

    id: str
    label: str
    about: About
    value: int
    delta: int
    course: Course
    size: Literal["lot", "little"]
    unit: str | None
    level: str | None
    share: float
    of: int | None


def amount(what: Indicator, value: int) -> str:
    """A value of an indicator in words: its level, or its number with the unit."""
    return what.level(value) or f"{value:,} {what.unit or ''}".strip()


def percent(share: Fraction) -> str:
    """A share as a whole percentage that never calls something nothing, or nearly all of it all."""
    if share and share * 100 < 1:
        return say("debrief", "below_one")
    if share != 1 and share * 100 > 99:  # noqa: PLR2004 - of a hundred
        return say("debrief", "above_99")
    return say("debrief", "percent", number=round(share * 100))


def difference(what: Indicator, before: int, after: int) -> DifferenceView:
    """How an indicator differs between two paths: both amounts, and whether the second is better."""
    course = what.course(before, after)
    hidden = before != after and amount(what, before) == amount(what, after)  # a change within one level
    return {
        "label": what.label,
        "about": what.about,
        "before": amount(what, before),
        "first": amount(what, before) if what.levels else f"{before:,}",
        "after": amount(what, after),
        "course": course,
        "said": course if not hidden else "slightly_better" if course == "better" else "slightly_worse",
        "arrow": "▲" if after > before else "▼" if after < before else "",
    }


def lines(text: str, width: int) -> str:
    """A label for a chart, in lines of at most `width` characters, with nothing that reads as markup."""
    return "<br>".join(escape(line, quote=False) for line in textwrap.wrap(text, width))


_A_LOT = 0.2  # of an indicator's range; below it a change is called small


def indicator(what: Indicator, before: int, after: int) -> IndicatorView:
    """An indicator with its change; `size` and `course` are words' keys, never a colour alone."""
    low, high = what.range
    delta = after - before
    return {
        "id": what.id,
        "label": what.label,
        "about": what.about,
        "value": after,
        "delta": delta,
        "course": what.course(before, after),
        "size": "lot" if abs(delta) >= _A_LOT * (high - low) else "little",
        "unit": what.unit,
        "level": what.level(after),
        "share": round((after - low) / (high - low), 4),
        "of": what.of,
    }
