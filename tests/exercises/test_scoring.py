"""Scoring: what each answer earns, and why."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo import ASSIGNMENT, KEYS
from knowshow.exercises import model_answers, scoring
from knowshow.exercises.items import Item


def score_answer(item: str, value: Any) -> scoring.Score:
    return scoring.score(ASSIGNMENT.item[item], KEYS.key[item], value)


@pytest.mark.parametrize(
    ("item", "value", "earned", "outcome"),
    [
        ("first-call", "people", 4, "full"),
        ("first-call", "lawyers", 1.5, "partial"),
        ("first-call", "press", 0, "none"),
        ("first-call", None, 0, "not-attempted"),
        ("first-call", "nobody", 0, "not-attempted"),
        ("steps-now", ["tell", "restore"], 6, "full"),
        ("steps-now", ["tell", "wait"], 0.5, "partial"),
        ("steps-now", ["wait", "blame"], 0, "none"),
        ("steps-now", [], 0, "not-attempted"),
        ("sequence", ["stop", "listen", "count", "repair"], 5, "full"),
        ("sequence", ["stop", "count", "listen", "repair"], 5, "full"),
        ("sequence", ["listen", "stop", "count", "repair"], 4, "partial"),
        ("sequence", ["repair", "listen", "count", "stop"], 0, "none"),
        ("criteria", {"hotline": "accessible", "silence": "predictable", "judge": "fair"}, 4, "full"),
        ("criteria", {"hotline": "accessible", "judge": "dialogue"}, 2.67, "partial"),
        ("criteria", {"hotline": "fair"}, 0, "none"),
        ("days", 35, 3, "full"),
        ("days", 45, 1.5, "partial"),
        ("days", 55, 0, "none"),
        ("days", True, 0, "not-attempted"),
        ("letter", "Dear Ms Okello", 0, "needs-manual"),
        ("letter", " \n ", 0, "not-attempted"),
    ],
)
def test_each_kind_of_answer_earns_what_its_key_says(
    item: str, value: Any, earned: float, outcome: str
) -> None:
    score = score_answer(item, value)
    assert (score.earned, score.outcome) == (earned, outcome)


def test_a_floor_above_zero_holds_for_an_attempt_only() -> None:
    key = KEYS.key["steps-now"].model_copy(update={"floor": 1.0})
    item = ASSIGNMENT.item["steps-now"]
    assert scoring.score(item, key, ["wait", "blame"]).earned == 1
    assert scoring.score(item, key, []).earned == 0


def test_reasons_name_the_learners_own_picks_and_the_pairs_that_stand_the_other_way_round() -> None:
    assert [reason.about for reason in score_answer("steps-now", ["wait", "tell"]).reasons] == [
        ("wait",),
        ("tell",),
    ]
    swapped = score_answer("sequence", ["listen", "stop", "count", "repair"]).reasons
    assert [(reason.kind, reason.about) for reason in swapped] == [
        ("pairs", (4, 5)),
        ("swapped", ("stop", "listen")),
    ]
    assert swapped[1].feedback == "Every day counts."


@pytest.mark.parametrize(
    ("responses", "earned", "outcome"),
    [
        ({}, 0, {"not-attempted"}),
        (model_answers.make_answers(ASSIGNMENT, KEYS), 22, {"full", "needs-manual"}),
        (model_answers.make_answers(ASSIGNMENT, KEYS, right=False), 0, {"none", "needs-manual"}),
    ],
)
def test_the_exercise_proves_itself(responses: dict[str, Any], earned: float, outcome: set[str]) -> None:
    grade = scoring.grade(KEYS, ASSIGNMENT, responses)
    assert grade.earned == earned
    assert {score.outcome for score in grade.scores} == outcome
    assert grade.needs_manual == bool(responses)
    assert grade.maximum == 30


WORDS = st.sampled_from(
    [
        option.id
        for item in ASSIGNMENT.items
        for field in ("options", "sources", "targets")
        for option in getattr(item, field, ())
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=8,
)
LIKELY = ANYTHING | WORDS | st.lists(WORDS, max_size=4) | st.dictionaries(WORDS, WORDS) | st.integers(0, 90)


@given(item=st.sampled_from(ASSIGNMENT.items), value=LIKELY)
def test_every_score_is_a_number_in_range_whatever_the_answer(item: Item, value: Any) -> None:
    score = scoring.score(item, KEYS.key[item.id], value)
    assert math.isfinite(score.earned)
    assert 0 <= score.earned <= score.maximum
    assert score.earned == round(score.earned, 2)


@given(order=st.permutations(["stop", "listen", "count", "repair"]))
def test_reversing_an_order_reverses_its_share_of_pairs(order: list[str]) -> None:
    assert score_answer("sequence", order).earned + score_answer("sequence", order[::-1]).earned == 5
