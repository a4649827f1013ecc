"""How many went from what to what between two ballots: from forty people on, out of pairs that phones send.

The server keeps no link between a first and a second vote; a phone may send its own pair. Every cell of the
table shown is k or more, so with four cells or more its complement is too. Where some phones send no pair,
the room could subtract the table from the reveals: what remains of each row and of each column is k or more
too, or nothing is shown. A coalition can fill a cell with pairs of its own; at least two others are in it
all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowshow.room.again import movement
from knowshow.room.disclosure import room_choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowshow.room.disclosure import Reveal

FROM: Final = 40  # people
Parts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class JointTable:
    """People by first vote (rows) and second (columns), both over the same `parts` of the options."""

    parts: Parts
    cells: tuple[tuple[int, ...], ...]


def joint_table(first: Reveal, second: Reveal, pairs: Mapping[tuple[str, str], int]) -> JointTable | None:
    """Return the finest table that may be shown of `pairs` ((first vote, second vote) to people), or None.

    The two reveals are those of one electorate; `ABSTAIN` stands in a pair for no vote.
    """
    if min(first.people, second.people) < FROM:
        return None
    for parts in _groupings(first, second):
        table = JointTable(parts, tuple(tuple(_sum(pairs, row, column) for column in parts) for row in parts))
        if _passes(table, first, second, sum(pairs.values())):
            return table
    return None


def _groupings(first: Reveal, second: Reveal) -> Iterator[Parts]:
    """Yield the groupings to try: those of both reveals, then the first's winner and all others."""
    parts = tuple(moved.options for moved in movement(first, second))
    if parts:
        yield parts
        winner = (room_choice(first),)
        rest = tuple(option for part in parts for option in part if option not in winner)
        if winner in parts:
            yield ((str(winner[0]),), rest)


def _sum(pairs: Mapping[tuple[str, str], int], row: tuple[str, ...], column: tuple[str, ...]) -> int:
    """Return how many pairs go from one of `row` to one of `column`."""
    return sum(pairs.get((before, after), 0) for before in row for after in column)


def _passes(table: JointTable, first: Reveal, second: Reveal, sent: int) -> bool:
    """Return whether every cell, and what subtraction leaves of each row and column, is enough people."""
    if min(min(row) for row in table.cells) < first.k or sum(map(sum, table.cells)) != sent:
        return False
    rests = [
        *(_shown(first, part) - sum(row) for part, row in zip(table.parts, table.cells, strict=True)),
        *(
            _shown(second, part) - sum(column)
            for part, *column in zip(table.parts, *table.cells, strict=True)
        ),
    ]
    return not any(rests) or min(rests) >= first.k


def _shown(shown: Reveal, part: tuple[str, ...]) -> int:
    """Return how many chose among `part`, whole groups of `shown`."""
    return sum(group.count or 0 for group in shown.groups if set(group.options) <= set(part))
