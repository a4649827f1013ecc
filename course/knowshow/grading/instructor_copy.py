"""Build the instructor's copy of a notebook with a learner's answers, as literals and plain text.

The learner's own notebook is never read. Cells are plain data, in the shape that nbformat writes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from knowshow.content.text import say
from knowshow.exercises import score_in_words, scoring
from knowshow.exercises.notebook import ANSWER, WRITTEN, answer_id, score_id
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Item, Value
    from knowshow.exercises.keys import TextKey
    from knowshow.handing_in.submission import Submission

Cell = dict[str, Any]
ABOUT = "knowshow"


def metadata(exercise: Exercise, submission: Submission) -> Cell:
    """Return what a copy records about itself.

    Keys: `assignment` (name), `edition`, `problems` (list of lines), `responses` (answers by item id).
    """
    return {
        "assignment": exercise.name,
        "edition": exercise.assignment.edition,
        "problems": list(submission.problems),
        "responses": submission.values,
    }


def answers(copy: bytes) -> dict[str, Value] | None:
    """Return the answers that a copy was made from; None if it is not one of ours, or was cut short."""
    try:
        responses: dict[str, Value] = json.loads(copy)["metadata"][ABOUT]["responses"]
    except (ValueError, KeyError, TypeError):
        return None
    return responses


def build(exercise: Exercise, source: Cell, submission: Submission) -> Cell:
    """Return the copy of the instructor's notebook `source`, with one submission's answers."""
    about = source["metadata"] | {ABOUT: metadata(exercise, submission)}
    return source | {"cells": list(fill(exercise, source["cells"], submission)), "metadata": about}


def fill(exercise: Exercise, source: Iterable[Cell], submission: Submission) -> Iterator[Cell]:
    """Yield the copy's cells in reading order: for each item its question, then the cells nbgrader grades."""
    yield from left_out_cells(submission.problems)
    cells = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in source if "nbgrader" in cell["metadata"]
    }
    for number, item in enumerate(exercise.assignment.items, 1):
        yield from item_cells(exercise, cells, item, number, submission.values.get(item.id))


def left_out_cells(problems: tuple[str, ...]) -> Iterator[Cell]:
    """Yield a cell that names what was left out of the submission, if anything was."""
    if problems:
        lines = (say("grading", "left_out", problem=problem) for problem in problems)
        yield _markdown("left-out", "\n\n".join(sanitize.escape_markup(line) for line in lines))


def item_cells(
    exercise: Exercise, cells: dict[str, Cell], item: Item, number: int, value: Value | None
) -> Iterator[Cell]:
    """Yield the cells of one item; `cells` are the instructor's, by grade id, `number` counts from 1."""
    yield _markdown(f"q-{item.id}", f"## {number}. {item.prompt}" + (f"\n\n{item.case}" if item.case else ""))
    key = exercise.keys.key[item.id]
    if key.type == "extended-text":
        yield _markdown(f"m-{item.id}", mark_scheme(key))
        yield written_cell(cells, item, value)
        return
    literal = ANSWER if value is None else f"answer = {json.dumps(value, sort_keys=True)}"
    yield _replace_source(cells[answer_id(item.id)], literal)
    yield _replace_source(cells[score_id(item.id)], cells[score_id(item.id)]["source"])


def written_cell(cells: dict[str, Cell], item: Item, value: Value | None) -> Cell:
    """Return the cell of a written answer, the last of its item's; `cells` are as for `item_cells`."""
    words = WRITTEN if value is None else sanitize.escape_markup(str(value))
    return _replace_source(cells[answer_id(item.id)], words)


def mark_scheme(key: TextKey) -> str:
    """Return the mark scheme as Markdown, for the person who grades."""
    lines = [f"### {say('grading', 'mark_scheme')}"]
    for criterion in key.criteria:
        lines.append(f"**{criterion.label}** ({score_in_words.format_points(criterion.most)})")
        levels = (
            say(
                "grading",
                "mark_level",
                points=score_in_words.format_points(level.points),
                most=score_in_words.format_points(criterion.most),
                label=level.label,
                shows=level.shows,
            )
            for level in criterion.levels
        )
        lines.append("\n".join(f"- {level}" for level in levels))
    return "\n\n".join((*lines, f"**{say('grading', 'mark_example')}**", key.example))


def outputs(exercise: Exercise, item: Item, value: Any) -> list[Cell]:
    """Return the outputs that running a grading cell would leave: the explanation, then the points."""
    score = scoring.score(item, exercise.keys.key[item.id], value)
    printed = score_in_words.plain(item, score) + "\n"
    return [
        {"name": "stdout", "output_type": "stream", "text": printed},
        {
            "data": {"text/plain": repr(float(score.earned))},
            "execution_count": 1,
            "metadata": {},
            "output_type": "execute_result",
        },
    ]


def _markdown(name: str, source: str) -> Cell:
    return {"cell_type": "markdown", "id": name[:64], "metadata": {}, "source": source}


def _replace_source(cell: Cell, source: str) -> Cell:
    return cell | {"source": source}
