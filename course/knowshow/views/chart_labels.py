"""Labels of charts that neither run over the edge nor into each other: wrapped, measured, turned.

Everything is in pixels at the usual text size (16); a page with larger text enlarges the whole figure.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from knowshow.views import indicators

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTER = 9  # wider than the average letter of the page's faces, bold ones included
_AVERAGE = 8  # of a line of many
_LINE = 21


class Room(NamedTuple):
    """How much room a picture has at least: its width in pixels, and whether that is little."""

    width: int
    narrow: bool


WIDE, NARROW = Room(576, narrow=False), Room(288, narrow=True)


class Ticks(NamedTuple):
    """The labels of an axis across: texts, angle (0 or -90), and how high they are."""

    texts: list[str]
    angle: int
    height: int


def letters(pixels: float) -> int:
    """Return how many letters fit into a width."""
    return int(pixels // _AVERAGE)


def width(label: str) -> int:
    """Return how wide a wrapped label is at most."""
    return _LETTER * max(len(line) for line in label.split("<br>"))


def height(label: str) -> int:
    """Return how high a wrapped label is."""
    return _LINE * (label.count("<br>") + 1)


def ticks(labels: Sequence[str], room: float) -> Ticks:
    """Return labels for an axis of that width: level if they fit beside each other, else turned.

    Where even those are too many, all between the second, third ... are left blank.
    """
    level = [indicators.lines(label, 12) for label in labels]
    if sum(width(label) + _LETTER for label in level) <= room:
        return Ticks(level, 0, max(height(label) for label in level) + 8)
    letters_a_line = 22 if room < len(labels) * 2 * _LINE else 14
    turned = [indicators.lines(label, letters_a_line) for label in labels]
    step = max(1, math.ceil(len(labels) * _LINE / room))
    shown = [label if place % step == 0 else "" for place, label in enumerate(turned)]
    return Ticks(shown, -90, max(width(label) for label in turned) + 8)


def annotation(text: str, colour: str, **place: Any) -> dict[str, Any]:
    """Return plotly's annotation without an arrow; `place` holds its own keys, such as `x` and `yref`."""
    return {"text": text, "showarrow": False, "align": "left", "font": {"color": colour}, **place}
