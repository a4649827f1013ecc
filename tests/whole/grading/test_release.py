"""The released exercises are what plain nbgrader makes of `solutions/`, byte for byte."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from handed_in import REPO, nbgrader
from knowshow.content.loading import load
from knowshow.exercises import course_folder, model_answers, notebook
from knowshow.exercises.agreement import check_assignment
from knowshow.exercises.items import Assignment

if TYPE_CHECKING:
    from pathlib import Path

NAMES = course_folder.names(REPO)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course folder, released anew."""
    folder = tmp_path_factory.mktemp("release")
    shutil.copytree(REPO / "solutions", folder / "solutions")
    done = nbgrader(folder, *(f"generate_assignment {name}" for name in NAMES))
    assert done.returncode == 0, done.stderr
    return folder / "exercises"


def test_there_is_something_to_release() -> None:
    assert "05-remedy" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_fresh_release_is_what_is_committed(released: Path, name: str) -> None:
    fresh = {path.name: path.read_bytes() for path in (released / name).iterdir()}
    committed = {path.name: path.read_bytes() for path in (REPO / "exercises" / name).iterdir()}
    assert fresh.keys() == committed.keys()
    assert all(fresh[file] == committed[file] for file in fresh), (
        "release again: `nbgrader generate_assignment`"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_source_notebook_is_generated_from_its_items(name: str) -> None:
    folder = REPO / "solutions" / name
    made = notebook.dumps(notebook.build(load(Assignment, folder / "items.yaml")))
    assert made == (folder / "exercise.ipynb").read_text(encoding="utf-8"), (
        "make it again: `python -m knowshow.exercises.notebook`"
    )


@pytest.mark.parametrize("name", NAMES)
def test_items_and_key_agree(name: str) -> None:
    assert (
        check_assignment(REPO / "solutions" / name / "items.yaml", REPO / "solutions" / f"{name}.key.yaml")
        == []
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_key_is_released(name: str) -> None:
    keys = course_folder.exercise(REPO, name).keys
    released = "".join(path.read_text("utf-8") for path in (REPO / "exercises" / name).iterdir())
    assert not any(key.why in released for key in keys.keys)
    assert "feedback:" not in released
    cells = json.loads((REPO / "exercises" / name / "exercise.ipynb").read_text("utf-8"))["cells"]
    graded = [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade")]
    assert graded
    assert not any("points" in "".join(cell["source"]) for cell in graded)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


@pytest.mark.parametrize("name", NAMES)
def test_the_exercise_proves_itself(name: str) -> None:
    exercise = course_folder.exercise(REPO, name)

    right = exercise.grade(model_answers.answers(exercise.assignment, exercise.keys))
    wrong = exercise.grade(model_answers.answers(exercise.assignment, exercise.keys, right=False))
    blank = exercise.grade({})
    by_hand = sum(item.points for item in exercise.assignment.items if item.type == "extended-text")
    assert right.earned == right.maximum - by_hand
    assert wrong.earned <= right.earned / 4
    assert blank.earned == 0
    assert {score.outcome for score in blank.scores} == {"not-attempted"}
