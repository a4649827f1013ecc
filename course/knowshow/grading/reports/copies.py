"""Read the answers that graded copies were made from: the same answers that the gradebook's scores are of."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from knowshow.exercises.course_folder import AUTOGRADED, NOTEBOOK
from knowshow.grading import instructor_copy
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Value

_LARGEST = 20_000_000  # bytes of a copy; a learner's answers are two million at most
_END = 8192  # bytes at the end of a copy that hold what it records, unless texts are long
_ABOUT = b'\n "metadata": '  # the notebook's own: one space of indent, and no new line stands inside a string
_DECODE = json.JSONDecoder().raw_decode


def read_answers(exercise: Exercise, learner: str) -> dict[str, Value] | None:
    """Return the answers in a learner's graded copy; None without one of this exercise and its edition.

    Paths are strings and only the end of a copy is parsed, for speed: a report reads a hundred thousand.
    """
    if not sanitize.is_learner_id(learner):
        return None
    about = _read_about(f"{exercise.root}/{AUTOGRADED}/{learner}/{exercise.name}/{NOTEBOOK}.ipynb")
    expected = exercise.name, exercise.assignment.edition
    if not isinstance(about, dict) or (about.get("assignment"), about.get("edition")) != expected:
        return None
    responses = about.get("responses")
    return responses if isinstance(responses, dict) else None


def _read_about(path: str) -> Any:
    """Return what a copy records about itself, of whatever type; None where there is nothing."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    try:
        size = min(os.fstat(handle).st_size, _LARGEST)
        data = os.pread(handle, _END, max(0, size - _END))
        start = data.rfind(_ABOUT)
        if start < 0:  # long texts
            data = os.pread(handle, size, 0)
            start = data.rfind(_ABOUT)
    except OSError:
        return None
    finally:
        os.close(handle)
    try:
        return (
            _DECODE(data[start + len(_ABOUT) :].decode())[0].get(instructor_copy.ABOUT)
            if start >= 0
            else None
        )
    except (ValueError, AttributeError, RecursionError):
        return None
