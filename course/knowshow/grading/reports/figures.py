"""All figures of an assignment and its cohorts, from a table of graded submissions.

Everything is over finally marked answers: a score that a person has yet to give, or to look at again, is in
no mean and no correlation. Groups under five get no figures.
"""

from __future__ import annotations

import math
import statistics
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from knowshow.grading.final import take_penalty
from knowshow.grading.reports import classical, disclosure, flags, item_figures
from knowshow.grading.reports.disclosure import FEWEST
from knowshow.grading.reports.item_figures import Basis
from knowshow.grading.reports.table import BLANK, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from knowshow.exercises.items import Assignment
    from knowshow.exercises.keys import Keys
    from knowshow.grading.reports.classical import Reliability
    from knowshow.grading.reports.item_figures import ItemFigures
    from knowshow.grading.reports.table import GradedTable

_BINS = 10


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """The figures of one cohort; a figure is None if it would give away too few people.

    `mean` is over those whose every answer is finally marked.
    """

    cohort: str
    expected: int
    submitted: int | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one assignment; with fewer than five submissions, only how many there are.

    `waiting` counts submissions that a person has yet to read, `marked` those whose every answer is finally
    marked, `copies` those whose graded copy gave the answers. `maximum` and `mean` are points, `spread`
    counts totals in each tenth of the points, both over `marked` once these are half of all. `days` pairs a
    day since the release with submissions.
    """

    assignment: str
    expected: int
    submitted: int
    waiting: int | None
    maximum: int
    marked: int | None = None
    copies: int | None = None
    mean: float | None = None
    spread: tuple[int, ...] = ()
    reliability: Reliability | None = None
    days: tuple[tuple[int, int], ...] = ()
    items: tuple[ItemFigures, ...] = ()
    cohorts: tuple[CohortFigures, ...] = ()


def compute_figures(
    assignment: Assignment,
    keys: Keys,
    table: GradedTable,
    roster: Mapping[str, str | None],
    since: datetime | None,
) -> Figures:
    """Compute the figures of an assignment from its graded submissions.

    `roster` maps everybody expected to their cohort, or to None; `since` is the day of release, if known.
    """
    maximum = sum(item.points for item in assignment.items)
    everybody: dict[str, str | None] = dict.fromkeys(table.learners) | dict(roster)
    submitted = len(table.learners)
    if submitted < FEWEST:
        return Figures(assignment.assignment, len(everybody), submitted, None, maximum)
    points = table.add_up()
    marked = [row for row, total in enumerate(points) if not math.isnan(total)]
    totals = array("d", map(take_penalty, points, table.penalties))
    final = [totals[row] for row in marked]
    basis = find_basis(table, marked)
    settled = len(marked) >= FEWEST and _are_most(marked, table)
    last = _find_last(table)
    return Figures(
        assignment.assignment,
        len(everybody),
        submitted,
        submitted - len(marked),
        maximum,
        len(marked),
        sum(end != UNKNOWN for end in last),
        statistics.fmean(final) if settled else None,
        _count_by_tenth(final, maximum) if settled else (),
        _measure_reliability(table, basis),
        _count_by_day(table.timestamps, since),
        tuple(
            _add_flags(item_figures.compute(place, column, keys.key[column.item.id], basis, last))
            for place, column in enumerate(table.columns)
        ),
        _cohort_figures(table, totals if settled else [math.nan] * submitted, everybody),
    )


def _add_flags(item: ItemFigures) -> ItemFigures:
    return replace(item, flags=tuple(flags.find_flags(item)))


def _are_most(marked: Sequence[int], table: GradedTable) -> bool:
    """Return whether at least half of the learners are marked in full.

    Before, those are mostly learners who left out what a person has to read, and their mean nobody's.
    """
    return 2 * len(marked) >= len(table.learners)


def find_basis(table: GradedTable, marked: Sequence[int]) -> Basis:
    """Return the items and the learners over which points are added up to compare items with.

    Where at least half of the learners are marked in full: these, over all items. Before: everybody, over
    the items in which nobody waits. So neither a text that waits for weeks leaves its item out, nor do the
    first few texts that are read speak for everybody.
    """
    rows: Sequence[int] = marked
    places = list(range(len(table.columns)))
    if not _are_most(marked, table):
        rows = range(len(table.learners))
        places = [place for place in places if not any(map(math.isnan, table.columns[place].scores))]
    columns = _cut(table, places, rows)
    totals = classical.add_up(columns) if columns else [0.0] * len(rows)
    return Basis(tuple(places), rows, totals)


def _cut(table: GradedTable, places: Iterable[int], rows: Sequence[int]) -> list[Sequence[float]]:
    """Return the scores of some items and some learners; the table's own columns where these are all."""
    chosen = [table.columns[place].scores for place in places]
    if len(rows) == len(table.learners):
        return list(chosen)
    return [array("d", [scores[row] for row in rows]) for scores in chosen]


def _measure_reliability(table: GradedTable, basis: Basis) -> Reliability | None:
    if len(basis.rows) < FEWEST:
        return None
    points = [table.columns[place].item.points for place in basis.items]
    return classical.measure_reliability(_cut(table, basis.items, basis.rows), points)


def _find_last(table: GradedTable) -> list[int]:
    """Return for each learner the place of the last item answered, as `item_figures.compute` takes it."""
    ends = [BLANK] * len(table.learners)
    for place, column in enumerate(table.columns):
        for row, answer in enumerate(column.answers):
            if answer >= 0:
                ends[row] = place
            elif answer == UNKNOWN and ends[row] == BLANK and place == 0:
                ends[row] = UNKNOWN
    return ends


def _count_by_tenth(totals: Iterable[float], maximum: int) -> tuple[int, ...]:
    """Count the totals in each tenth of the points; full points fall in the last tenth."""
    counts = Counter(min(int(total * _BINS / maximum), _BINS - 1) for total in totals)
    return tuple(counts[place] for place in range(_BINS))


def _count_by_day(
    timestamps: Iterable[datetime | None], since: datetime | None
) -> tuple[tuple[int, int], ...]:
    """Count the submissions on each day since the release, or since the first submission."""
    stamps = [stamp for stamp in timestamps if stamp]
    start = since or min(stamps, default=None)
    if start is None:
        return ()
    counts = Counter(max(0, (stamp - start) // timedelta(days=1)) for stamp in stamps)
    return tuple(sorted(counts.items()))


def _cohort_figures(
    table: GradedTable, totals: Sequence[float], everybody: Mapping[str, str | None]
) -> tuple[CohortFigures, ...]:
    """Return each cohort's figures, sorted by name, and withhold those that are too small."""
    expected = Counter(cohort for cohort in everybody.values() if cohort)
    submitted: Counter[str | None] = Counter()
    scores: dict[str | None, list[float]] = defaultdict(list)
    if not expected:
        return ()
    for learner, total in zip(table.learners, totals, strict=True):
        cohort = everybody.get(learner)
        submitted[cohort] += 1
        if not math.isnan(total):
            scores[cohort].append(total)
    counted = disclosure.find_shown({cohort: submitted[cohort] for cohort in expected}, submitted[None])
    marked = {cohort: len(scores[cohort]) for cohort in expected if scores[cohort]}
    averaged = disclosure.find_shown(marked, len(scores[None]))
    return tuple(
        CohortFigures(
            cohort,
            expected[cohort],
            submitted[cohort] if cohort in counted else None,
            statistics.fmean(scores[cohort]) if cohort in counted & averaged else None,
        )
        for cohort in sorted(expected)
    )
