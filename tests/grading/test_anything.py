"""Whatever JSON a stranger hands in: one line of refusal, or a copy, scores and a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo import ASSIGNMENT, KEYS
from handed_in import content
from knowshow.exercises import feedback, notebook, responses
from knowshow.exercises.course_folder import Exercise
from knowshow.grading import instructor_copy, nbgrader_feedback
from knowshow.grading.feedback_content import Attempt
from knowshow.handing_in import sanitize
from knowshow.handing_in.submission import Submission

EXERCISE = Exercise(Path(), ASSIGNMENT, KEYS)
SOURCE = notebook.build(ASSIGNMENT)
for _cell in SOURCE["cells"]:
    _cell["source"] = "".join(_cell["source"])
IDS = st.sampled_from([item.id for item in ASSIGNMENT.items])
OPTIONS = st.sampled_from(
    [
        option.id
        for item in ASSIGNMENT.items
        for field in ("options", "sources", "targets")
        for option in getattr(item, field, ())
    ]
)
TEXT = st.text(alphabet=st.characters(codec=None), max_size=20)  # half characters too
NUMBERS = st.integers() | st.integers(0, 90) | st.floats(allow_nan=False, allow_infinity=False)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT | OPTIONS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(OPTIONS | TEXT, inner, max_size=4),
    max_leaves=6,
)
LIKELY = ANYTHING | st.lists(OPTIONS, max_size=4) | st.dictionaries(OPTIONS, OPTIONS)


@given(values=st.dictionaries(IDS | TEXT, LIKELY, max_size=7))
def test_any_answers_become_a_copy_scores_and_a_page_that_can_be_written(values: dict[str, Any]) -> None:
    parsed = responses.parse(json.dumps(content(EXERCISE, values)).encode(), ASSIGNMENT)
    clean = {
        name: sanitize.clean_text(str(value)) if ASSIGNMENT.item[name].type == "extended-text" else value
        for name, value in parsed.values.items()
    }
    problems = tuple(sanitize.clean_name(problem) for problem in parsed.problems)
    copy = instructor_copy.build(EXERCISE, SOURCE, Submission("amina", None, clean, problems))
    assert (
        json.loads(json.dumps(copy, ensure_ascii=False).encode())["metadata"]["knowshow"]["responses"]
        == clean
    )
    page = nbgrader_feedback.render_page(EXERCISE, clean, {}, Attempt())
    assert page.encode()
    carried = feedback.read_page(page)
    assert carried is not None
    assert carried.earned == EXERCISE.grade(clean).earned
    assert 0 <= EXERCISE.grade(clean).earned <= EXERCISE.grade(clean).maximum


@given(document=ANYTHING)
def test_any_other_document_is_refused_in_one_line(document: Any) -> None:
    with pytest.raises(responses.RefusedError) as error:
        responses.parse(json.dumps(document).encode(), ASSIGNMENT)
    assert "\n" not in str(error.value)
    assert str(error.value).encode()
