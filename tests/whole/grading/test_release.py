"""The released exercises give no key away, and each proves itself; `remake` holds them to their sources."""

from __future__ import annotations

import json

import pytest

from handed_in import REPO
from knowshow.exercises import course_folder, model_answers
from knowshow.exercises.agreement import check_assignment

NAMES = course_folder.list_names(REPO)


def test_there_is_something_to_release() -> None:
    assert "05-remedy" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_items_and_key_agree(name: str) -> None:
    assert (
        check_assignment(REPO / "solutions" / name / "items.yaml", REPO / "solutions" / f"{name}.key.yaml")
        == []
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_key_is_released(name: str) -> None:
    keys = course_folder.load_exercise(REPO, name).keys
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
    exercise = course_folder.load_exercise(REPO, name)

    right = exercise.grade(model_answers.make_answers(exercise.assignment, exercise.keys))
    wrong = exercise.grade(model_answers.make_answers(exercise.assignment, exercise.keys, right=False))
    blank = exercise.grade({})
    by_hand = sum(item.points for item in exercise.assignment.items if item.type == "extended-text")
    assert right.earned == right.maximum - by_hand
    assert wrong.earned <= right.earned / 4
    assert blank.earned == 0
    assert {score.outcome for score in blank.scores} == {"not-attempted"}
