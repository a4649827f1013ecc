"""Grades as the gradebook of Canvas takes them.

Source: Canvas's code, `lib/gradebook_importer.rb`: the first columns are Student, ID and Section, a row
"Points Possible" may follow, and a column's name is an assignment's title, or its title and number. An empty
cell would take a grade away, so each assignment has a file of its own, with those who have a grade.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowshow.handing_in.who_is_who import Entry

Row = tuple[str | float, ...]

HEADER = ("Student", "ID", "Section")
_POINTS = "    Points Possible"


def make_rows(scored: Iterable[tuple[Entry, float]], maximum: float, title: str) -> Iterator[Row]:
    """Yield the rows of a gradebook with one assignment, which is called `title` in Canvas."""
    yield (*HEADER, title)
    yield (_POINTS, "", "", maximum)
    for entry, score in scored:
        yield (entry.name, entry.number, "", score)
