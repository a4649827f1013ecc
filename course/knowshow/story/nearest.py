"""Find the known word nearest to an unknown one, and the hint that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.errors import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE = 0.5  # share of the letters; below it, a guess helps nobody
_LONGEST = 60  # characters that are compared; no id is longer


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like another, or None where none is like it."""
    import difflib  # noqa: PLC0415 - only for what is misspelt: every kernel comes by here

    near = difflib.get_close_matches(word[:_LONGEST], sorted(known), 1, _ALIKE)
    return near[0] if near else None


def mend(word: str, known: Iterable[str]) -> Words:
    """Return the hint for an unknown word: the nearest known one, or else all of them."""
    names = sorted(known)
    near = nearest(word, names)
    if near is not None:
        return Words("mend.did_you_mean", {"word": near})
    return Words("mend.known", {"known": ", ".join(names) or Words("mend.none")})
