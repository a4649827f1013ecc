"""Numbers as sentences carry them: amounts of an indicator, shares of all ways, escaped labels for charts."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, Any

from knowshow.content.text import say

if TYPE_CHECKING:
    from fractions import Fraction

    from knowshow.story.scenario import Indicator


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


def difference(what: Indicator, before: int, after: int) -> dict[str, str]:
    """How an indicator differs between two paths: both amounts, and whether the second is better."""
    course = what.course(before, after)
    hidden = before != after and amount(what, before) == amount(what, after)  # a change within one level
    return {
        "id": what.id,
        "label": what.label,
        "about": what.about,
        "before": amount(what, before),
        "first": amount(what, before) if what.levels else f"{before:,}",
        "after": amount(what, after),
        "course": course,
        "said": f"slightly_{course}" if hidden else course,
        "arrow": "▲" if after > before else "▼" if after < before else "",
    }


def lines(text: str, width: int) -> str:
    """A label for a chart, in lines of at most `width` characters, with nothing that reads as markup."""
    return "<br>".join(escape(line, quote=False) for line in textwrap.wrap(text, width))


_A_LOT = 0.2  # of an indicator's range; below it a change is called small


def indicator(what: Indicator, before: int, after: int) -> dict[str, Any]:
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
