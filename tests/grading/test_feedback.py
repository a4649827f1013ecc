"""The feedback page: what was answered, what it earned, why, and nothing that runs."""

from __future__ import annotations

import re
from pathlib import Path

from demo import ASSIGNMENT, KEYS
from handed_in import REPO
from knowshow.exercises import course_folder, model_answers
from knowshow.exercises.course_folder import Exercise
from knowshow.grading.nbgrader_feedback import GradebookMark, page

EXERCISE = Exercise(Path(), ASSIGNMENT, KEYS)
RIGHT = model_answers.make_answers(ASSIGNMENT, KEYS)


def test_a_page_tells_answers_scores_reasons_principles_and_where_experts_differ() -> None:
    told = page(EXERCISE, RIGHT, {}, 0)
    for said in (
        "22 of 30 points",
        "One written answer waits to be read by a person.",
        "They know what happened to them.",
        "Principle 31(c)",
        "Some would count before they listen",
        "emergency services come first",
        "The people who were cut off",
    ):
        assert said in told


def test_options_that_were_not_picked_and_model_answers_stay_with_the_graders() -> None:
    told = page(EXERCISE, model_answers.make_answers(ASSIGNMENT, KEYS, right=False), {}, 0)
    assert "They know what happened to them." not in told
    assert KEYS.key["letter"].example not in told  # type: ignore[union-attr]
    assert "Her situation and what she can do." not in told


def test_a_persons_score_and_words_stand_above_the_key() -> None:
    marks = {"letter": GradebookMark(6.5, waits=False, manual=True, comment="Warm & clear <b>")}
    told = page(EXERCISE, RIGHT, marks, 1.5)
    assert "27 of 30 points" in told
    assert "6.5 of 8 points." in told
    assert "Warm &amp; clear &lt;b&gt;" in told
    assert "Late penalty: 1.5, already taken off." in told


def test_points_that_are_not_the_keys_stand_beside_what_the_key_gives() -> None:
    marks = {"first-call": GradebookMark(1, waits=False, manual=True, comment=None)}
    told = page(EXERCISE, RIGHT, marks, 0)
    assert "1 of 4 points." in told
    assert told.count("key alone gives 4;") == 1
    assert "key alone" not in page(EXERCISE, RIGHT, {"first-call": GradebookMark(4, False, False, None)}, 0)  # noqa: FBT003


def test_emphasis_in_a_reason_is_drawn() -> None:
    remedy = course_folder.load_exercise(REPO, "05-remedy")
    told = page(remedy, model_answers.make_answers(remedy.assignment, remedy.keys), {}, 0)
    assert "<em>unfair</em>" in told
    assert "*" not in re.sub(r"<style>.*?</style>", "", told, flags=re.DOTALL)


def test_an_option_of_an_older_key_is_named_as_it_was() -> None:
    told = page(EXERCISE, RIGHT | {"first-call": "gone"}, {}, 0)
    assert "<p>gone</p>" in told


def test_a_persons_points_for_an_earlier_answer_are_said_to_be_that() -> None:
    told = page(EXERCISE, RIGHT, {"letter": GradebookMark(2, waits=True, manual=True, comment=None)}, 0)
    assert "2 of 8 points." in told
    assert "A person will read this answer again." in told
    assert "One written answer waits to be read by a person." in told


def test_a_blank_submission_is_told_kindly() -> None:
    told = page(EXERCISE, {}, {}, 0)
    assert "0 of 30 points" in told
    assert told.count("Not attempted") == len(ASSIGNMENT.items)


def test_nothing_in_a_page_runs_or_is_loaded() -> None:
    told = page(EXERCISE, RIGHT | {"letter": "<script>1</script><img src=x onerror=alert(1)>"}, {}, 0)
    assert "<script" not in told
    assert "<img" not in told
    assert "http" not in told.replace('http-equiv="Content-Security-Policy"', "")
    assert "default-src 'none'" in told
