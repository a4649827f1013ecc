"""The feedback page: what was answered, what it earned, why, and nothing that runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from demo import ASSIGNMENT, KEYS
from handed_in import REPO
from knowshow.exercises import course_folder, feedback, model_answers
from knowshow.exercises.course_folder import Exercise
from knowshow.grading.feedback_content import Attempt
from knowshow.grading.nbgrader_feedback import GradebookMark, render_page

EXERCISE = Exercise(Path(), ASSIGNMENT, KEYS)
RIGHT = model_answers.make_answers(ASSIGNMENT, KEYS)


def test_a_page_shows_answers_scores_reasons_principles_and_where_experts_differ() -> None:
    page = render_page(EXERCISE, RIGHT, {}, Attempt())
    for text in (
        "22 of 30 points",
        "One written answer waits to be read by a person.",
        "They know what happened to them.",
        "Principle 31(c)",
        "Some would count before they listen",
        "emergency services come first",
        "The people who were cut off",
    ):
        assert text in page


def test_options_that_were_not_picked_and_model_answers_stay_with_the_graders() -> None:
    page = render_page(EXERCISE, model_answers.make_answers(ASSIGNMENT, KEYS, right=False), {}, Attempt())
    assert "They know what happened to them." not in page
    assert KEYS.key["letter"].example not in page  # type: ignore[union-attr]
    assert "Her situation and what she can do." not in page


def test_a_persons_score_and_words_stand_above_the_key() -> None:
    marks = {"letter": GradebookMark(6.5, waits=False, manual=True, comment="Warm & clear <b>")}
    page = render_page(EXERCISE, RIGHT, marks, Attempt(penalty=1.5))
    assert "27 of 30 points" in page
    assert "6.5 of 8 points." in page
    assert "Warm &amp; clear &lt;b&gt;" in page
    assert "Late penalty: 1.5, already taken off." in page


def test_points_other_than_the_keys_stand_beside_what_the_key_gives() -> None:
    marks = {"first-call": GradebookMark(1, waits=False, manual=True, comment=None)}
    page = render_page(EXERCISE, RIGHT, marks, Attempt())
    assert "1 of 4 points." in page
    assert page.partition("</head>")[2].count("key alone gives 4;") == 1
    mark = GradebookMark(score=4, waits=False, manual=False, comment=None)
    assert "key alone" not in render_page(EXERCISE, RIGHT, {"first-call": mark}, Attempt())


def test_emphasis_in_a_reason_is_rendered() -> None:
    remedy = course_folder.load_exercise(REPO, "05-remedy")
    page = render_page(remedy, model_answers.make_answers(remedy.assignment, remedy.keys), {}, Attempt())
    assert "<em>unfair</em>" in page
    assert "*" not in page.partition("</head>")[2]


def test_an_option_of_an_older_key_is_named_as_it_was() -> None:
    page = render_page(EXERCISE, RIGHT | {"first-call": "gone"}, {}, Attempt())
    assert "<p>gone</p>" in page


def test_a_persons_points_for_an_earlier_answer_are_marked_as_such() -> None:
    page = render_page(
        EXERCISE, RIGHT, {"letter": GradebookMark(2, waits=True, manual=True, comment=None)}, Attempt()
    )
    assert "2 of 8 points." in page
    assert "will read your answer again" in page
    assert "One written answer waits to be read by a person." in page


def test_a_blank_submission_gets_a_kind_sentence() -> None:
    page = render_page(EXERCISE, {}, {}, Attempt())
    assert "0 of 30 points" in page
    assert page.count("Not attempted") == len(ASSIGNMENT.items)


def test_nothing_in_a_page_runs_or_is_loaded() -> None:
    evil = "<script>1</script><img src=x onerror=alert(1)>"
    page = render_page(EXERCISE, RIGHT | {"letter": evil}, {}, Attempt())
    assert "<script" not in page
    assert "<img" not in page
    assert "http" not in page.replace('http-equiv="Content-Security-Policy"', "")
    assert "default-src 'none'" in page


def test_a_page_carries_what_it_shows_for_the_learners_course() -> None:
    marks = {"letter": GradebookMark(6.5, waits=False, manual=True, comment='Warm & "clear" <b>')}
    sent = datetime(2026, 11, 20, 12, 0, 5)  # noqa: DTZ001 - as nbgrader keeps it, UTC without a zone
    page = render_page(EXERCISE, RIGHT, marks, Attempt("ada", sent, 1.5))
    data = feedback.read_page(page)
    assert data is not None
    assert (data.assignment, data.learner, data.sent) == ("demo", "ada", "2026-11-20T12:00:05+00:00")
    assert (data.earned, data.maximum, data.penalty, data.unread) == (27, 30, 1.5, 0)
    letter = next(item for item in data.items if item.id == "letter")
    assert (letter.earned, letter.comment, letter.shape) == (6.5, 'Warm & "clear" <b>', "words")
    assert [item.id for item in data.items] == [item.id for item in ASSIGNMENT.items]
    assert any("Some would count before they listen" in item.differ for item in data.items)
