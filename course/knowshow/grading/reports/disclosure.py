"""Which groups of people may have figures: none that is small, and none that leaves a small rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FEWEST = 5  # fewer people than this could be recognised in a figure


def find_shown(sizes: Mapping[str, int], others: int = 0) -> set[str]:
    """Return the groups that may be shown; `others` counts people in none of them.

    A reader can subtract the groups that are shown from the whole, and learns the sum of all the others.
    That remainder (groups that are withheld, and `others`) must not be a small group either. So withhold
    the next smallest group as well, until the remainder holds five people.
    """
    by_size = sorted(sizes, key=lambda name: (sizes[name], name))
    shown = [name for name in by_size if sizes[name] >= FEWEST]
    # `hidden` counts the people in the remainder that subtraction gives away.
    hidden = others + sum(sizes[name] for name in by_size if name not in shown)
    # With every group shown and nobody outside of them, there is no remainder to find out.
    while shown and hidden < FEWEST and (others or len(shown) < len(sizes)):
        hidden += sizes[shown.pop(0)]
    return set(shown)
