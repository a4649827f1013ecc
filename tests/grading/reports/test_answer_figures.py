"""What was chosen in an item, the key marked, and why an item is to be read again."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo import ASSIGNMENT
from graded import figures, records
from knowshow.grading.reports import disclosure, report_words
from knowshow.grading.reports.disclosure import FEWEST
from knowshow.grading.reports.flags import find_flags
from knowshow.grading.reports.table import LearnerRecord

if TYPE_CHECKING:
    from knowshow.exercises.items import Value
    from knowshow.grading.reports.item_figures import ItemFigures


def with_picks(picks: list[str], rest: list[float]) -> ItemFigures:
    """The first item's figures, for learners who picked so and have so many points elsewhere."""
    points = {"people": 4.0, "lawyers": 1.5, "press": 0.0}
    rows = [
        LearnerRecord(str(n), None, (points[pick], other, 0.0, 0.0, 0.0, 0.0), {"first-call": pick})
        for n, (pick, other) in enumerate(zip(picks, rest, strict=True))
    ]
    return figures(rows).items[0]


def test_the_key_is_marked_and_each_option_has_its_credit() -> None:
    first, several, _, match, *_ = figures(records(60)).items
    assert [(answer.option, answer.role, answer.credit) for answer in first.chosen] == [
        ("people", "key", 4),
        ("lawyers", "part", 1.5),
        ("press", "distractor", 0),
    ]
    assert [answer.role for answer in several.chosen] == ["key", "key", "distractor", "distractor"]
    right = {(answer.option, answer.target) for answer in match.chosen if answer.role == "key"}
    assert right == {
        ("hotline", "accessible"),
        ("silence", "predictable"),
        ("judge", "dialogue"),
        ("judge", "fair"),
    }


def test_an_options_correlation_is_numpys_of_picking_it_with_the_rest() -> None:
    rng = random.Random(11)  # noqa: S311 - the same each time
    picks = rng.choices(["people", "lawyers", "press"], k=60)
    rest = [round(rng.uniform(0, 6), 2) for _ in picks]
    for answer in with_picks(picks, rest).chosen:
        expected = np.corrcoef([pick == answer.option for pick in picks], rest)[0, 1]
        assert answer.correlation == pytest.approx(expected)


def test_a_figure_of_four_people_is_withheld_and_cannot_be_found_by_subtraction() -> None:
    picks = ["people"] * 20 + ["lawyers"] * 6 + ["press"] * 4
    chosen = with_picks(picks, [float(n % 7) for n in range(30)]).chosen
    assert {answer.option for answer in chosen if answer.correlation is not None} == {"people"}


@given(sizes=st.dictionaries(st.text(max_size=3), st.integers(0, 9), max_size=6), others=st.integers(0, 9))
def test_what_is_not_shown_is_nothing_or_at_least_five_people(sizes: dict[str, int], others: int) -> None:
    shown = disclosure.find_shown(sizes, others)
    hidden = others + sum(size for name, size in sizes.items() if name not in shown)
    assert all(sizes[name] >= FEWEST for name in shown)
    assert not shown or hidden >= FEWEST or (shown == set(sizes) and not others)


def flagged(picks: list[str], rest: list[float]) -> list[tuple[str, str]]:
    return [(flag.kind, flag.option) for flag in find_flags(with_picks(picks, rest))]


def test_a_wrong_key_is_flagged_twice_over() -> None:
    picks = ["press"] * 20 + ["people"] * 20 + ["lawyers"] * 20
    rest = (
        [5.0 + n % 2 for n in range(20)]
        + [float(n % 2) for n in range(20)]
        + [2.0 + n % 2 for n in range(20)]
    )
    assert flagged(picks, rest)[:2] == [("negative", ""), ("rival", "press")]


def test_an_item_that_all_solve_or_none_is_flagged() -> None:
    rest = [float(n % 6) for n in range(60)]
    assert [kind for kind, _ in flagged(["people"] * 60, rest)] == ["easy", "unused"]
    assert [kind for kind, _ in flagged(["press"] * 60, rest)] == ["hard"]


def test_an_item_that_tells_nothing_is_flagged() -> None:
    picks = ["people", "lawyers", "press"] * 20
    rest = [float(n // 3 % 6) for n in range(60)]
    assert flagged(picks, rest) == [("low", "")]


def test_what_chance_may_have_done_is_called_low_and_not_negative() -> None:
    picks = ["people", "press"] * 5
    rest = [1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0]
    item = with_picks(picks, rest)
    assert item.discrimination is not None
    assert item.discrimination < 0
    assert flagged(picks, rest) == [("low", "")]


def test_a_good_item_is_not_flagged() -> None:
    picks = ["people"] * 30 + ["lawyers"] * 20 + ["press"] * 10
    rest = (
        [4.0 + n % 3 for n in range(30)]
        + [2.0 + n % 3 for n in range(20)]
        + [float(n % 3) for n in range(10)]
    )
    assert flagged(picks, rest) == []


def test_items_left_out_or_not_reached_are_flagged() -> None:
    answers: dict[str, Value] = {"first-call": "people", "days": 30}
    scores = (4.0, 0.0, 0.0, 0.0, 3.0, 0.0)
    items = figures([LearnerRecord(str(n), None, scores, answers) for n in range(10)]).items
    assert "omitted" in {flag.kind for flag in items[2].flags}
    assert "not_reached" in {flag.kind for flag in items[5].flags}


def test_every_reason_is_a_sentence_with_its_figure() -> None:
    every = [
        report_words.flag(item, flag)
        for item, of_item in zip(ASSIGNMENT.items, figures(records(60)).items, strict=True)
        for flag in of_item.flags
    ]
    assert every
    assert all(any(sign.isdigit() for sign in reason) for reason in every)
