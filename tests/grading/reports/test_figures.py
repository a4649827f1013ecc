"""The figures of an assignment: over what is finally marked, and silent on few people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo import ASSIGNMENT
from graded import START, figures, records
from handed_in import NAME
from knowshow.grading.reports.disclosure import FEWEST
from knowshow.grading.reports.figures import Figures
from knowshow.grading.reports.table import LearnerRecord

if TYPE_CHECKING:
    from knowshow.exercises.items import Value

FULL = (4.0, 6.0, 5.0, 4.0, 3.0, 8.0)


def test_the_figures_of_an_assignment() -> None:
    of_all = figures(records(60), {"somebody-else": None}, START)
    assert (of_all.expected, of_all.submitted, of_all.maximum) == (61, 60, 30)
    assert (of_all.waiting, of_all.marked, of_all.copies) == (0, 60, 60)
    assert sum(of_all.spread) == 60
    assert dict(of_all.days) == {0: 15, 1: 15, 2: 15, 3: 15}
    assert [item.item for item in of_all.items] == [item.id for item in ASSIGNMENT.items]
    assert all(item.difficulty is None or 0 <= item.difficulty <= 1 for item in of_all.items)
    assert all(item.discrimination is None or -1 <= item.discrimination <= 1 for item in of_all.items)
    assert sum(answer.value for answer in of_all.items[0].chosen) == pytest.approx(1)


def test_an_item_that_tells_the_strong_from_the_weak_discriminates() -> None:
    rows = [LearnerRecord(str(n), None, FULL if n % 2 else (0.0,) * 6) for n in range(10)]
    assert figures(rows).items[0].discrimination == pytest.approx(1)
    same = [LearnerRecord(str(n), None, (4.0, float(n), 0.0, 0.0, 0.0, 0.0)) for n in range(10)]
    assert figures(same).items[0].discrimination is None


@pytest.mark.parametrize("count", range(FEWEST))
def test_of_fewer_than_five_only_the_number_is_reported(count: int) -> None:
    assert figures(records(count), since=START) == Figures(NAME, count, count, None, 30)


def test_a_late_penalty_is_taken_off_the_total_and_off_no_item() -> None:
    rows = [LearnerRecord(str(n), None, FULL, penalty=10.0) for n in range(5)]
    of_all = figures(rows)
    assert of_all.mean == 20
    assert of_all.items[0].difficulty == 1


def test_answers_that_wait_move_no_figure_of_the_others() -> None:
    read, unread = figures(records(60)), figures(records(60, read=False))
    for before, after in zip(unread.items[:-1], read.items[:-1], strict=True):
        assert (before.difficulty, before.answered, before.omitted) == (
            after.difficulty,
            after.answered,
            after.omitted,
        )
    # Without the texts, the closed items are compared with each other.
    without = [
        LearnerRecord(record.learner, record.timestamp, (*record.scores[:-1], None), record.values)
        for record in records(60)
    ]
    assert [item.discrimination for item in figures(without).items] == [
        item.discrimination for item in unread.items
    ]
    assert figures(without).items[-1].difficulty is None


def test_the_mean_is_over_those_who_are_marked_in_full() -> None:
    done = [LearnerRecord(f"done-{n}", None, FULL) for n in range(6)]
    waiting = [LearnerRecord(f"waits-{n}", None, (0.0, 0.0, 0.0, 0.0, 0.0, None)) for n in range(6)]
    of_all = figures([*done, *waiting])
    assert (of_all.mean, of_all.marked, of_all.waiting) == (30, 6, 6)
    assert sum(of_all.spread) == 6
    few = figures([*done[:4], *waiting[:2]])
    assert (few.mean, few.marked, few.spread) == (None, 4, ())
    less_than_half = figures([*done[:5], *waiting], cohorts([11]))
    assert (less_than_half.mean, less_than_half.marked, less_than_half.spread) == (None, 5, ())
    assert [cohort.mean for cohort in less_than_half.cohorts] == [None]


def test_learners_count_once_half_of_them_are_marked_and_items_before() -> None:
    rows = [LearnerRecord(str(n), None, (*FULL[:4], float(n % 4), float(n % 9))) for n in range(20)]
    waits = [LearnerRecord(row.learner, None, (*row.scores[:-1], None)) for row in rows]
    half = figures([*rows[:10], *waits[10:]]).reliability
    less = figures([*rows[:9], *waits[9:]]).reliability
    assert half is not None
    assert less is not None
    assert (half.items, half.learners) == (6, 10)
    assert (less.items, less.learners) == (5, 20)


def test_leaving_out_and_not_reaching_are_told_apart() -> None:
    answers: dict[str, Value] = {"first-call": "people", "days": 30}
    rows = [LearnerRecord(str(n), None, FULL, answers if n < 6 else {}) for n in range(8)]
    of_all = {item.item: (item.answered, item.omitted, item.not_reached) for item in figures(rows).items}
    assert of_all["first-call"] == (0.75, 0.0, 0.25)
    assert of_all["sequence"] == (0.0, 0.75, 0.25)
    assert of_all["letter"] == (0.0, 0.0, 1.0)


def test_a_learner_without_a_graded_copy_is_in_no_share_of_answers() -> None:
    known = [LearnerRecord(f"a{n}", None, FULL, {"first-call": "people"}) for n in range(6)]
    lost = [LearnerRecord(f"b{n}", None, FULL, None) for n in range(6)]
    of_all = figures([*known, *lost])
    assert (of_all.copies, of_all.submitted) == (6, 12)
    first = of_all.items[0]
    assert (first.answered, first.answers, first.marked) == (1.0, 6, 12)


def test_an_answer_that_no_longer_fits_its_item_is_not_counted() -> None:
    rows = [LearnerRecord(str(n), None, FULL, {"first-call": "nobody", "days": 30}) for n in range(6)]
    of_all = figures(rows)
    assert of_all.items[0].answered is None
    assert of_all.items[0].chosen == ()
    assert of_all.items[4].answered == 1


def cohorts(sizes: list[int]) -> dict[str, str | None]:
    """So many learners in each cohort, from the first record on."""
    names = [f"group-{place}" for place, size in enumerate(sizes) for _ in range(size)]
    return {f"learner-{number}": name for number, name in enumerate(names)}


@given(sizes=st.lists(st.integers(0, 9), min_size=1, max_size=6), strangers=st.integers(0, 9))
def test_no_cohort_under_five_is_shown_or_found_by_subtraction(sizes: list[int], strangers: int) -> None:
    named = cohorts(sizes)
    graded = records(max(len(named) + strangers, FEWEST))
    absent: dict[str, str | None] = {f"absent-{place}": f"group-{place}" for place in range(len(sizes))}
    of_all = figures(graded, named | absent, START)
    shown = [cohort for cohort in of_all.cohorts if cohort.submitted is not None]
    assert len(of_all.cohorts) == len(sizes)
    assert all((cohort.submitted or 0) >= FEWEST for cohort in shown)
    assert all(cohort.mean is None for cohort in of_all.cohorts if cohort not in shown)
    untold = of_all.submitted - sum(cohort.submitted or 0 for cohort in shown)
    everybody_told = len(shown) == len(sizes) and len(graded) == len(named)
    assert not shown or everybody_told or untold >= FEWEST


def test_large_cohorts_are_shown_beside_a_hidden_one() -> None:
    of_all = figures(records(17), cohorts([2, 6, 9]), START)
    assert [(cohort.cohort, cohort.submitted) for cohort in of_all.cohorts] == [
        ("group-0", None),
        ("group-1", None),
        ("group-2", 9),
    ]


def test_a_cohort_that_still_waits_is_counted_and_has_no_mean() -> None:
    rows = [LearnerRecord(f"learner-{n}", None, FULL if n < 12 else (*FULL[:-1], None)) for n in range(24)]
    read, waits = figures(rows, cohorts([12, 12])).cohorts
    assert (read.submitted, read.mean) == (12, 30)
    assert (waits.submitted, waits.mean) == (12, None)


@given(
    scores=st.lists(
        st.tuples(*(st.floats(0, 8).map(lambda x: round(x, 2)) | st.none() for _ in range(6))),
        min_size=5,
        max_size=30,
    )
)
def test_whatever_the_scores_no_figure_is_out_of_range(scores: list[tuple[float | None, ...]]) -> None:
    of_all = figures([LearnerRecord(str(n), None, row) for n, row in enumerate(scores)])
    numbers = [x for i in of_all.items for x in (i.discrimination, i.low, i.high) if x is not None]
    assert all(-1 <= number <= 1 for number in numbers)
    if of_all.reliability:
        measured = of_all.reliability
        assert measured.low <= measured.value <= measured.high <= 1
        assert math.isfinite(measured.error)
