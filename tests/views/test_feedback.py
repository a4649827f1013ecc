"""The line of points, in an exercise and on the start page, says so where a text has yet to be read."""

from __future__ import annotations

import pytest

from knowshow.exercises.feedback import Feedback
from knowshow.views import feedback


@pytest.mark.parametrize(
    ("unread", "line"),
    [(0, "5.58 of 42 points"), (1, "5.58 of 42 points so far"), (3, "5.58 of 42 points so far")],
)
def test_points_are_so_far_while_a_text_waits(unread: int, line: str) -> None:
    content = {"assignment": "05-remedy", "title": "Remedy", "learner": "ada", "items": [], "maximum": 42}
    page = Feedback.model_validate({**content, "earned": 5.58, "unread": unread})
    assert feedback.total(page) == line
