"""Compute what many submissions say about an exercise and a cohort; pure, and silent on groups under five.

Difficulty and discrimination are those of classical test theory. Difficulty is the mean share of an item's
points, so a high figure means an easy item. Discrimination is the correlation of an item's score with the
rest of the total (Ebel 1954): near 1, learners who do well elsewhere do well here; near 0 or below, the item
tells nothing, or its key is wrong. The item itself is left out of the total, since an item that counts on
both sides correlates with itself (Henrysson 1963).
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

FEWEST = 5  # fewer people than this could be recognised in a figure
_BINS = 10


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """One learner's graded submission: scores in the order of the items, None where a person has to score.

    `values` are the answers by item id, `penalty` the points deducted from the total for lateness.
    """

    learner: str
    timestamp: datetime | None
    scores: tuple[float | None, ...]
    values: dict[str, Value] = field(default_factory=dict)
    cohort: str | None = None
    penalty: float = 0.0


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The figures of one item, None or empty where fewer than five answers count.

    `answered` and `difficulty` are shares from 0 to 1, `discrimination` is from -1 to 1. `chosen` holds
    (option, "", share); for a match (source, target, share), for an order (option, "", mean place from 1),
    for a slider (`q1`, `q2` or `q3`, "", quartile).
    """

    item: str
    answered: float
    difficulty: float | None
    discrimination: float | None
    chosen: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """The figures of one cohort; `submitted` and `mean` are None if they would give away too few people."""

    cohort: str
    expected: int
    submitted: int | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one assignment; with fewer than five submissions, only how many there are.

    `waiting` counts submissions that a person has yet to read, `maximum` and `mean` are points, `spread`
    counts totals in each tenth of the points, and `days` pairs a day since the release with submissions.
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


def compute_figures(
    assignment: Assignment,
    records: Sequence[LearnerRecord],
    roster: dict[str, str | None],
    since: datetime | None,
) -> Figures:
    """Compute the figures of an assignment from its graded submissions.

    `roster` maps everybody expected to their cohort, or to None; `since` is the day of release, if known.
    """
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
        _count_by_tenth(totals, maximum),
        _count_by_day(records, since),
        tuple(_item_figures(item, place, records) for place, item in enumerate(assignment.items)),
        _cohort_figures(records, everybody),
    )


def _points(record: LearnerRecord) -> float:
    return sum(score or 0.0 for score in record.scores)


def _total(record: LearnerRecord) -> float:
    return max(0.0, _points(record) - record.penalty)


def _count_by_tenth(totals: Iterable[float], maximum: int) -> tuple[int, ...]:
    """Count the totals in each tenth of the points; full points fall in the last tenth."""
    counts = Counter(min(int(total * _BINS / maximum), _BINS - 1) for total in totals)
    return tuple(counts[place] for place in range(_BINS))


def _count_by_day(records: Iterable[LearnerRecord], since: datetime | None) -> tuple[tuple[int, int], ...]:
    """Count the submissions on each day since the release, or since the first submission."""
    stamps = [record.timestamp for record in records if record.timestamp]
    start = since or min(stamps, default=None)
    if start is None:
        return ()
    counts = Counter(max(0, (stamp - start) // timedelta(days=1)) for stamp in stamps)
    return tuple(sorted(counts.items()))


def _item_figures(item: Item, place: int, records: Sequence[LearnerRecord]) -> ItemFigures:
    graded = [
        (record.scores[place], _points(record)) for record in records if record.scores[place] is not None
    ]
    own = [score for score, _ in graded if score is not None]
    # The penalty is left out of both: it says nothing about the item.
    rest = [total - (score or 0.0) for score, total in graded]
    answers = [record.values[item.id] for record in records if item.id in record.values]
    return ItemFigures(
        item.id,
        len(answers) / len(records),
        statistics.fmean(own) / item.points if len(own) >= FEWEST else None,
        _correlation(own, rest),
        tuple(_choice_figures(item, answers)) if len(answers) >= FEWEST else (),
    )


def _correlation(own: list[float], rest: list[float]) -> float | None:
    if len(own) < FEWEST:
        return None
    try:
        return statistics.correlation(own, rest)
    except statistics.StatisticsError:  # everybody has the same score
        return None


def _choice_figures(item: Item, answers: Sequence[Value]) -> Iterable[tuple[str, str, float]]:
    """Yield what was chosen: shares of options or pairs, an order's mean places, a slider's quartiles."""
    if item.type == "choice":
        taken = Counter(pick for value in answers for pick in list_picks(value))
        for option in item.options:
            yield option.id, "", taken[option.id] / len(answers)
    elif item.type == "match":
        pairs = Counter(pair for value in answers if isinstance(value, dict) for pair in value.items())
        for source in item.sources:
            for target in item.targets:
                if pairs[source.id, target.id]:
                    yield source.id, target.id, pairs[source.id, target.id] / len(answers)
    elif item.type == "order":
        orders = [value for value in answers if isinstance(value, list)]
        for option in item.options:
            yield option.id, "", statistics.fmean(order.index(option.id) + 1 for order in orders)
    elif item.type == "slider":
        numbers = [value for value in answers if isinstance(value, int)]
        for name, cut in zip(
            ("q1", "q2", "q3"), statistics.quantiles(numbers, method="inclusive"), strict=True
        ):
            yield name, "", cut


def _cohort_figures(
    records: Iterable[LearnerRecord], everybody: dict[str, str | None]
) -> tuple[CohortFigures, ...]:
    """Return each cohort's figures, sorted by name, and withhold those that are too small.

    A reader can subtract the cohorts that are shown from the whole, and learns the sum of all the others.
    That remainder (cohorts that are withheld, and learners without one) must not be a small group either.
    So withhold the next smallest cohort as well, until the remainder holds five submissions.
    """
    expected = Counter(cohort for cohort in everybody.values() if cohort)
    scores: dict[str | None, list[float]] = defaultdict(list)
    for record in records:
        scores[everybody.get(record.learner)].append(_total(record))
    by_size = sorted(expected, key=lambda cohort: (len(scores[cohort]), cohort))
    shown = [cohort for cohort in by_size if len(scores[cohort]) >= FEWEST]
    # `hidden` counts the submissions in the remainder that subtraction gives away.
    hidden = len(scores[None]) + sum(len(scores[cohort]) for cohort in by_size if cohort not in shown)
    # With every cohort shown and nobody without one, there is no remainder to find out.
    while shown and hidden < FEWEST and (scores[None] or len(shown) < len(expected)):
        hidden += len(scores[shown.pop(0)])
    return tuple(
        CohortFigures(cohort, expected[cohort], len(scores[cohort]), statistics.fmean(scores[cohort]))
        if cohort in shown
        else CohortFigures(cohort, expected[cohort], None, None)
        for cohort in sorted(expected)
    )
