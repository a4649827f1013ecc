"""What many submissions tell about an exercise and a cohort; pure, and silent about groups under five.

Difficulty and discrimination are those of classical test theory: the mean share of an item's points, and the
correlation of an item's score with the rest of the total (Ebel 1954; Henrysson 1963
for leaving the item out).
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from knowshow.exercises.scoring import list_picks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from knowshow.exercises.items import Assignment, Item, Value

FEWEST = 5
_BINS = 10


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """One learner's submission: scores in the order of the items, None where a person has yet to read.

    `penalty` is what was taken off the total for being late.
    """

    learner: str
    timestamp: datetime | None
    scores: tuple[float | None, ...]
    values: dict[str, Value] = field(default_factory=dict)
    cohort: str | None = None
    penalty: float = 0.0


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One item: share answered, difficulty (mean share of points), discrimination, and what was picked."""

    item: str
    answered: float
    difficulty: float | None
    discrimination: float | None
    chosen: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """One cohort; its figures are None where it is too small to be told apart."""

    cohort: str
    expected: int
    submitted: int | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one assignment; only `expected` and `submitted` are told of fewer than five.

    `waiting` counts submissions of which a person has yet to read something.
    """

    assignment: str
    expected: int
    submitted: int
    waiting: int | None
    maximum: int
    mean: float | None = None
    spread: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    items: tuple[ItemFigures, ...] = ()
    cohorts: tuple[CohortFigures, ...] = ()


def figures(
    assignment: Assignment,
    records: Sequence[LearnerRecord],
    roster: dict[str, str | None],
    since: datetime | None,
) -> Figures:
    """The figures of an assignment. `roster` holds everybody expected, with their cohort if they have one."""
    maximum = sum(item.points for item in assignment.items)
    everybody = {record.learner: record.cohort for record in records} | roster
    enough = len(records) >= FEWEST
    waiting = sum(None in record.scores for record in records) if enough else None
    counts = (assignment.assignment, len(everybody), len(records), waiting, maximum)
    if not enough:
        return Figures(*counts)
    totals = [_total(record) for record in records]
    return Figures(
        *counts,
        statistics.fmean(totals),
        _spread(totals, maximum),
        _days(records, since),
        tuple(_item(item, place, records) for place, item in enumerate(assignment.items)),
        _cohorts(records, everybody),
    )


def _earned(record: LearnerRecord) -> float:
    return sum(score or 0.0 for score in record.scores)


def _total(record: LearnerRecord) -> float:
    return max(0.0, _earned(record) - record.penalty)


def _spread(totals: Iterable[float], maximum: int) -> tuple[int, ...]:
    """How many totals fall into each tenth of the points."""
    found = Counter(min(int(total * _BINS / maximum), _BINS - 1) for total in totals)
    return tuple(found[place] for place in range(_BINS))


def _days(records: Iterable[LearnerRecord], since: datetime | None) -> tuple[tuple[int, int], ...]:
    """How many were handed in on each day since the release, or since the first one."""
    stamps = [record.timestamp for record in records if record.timestamp]
    start = since or min(stamps, default=None)
    if start is None:
        return ()
    found = Counter(max(0, (stamp - start) // timedelta(days=1)) for stamp in stamps)
    return tuple(sorted(found.items()))


def _item(item: Item, place: int, records: Sequence[LearnerRecord]) -> ItemFigures:
    graded = [
        (record.scores[place], _earned(record)) for record in records if record.scores[place] is not None
    ]
    own = [score for score, _ in graded if score is not None]
    rest = [total - (score or 0.0) for score, total in graded]
    given = [record.values[item.id] for record in records if item.id in record.values]
    return ItemFigures(
        item.id,
        len(given) / len(records),
        statistics.fmean(own) / item.points if len(own) >= FEWEST else None,
        _correlation(own, rest),
        tuple(_chosen(item, given)) if len(given) >= FEWEST else (),
    )


def _correlation(own: list[float], rest: list[float]) -> float | None:
    if len(own) < FEWEST:
        return None
    try:
        return statistics.correlation(own, rest)
    except statistics.StatisticsError:  # everybody has the same score
        return None


def _chosen(item: Item, given: Sequence[Value]) -> Iterable[tuple[str, str, float]]:
    """Each option with the share who took it; an order's with its mean place; a slider's middle half."""
    if item.type == "choice":
        taken = Counter(pick for value in given for pick in list_picks(value))
        for option in item.options:
            yield option.id, "", taken[option.id] / len(given)
    elif item.type == "match":
        pairs = Counter(pair for value in given if isinstance(value, dict) for pair in value.items())
        for source in item.sources:
            for target in item.targets:
                if pairs[source.id, target.id]:
                    yield source.id, target.id, pairs[source.id, target.id] / len(given)
    elif item.type == "order":
        orders = [value for value in given if isinstance(value, list)]
        for option in item.options:
            yield option.id, "", statistics.fmean(order.index(option.id) + 1 for order in orders)
    elif item.type == "slider":
        numbers = [value for value in given if isinstance(value, int)]
        for name, cut in zip(
            ("q1", "q2", "q3"), statistics.quantiles(numbers, method="inclusive"), strict=True
        ):
            yield name, "", cut


def _cohorts(records: Iterable[LearnerRecord], everybody: dict[str, str | None]) -> tuple[CohortFigures, ...]:
    """Each cohort by name.

    What is not told, with those who have no cohort, is known by subtraction from the whole; so the next
    smallest cohort goes with it until it holds five submissions.
    """
    expected = Counter(cohort for cohort in everybody.values() if cohort)
    scores: dict[str | None, list[float]] = defaultdict(list)
    for record in records:
        scores[everybody.get(record.learner)].append(_total(record))
    by_size = sorted(expected, key=lambda cohort: (len(scores[cohort]), cohort))
    told = [cohort for cohort in by_size if len(scores[cohort]) >= FEWEST]
    untold = len(scores[None]) + sum(len(scores[cohort]) for cohort in by_size if cohort not in told)
    while told and untold < FEWEST and (scores[None] or len(told) < len(expected)):
        untold += len(scores[told.pop(0)])
    return tuple(
        CohortFigures(cohort, expected[cohort], len(scores[cohort]), statistics.fmean(scores[cohort]))
        if cohort in told
        else CohortFigures(cohort, expected[cohort], None, None)
        for cohort in sorted(expected)
    )
