"""The notebook of an assignment, generated from its items so that cell and grade ids stay the same.

`python -m knowshow.exercises.notebook` writes `solutions/<assignment>/exercise.ipynb` for every assignment.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowshow.content.loading import load as load_yaml
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import ITEMS, NOTEBOOK, SOLUTIONS, list_names
from knowshow.exercises.items import Assignment

if TYPE_CHECKING:
    from knowshow.exercises.items import Item

ANSWER = "answer = None"
WRITTEN = "<!-- written in the form above -->"
_HIDDEN = {"deletable": False, "editable": False, "jupyter": {"source_hidden": True}}
_FORM = 'import knowshow; knowshow.exercise("{name}")'
_GRADE = """\
### BEGIN HIDDEN TESTS
from knowshow.grading.cell import points
float(points("{name}", "{item}", answer))
### END HIDDEN TESTS"""

Cell = dict[str, Any]


class NotebookError(KnowShowError):
    """An instructor's notebook that cannot be used."""


def build(assignment: Assignment) -> dict[str, Any]:
    """Return the source notebook: the form, then for each item the cells that nbgrader grades."""
    form = _make_code_cell(
        "form", _FORM.format(name=assignment.assignment), {**_HIDDEN, "tags": ["knowshow"]}
    )
    cells = [form, *(cell for item in assignment.items for cell in _make_cells(assignment.assignment, item))]
    back = f"../../{assignment.assignment}.ipynb"
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "knowshow": {"title": assignment.title, "start": "../../00-start-here.ipynb", "module": back},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def dumps(notebook: dict[str, Any]) -> str:
    """Return a notebook as JSON text, as nbformat would write it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def load(path: Path) -> dict[str, Any]:
    """Read an instructor's notebook as data, each cell's source as one string.

    Raises:
        NotebookError: it is not there, or is no notebook.
    """
    try:
        notebook: dict[str, Any] = json.loads(path.read_bytes())
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
    except (OSError, ValueError, KeyError, TypeError):
        raise NotebookError(say("grading", "bad_source", file=path)) from None
    return notebook


def answer_id(item: str) -> str:
    """Return the grade id of the cell that holds an answer."""
    return f"answer-{item}"


def score_id(item: str) -> str:
    """Return the grade id of the cell that scores an answer; a written answer is scored where it stands."""
    return f"score-{item}"


def _make_cells(name: str, item: Item) -> list[Cell]:
    if item.type == "extended-text":
        mark = _make_metadata(answer_id(item.id), grade=True, solution=True, points=item.points)
        return [_make_markdown_cell(f"a-{item.id}", WRITTEN, {"nbgrader": mark})]
    answer = _make_metadata(answer_id(item.id), grade=False, solution=True)
    grade = _make_metadata(score_id(item.id), grade=True, solution=False, points=item.points)
    code = _GRADE.format(name=name, item=item.id)
    return [
        _make_code_cell(f"a-{item.id}", ANSWER, {**_HIDDEN, "nbgrader": answer}),
        _make_code_cell(f"s-{item.id}", code, {**_HIDDEN, "nbgrader": grade}),
    ]


def _make_metadata(name: str, *, grade: bool, solution: bool, points: int | None = None) -> Cell:
    metadata: Cell = {
        "grade": grade,
        "grade_id": name,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return metadata if points is None else metadata | {"points": points}


def _make_code_cell(name: str, source: str, metadata: Cell) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": metadata,
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def _make_markdown_cell(name: str, source: str, metadata: Cell) -> Cell:
    return {
        "cell_type": "markdown",
        "id": name,
        "metadata": metadata,
        "source": source.splitlines(keepends=True),
    }


def write_all(root: Path) -> None:
    """Write the source notebook of every assignment in a course folder."""
    for name in list_names(root):
        folder = root / SOLUTIONS / name
        text = dumps(build(load_yaml(Assignment, folder / ITEMS)))
        (folder / f"{NOTEBOOK}.ipynb").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_all(Path.cwd())
