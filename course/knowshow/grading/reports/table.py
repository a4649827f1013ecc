"""The graded submissions of one assignment as columns: small enough for a hundred thousand of them."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowshow.exercises import items

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from knowshow.exercises.items import Assignment, Item, Value

    # An answer as short as can be: an id or a number; the ids of a list in order; for a match the target
    # of each source, None where it has none; of a written answer only that there is one.
    Kind = str | int | tuple[str | None, ...]

WAITING = math.nan  # a score that a person has yet to give, or to look at again
BLANK = -1  # no answer
UNKNOWN = -2  # nothing is known of an answer: there is no graded copy that could be read


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """One learner's graded submission: scores in the order of the items, None where a person has to score.

    `values` are the answers by item id, None where there is no graded copy; `penalty` the points deducted
    from the total for lateness.
    """

    learner: str
    timestamp: datetime | None
    scores: tuple[float | None, ...]
    values: Mapping[str, Value] | None = field(default_factory=dict)
    penalty: float = 0.0


class Column:
    """One item: each learner's score (`WAITING` is not a number) and answer, a place in `kinds`.

    `kinds` are the answers that were given, each once.
    """

    def __init__(self, item: Item, learners: int) -> None:
        """Make a column in which nothing is scored and no answer is known."""
        self.item = item
        self.scores = array("d", [WAITING]) * learners
        self.answers = array("i", [UNKNOWN]) * learners
        self.kinds: list[Kind] = []
        self._places: dict[Kind, int] = {}
        self._sources = [source.id for source in item.sources] if item.type == "match" else []
        parts = (option for name in ("options", "targets") for option in getattr(item, name, ()))
        self._ids: dict[str, str] = {option.id: option.id for option in parts}

    def find_place(self, value: Value | None) -> int:
        """Return the place of an answer in `kinds`, a new one where it is the first of its kind."""
        if value is None:
            return BLANK
        kind: Kind = "" if self.item.type == "extended-text" else self._shorten(value)
        place = self._places.get(kind)
        return self._add(kind, value) if place is None else place

    def _shorten(self, value: Value) -> Kind:
        if isinstance(value, dict):
            return tuple(map(value.get, self._sources))
        return tuple(value) if isinstance(value, list) else value

    def _add(self, kind: Kind, value: Value) -> int:
        place = len(self.kinds)
        if items.find_fault(self.item, value) is not None:  # the items have changed since it was graded
            place = UNKNOWN
        else:
            if isinstance(kind, tuple):  # the item's own ids, which all kinds share
                kind = tuple(None if part is None else self._ids[part] for part in kind)
            self.kinds.append(kind)
        self._places[kind] = place
        return place


class GradedTable:
    """Columns for all items, and for each learner the id, the time of handing in and the late penalty."""

    def __init__(self, assignment: Assignment, learners: Sequence[str]) -> None:
        """Make a table in which nothing is scored and no answer is known."""
        self.learners = learners
        self.timestamps: list[datetime | None] = [None] * len(learners)
        self.penalties = array("d", bytes(8 * len(learners)))
        self.columns = tuple(Column(item, len(learners)) for item in assignment.items)

    @classmethod
    def make(cls, assignment: Assignment, records: Iterable[LearnerRecord]) -> GradedTable:
        """Make a table of records."""
        all_records = list(records)
        table = cls(assignment, [record.learner for record in all_records])
        for row, record in enumerate(all_records):
            table.timestamps[row] = record.timestamp
            table.penalties[row] = record.penalty
            for column, score in zip(table.columns, record.scores, strict=True):
                column.scores[row] = WAITING if score is None else score
            if record.values is not None:
                table.put_answers(row, record.values)
        return table

    def put_answers(self, row: int, values: Mapping[str, Value]) -> None:
        """Enter the answers of one learner, by item id."""
        for column in self.columns:
            column.answers[row] = column.find_place(values.get(column.item.id))

    def add_up(self) -> array[float]:
        """Return each learner's points before any penalty; `WAITING` where one is not finally marked."""
        return array("d", map(math.fsum, zip(*(column.scores for column in self.columns), strict=True)))
