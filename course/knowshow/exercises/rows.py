"""A learner's rows, each with its own id and changed one by one, so that two windows do not clash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import Field

from knowshow.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

Words = Annotated[str, Field(strict=True, max_length=2000)]


class Identified(Part):
    """One row; its id is given when the row is made and never changes."""

    id: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]


Row = TypeVar("Row", bound=Identified)


def put(rows: Sequence[Row], row: Row, at: int | None = None) -> tuple[Row, ...]:
    """Return the rows with one put in: over the row with its id, else at index `at`, else at the end."""
    if any(other.id == row.id for other in rows):
        return tuple(row if other.id == row.id else other for other in rows)
    place = len(rows) if at is None else min(max(at, 0), len(rows))
    return (*rows[:place], row, *rows[place:])


def drop(rows: Sequence[Row], name: str) -> tuple[Row, ...]:
    """Return the rows without the one that has an id."""
    return tuple(row for row in rows if row.id != name)


def find_place(rows: Sequence[Row], name: str) -> int | None:
    """Return the index of the row that has an id, or None."""
    return next((index for index, row in enumerate(rows) if row.id == name), None)
