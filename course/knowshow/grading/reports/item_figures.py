"""The figures of one item: how hard it is, whether it tells the strong from the weak, who left it out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knowshow.grading.reports import answer_figures, classical
from knowshow.grading.reports.disclosure import FEWEST
from knowshow.grading.reports.table import BLANK, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.exercises.keys import Key
    from knowshow.grading.reports.answer_figures import AnswerFigures
    from knowshow.grading.reports.table import Column

FlagKind = Literal["negative", "low", "easy", "hard", "rival", "unused", "omitted", "not_reached"]


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason to read an item again; `option` and `target` are ids where it is about an answer.

    `value` is the figure that led to it: a discrimination, or a share from 0 to 1.
    """

    kind: FlagKind
    value: float
    option: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The figures of one item, None or empty where fewer than five answers count.

    `answered`, `omitted` (left out, and a later item answered) and `not_reached` (left out like all items
    after it) are shares of the learners whose graded copy is there; `answers` counts the answers in them.
    `marked` counts the scores that are final, and `difficulty` (0 to 1) is over these. `discrimination`
    (-1 to 1), with its confidence interval `low` to `high`, is over `compared` learners.
    """

    item: str
    marked: int
    answers: int
    answered: float | None
    omitted: float | None
    not_reached: float | None
    difficulty: float | None
    discrimination: float | None
    low: float | None
    high: float | None
    compared: int
    chosen: tuple[AnswerFigures, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What an item is compared with: totals over some items (by place), of some learners (by row)."""

    items: tuple[int, ...]
    rows: Sequence[int]
    totals: Sequence[float]


def compute(place: int, column: Column, key: Key, basis: Basis, last: Sequence[int]) -> ItemFigures:
    """Compute the figures of the item at a `place`.

    `last` holds for each learner the place of the last item answered, `BLANK` if there is none, `UNKNOWN`
    without a graded copy.
    """
    final = [score for score in column.scores if not math.isnan(score)]
    rest = _find_rest(place, column, basis)
    own = [column.scores[row] for row in basis.rows] if place in basis.items else []
    enough = len(own) >= FEWEST
    discrimination = classical.correlation(own, rest) if enough else None
    low, high = _find_interval(discrimination, len(own))
    answers = sum(answer >= 0 for answer in column.answers)
    return ItemFigures(
        column.item.id,
        len(final),
        answers,
        *_count_blanks(place, column, last),
        classical.difficulty(final, column.item.points) if len(final) >= FEWEST else None,
        discrimination,
        low,
        high,
        len(rest),
        tuple(answer_figures.find_chosen(column, key, basis.rows, rest)) if answers >= FEWEST else (),
    )


def _find_interval(discrimination: float | None, learners: int) -> tuple[float | None, float | None]:
    return (None, None) if discrimination is None else classical.fisher_interval(discrimination, learners)


def _find_rest(place: int, column: Column, basis: Basis) -> list[float]:
    """Return the totals of the basis without this item's own points."""
    if place not in basis.items:
        return list(basis.totals)
    return classical.take_off(basis.totals, [column.scores[row] for row in basis.rows])


def _count_blanks(
    place: int, column: Column, last: Sequence[int]
) -> tuple[float | None, float | None, float | None]:
    """Return the shares that answered, omitted and did not reach an item, of those whose copy is there."""
    known = [(answer, end) for answer, end in zip(column.answers, last, strict=True) if answer != UNKNOWN]
    if len(known) < FEWEST:
        return None, None, None
    answered = sum(answer >= 0 for answer, _ in known)
    omitted = sum(answer == BLANK and end > place for answer, end in known)
    every = len(known)
    return answered / every, omitted / every, (every - answered - omitted) / every
