"""Write autograded notebooks by the thousand, as text joined from cached pieces.

The result is the notebook that nbgrader's pipeline writes; a test compares the two.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from knowshow.exercises import notebook
from knowshow.grading import instructor_copy
from knowshow.grading.cached_scores import CACHED, encode_answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Item, Value
    from knowshow.grading.gradebook_ids import GradebookIds
    from knowshow.handing_in.submission import Submission

_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


class Copies:
    """The autograded copies of one assignment; a piece for a common answer is rendered once and cached."""

    def __init__(self, exercise: Exercise, plan: GradebookIds) -> None:
        """Read the instructor's notebook; take cell checksums and kernel from the gradebook's `plan`."""
        self.exercise = exercise
        source = notebook.load(exercise.source)
        self.metadata = source["metadata"] | {"kernelspec": json.loads(plan.kernelspec)}
        self.cells = {
            cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in _select_graded_cells(source, plan)
        }
        self._cached_piece = lru_cache(maxsize=CACHED)(self._render_piece)
        self._cached_head = lru_cache(maxsize=CACHED)(self._render_head)

    def text(self, submission: Submission) -> str:
        """Return the copy of one submission as JSON text, as nbformat writes it."""
        pieces = []
        if submission.problems:
            pieces.append(_dump(list(instructor_copy.left_out_cells(submission.problems))))
        for place, item in enumerate(self.exercise.assignment.items):
            value = submission.values.get(item.id)
            if item.type == "extended-text" and value is not None:
                answer = instructor_copy.written_cell(self.cells, item, value)
                pieces += (self._cached_head(place), _ENCODE(answer))
            else:
                pieces.append(self._cached_piece(place, encode_answer(value)))
        about = self.metadata | {
            instructor_copy.ABOUT: instructor_copy.metadata(self.exercise, submission),
        }
        cells = ",\n".join(pieces)
        end = _ENCODE(about)
        return (
            f'{{\n "cells": [\n{cells}\n ],\n "metadata": {end},\n "nbformat": 4,\n "nbformat_minor": 5\n}}\n'
        )

    def _render_piece(self, place: int, value: str) -> str:
        return _dump(self._cells(place, self.exercise.assignment.items[place], json.loads(value)))

    def _render_head(self, place: int) -> str:
        """Return what stands above a written answer: the question and the mark scheme."""
        *head, _ = self._cells(place, self.exercise.assignment.items[place], None)
        return _dump(head)

    def _cells(self, place: int, item: Item, value: Value | None) -> list[dict[str, Any]]:
        cells = list(instructor_copy.item_cells(self.exercise, self.cells, item, place + 1, value))
        for cell in cells:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == notebook.score_id(item.id):
                cell["outputs"] = instructor_copy.outputs(self.exercise, item, value)
        return cells


def _select_graded_cells(source: dict[str, Any], plan: GradebookIds) -> Iterable[dict[str, Any]]:
    """Yield the cells that nbgrader grades, with the checksums that it sets when it sanitises."""
    checksums = dict(plan.checksums)
    for cell in source["cells"]:
        about = cell["metadata"].get("nbgrader")
        if about:
            marked = about | {"checksum": checksums.get(about["grade_id"])}
            yield cell | {"metadata": cell["metadata"] | {"nbgrader": marked}}


def _dump(cells: list[dict[str, Any]]) -> str:
    return ",\n".join(_ENCODE(cell) for cell in cells)
