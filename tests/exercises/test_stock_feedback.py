"""Plain nbgrader's page: its scores, reasons and comments are found, and nothing else is taken for one.

A page of real `nbgrader generate_feedback` is read in `tests/whole/handing_in/test_fetch_feedback.py`.
"""

from __future__ import annotations

import pytest

import sample
from knowshow.exercises.stock_feedback import read_stock_page

PAGE = """<h4>exercise (Score: 6.5 / 20.0)</h4><ol>
<li><a href="#score-first-step">Test cell</a> (Score: 2.0 / 2.0)</li>
<li><a href="#answer-in-your-words">Written response</a> (Score: 4.5 / 6.0)</li>
<li><a href="#comment-answer-in-your-words">Comment</a></li>
<li class="late-penalty">Late submission penalty (Score: -1.5)</li></ol>
<a name="comment-answer-first-step"></a><pre>answer</pre><a name="score-first-step"></a>
<div class="output_subarea output_stream output_stdout output_text">
<pre>2 of 2 points.
“Restore what was cut” (2). Yes &amp; at once.
</pre></div><pre>2.0</pre>
<a name="comment-answer-in-your-words"></a><a name="answer-in-your-words"></a>
<b>Comments:</b> <p>Warm &amp; clear <img src=x onerror=alert(1)></p>
<p>Say when.</p>
</div>"""


def test_points_reasons_and_comments_are_found() -> None:
    feedback = read_stock_page(PAGE, sample.assignment())
    assert feedback is not None
    assert (feedback.earned, feedback.maximum, feedback.penalty) == (5, 20, 1.5)
    first, words = feedback.items
    assert (first.id, first.earned, first.outcome) == ("first-step", 2, "full")
    assert first.reasons == ("“Restore what was cut” (2). Yes & at once.",)
    assert (words.earned, words.maximum, words.comment) == (4.5, 6, "Warm & clear Say when.")
    assert feedback.made == ""


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<h4>exercise (Score: 6.5 / 20.0)</h4>",
        PAGE.replace("first-step", "other").replace("in-your-words", "another"),
        PAGE.replace("(Score: 6.5 / 20.0)", ""),
        PAGE.replace("6.5", "9" * 400),
    ],
    ids=["empty", "no items", "of another assignment", "no total", "no number"],
)
def test_another_page_is_none(page: str) -> None:
    assert read_stock_page(page, sample.assignment()) is None


def test_a_hostile_page_takes_no_time() -> None:
    evil = '<a name="comment-answer-first-step"></a><b>Comments:</b>' * 20_000 + PAGE
    assert read_stock_page(evil, sample.assignment()) is not None
