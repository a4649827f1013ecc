"""Texts for readers are set with curly quotes, and with dashes where a dash is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from knowshow.authoring.checks.story import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.errors import Fault, Place

_NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)", re.DOTALL)  # code, and where a link leads
_TYPED = re.compile(r"[\"']|(?<=\S) --?(?=\s)|\w--\w")
_ROUND = 12  # characters shown on either side of a slip


def faults(data: Any, place: Place = ()) -> Iterator[Fault]:
    """Yield one fault for each text in a file's data that holds a straight quote or a hyphen for a dash."""
    if isinstance(data, str):
        if slip := first_slip(data):
            yield finding("KS602", place, {"slip": slip})
        return
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield from faults(value, (*place, key))


def first_slip(text: str) -> str:
    """Return the first straight quote or hyphen for a dash in a Markdown text, and what is round it.

    Return nothing where there is none. Code and addresses are left out, and a hyphen that begins a line.
    """
    prose = _NOT_PROSE.sub("`", text)
    slip = _TYPED.search(prose)
    if slip is None:
        return ""
    start, end = max(slip.start() - _ROUND, 0), slip.end() + _ROUND
    return " ".join(prose[start:end].split())
