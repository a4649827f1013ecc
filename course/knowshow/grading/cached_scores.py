"""Score submissions by the thousand: an answer that many give is scored once."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from knowshow.exercises import scoring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Value

CACHED = 4096  # answers whose scores, or pieces of a copy, are kept for the next that are the same
encode_answer = json.JSONEncoder(sort_keys=True).encode


class CachedScores:
    """The scores of one assignment's answers."""

    def __init__(self, exercise: Exercise) -> None:
        """Keep the exercise, with its key."""
        self.exercise = exercise
        self._cached_points = lru_cache(maxsize=CACHED)(self._compute_points)

    def score(self, values: Mapping[str, Value]) -> tuple[float | None, ...]:
        """Return the points for each item, None where a person has to score; `values` are by item id."""
        return tuple(
            self._compute(place, values.get(item.id))  # hardly two people write the same words
            if item.type == "extended-text"
            else self._cached_points(place, encode_answer(values.get(item.id)))
            for place, item in enumerate(self.exercise.assignment.items)
        )

    def _compute_points(self, place: int, value: str) -> float | None:
        return self._compute(place, json.loads(value))

    def _compute(self, place: int, value: Any) -> float | None:
        item = self.exercise.assignment.items[place]
        score = scoring.score(item, self.exercise.keys.key[item.id], value)
        return None if score.outcome == "needs-manual" else score.earned
