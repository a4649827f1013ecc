"""How many have voted while a ballot is open, in words that no single vote can be read from."""

from __future__ import annotations

from typing import Final, Literal

from knowshow.room.disclosure import FEWEST, doubt, threshold

Turnout = Literal["open", "few", "half", "most", "close"]
ORDER: Final[tuple[Turnout, ...]] = ("open", "few", "half", "most", "close")


def turnout(people: int, voted: int, options: int, before: Turnout = "open") -> Turnout:
    """Return the word for `voted` of `people` on a ballot of `options` (abstention is one of them).

    The word never goes back behind `before`, so a newcomer or a change of mind does not show. Each word
    changes only where more than `doubt` people have voted and more than `doubt` have not: who votes last
    changes nothing, and the word never narrows what "most, perhaps all" leaves open. `open` says nothing,
    and is all that a small room is told; `close` (time to close) is not said before three quarters have
    voted.
    """
    aside = doubt(threshold(people), options) + 1
    if people < FEWEST or 2 * aside > people:
        return before
    steps = {
        word: _within(share, people, aside)
        for word, share in (("half", 1 / 3), ("most", 2 / 3), ("close", 0.9))
    }
    word: Turnout = "few"
    if voted >= steps["half"]:
        word = "half"
    if voted >= steps["most"]:
        word = "most"
    if voted >= steps["close"] >= 0.75 * people:
        word = "close"
    return max(before, word, key=ORDER.index)


def _within(share: float, people: int, aside: int) -> int:
    """Return `share` of `people`, at least `aside` away from none and from all."""
    return min(max(round(share * people), aside), people - aside)
