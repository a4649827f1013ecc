"""What is let in of a learner's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handed_in import course_folder, submission
from knowshow.exercises.responses import RefusedError
from knowshow.handing_in.submission import read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "name",
    ["responses (1).json", "responses - Copy.json", "Responses.json", "responses.json.txt", "answers.json"],
)
def test_answers_under_another_name_are_not_taken_for_none(tmp_path: Path, name: str) -> None:
    exercise = course_folder(tmp_path)
    folder = submission(exercise, "ada", {"days": 30})
    (folder / "responses.json").rename(folder / name)
    with pytest.raises(RefusedError) as error:
        read(folder, "ada", exercise)
    assert str(error.value).startswith(f"no responses.json; there is {name}.")


def test_a_folder_without_answers_is_blank(tmp_path: Path) -> None:
    exercise = course_folder(tmp_path)
    folder = submission(exercise, "ada", None)
    (folder / "._responses.json").write_text("litter")
    (folder / "notes.txt").write_text("nothing of ours")
    assert read(folder, "ada", exercise).values == {}


def test_a_plus_may_stand_in_an_id(tmp_path: Path) -> None:
    exercise = course_folder(tmp_path)
    assert read(submission(exercise, "a+b", {"days": 30}), "a+b", exercise).values == {"days": 30}
