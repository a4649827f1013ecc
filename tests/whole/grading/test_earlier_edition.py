"""A course folder of an earlier edition is graded as it stands, also where this program is newer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from handed_in import REPO, course_folder, submission
from knowshow.exercises import course_folder as course
from knowshow.exercises import model_answers
from knowshow.exercises.items import TextItem
from knowshow.grading import bulk

if TYPE_CHECKING:
    from pathlib import Path

EARLIER = REPO / "tests" / "data" / "edition-2026.1"
EARNED = """
select sum(grade.auto_score) from grade
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
join assignment on assignment.id = submitted_assignment.assignment_id
where assignment.name = ?"""
NAMES = sorted(path.parent.name for path in EARLIER.glob("solutions/*/items.yaml"))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder that holds the first edition's exercises."""
    folder = tmp_path_factory.mktemp("earlier")
    return course_folder(folder, EARLIER, NAMES[0]).root


@pytest.mark.parametrize("name", NAMES)
def test_the_best_answers_to_the_first_edition_earn_every_closed_point(root: Path, name: str) -> None:
    exercise = course.load_exercise(root, name)
    assert exercise.assignment.edition == "2026.1"
    submission(exercise, "ada", model_answers.make_answers(exercise.assignment, exercise.keys))
    summary = bulk.run(root, name, bulk.GradingOptions(workers=1))
    assert (summary.graded, summary.refused, summary.notes) == (1, [], [])
    closed = sum(item.points for item in exercise.assignment.items if not isinstance(item, TextItem))
    with closing(sqlite3.connect(root / "gradebook.db")) as book:
        (earned,) = book.execute(EARNED, (name,)).fetchone()
    assert earned == closed


def test_answers_to_another_edition_are_refused_by_name_and_the_rest_is_graded(root: Path) -> None:
    exercise = course.load_exercise(root, NAMES[1])
    newer = submission(exercise, "bo", {})
    data = (newer / "responses.json").read_text("utf-8").replace('"2026.1"', '"2026.2"')
    (newer / "responses.json").write_text(data, "utf-8")
    summary = bulk.run(root, NAMES[1], bulk.GradingOptions(workers=1))
    assert [refused.learner for refused in summary.refused] == ["bo"]
    assert "2026.2" in summary.refused[0].why
    assert (newer / "responses.json").read_text("utf-8") == data
