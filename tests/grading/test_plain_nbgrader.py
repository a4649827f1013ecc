"""The model exercise through plain nbgrader: full marks, some marks, none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from handed_in import REPO, nbgrader, submission
from knowshow.grading import course, samples

if TYPE_CHECKING:
    from pathlib import Path

NAME = "05-remedy"
_SCORES = """
select s.student_id, sum(coalesce(g.manual_score, g.auto_score)) from grade g
join submitted_notebook n on n.id = g.notebook_id
join submitted_assignment s on s.id = n.assignment_id group by s.student_id
"""


def test_solution_partial_and_blank_get_what_they_should(tmp_path: Path) -> None:
    source = tmp_path / "solutions"
    source.mkdir()
    (source / NAME).symlink_to(REPO / "solutions" / NAME)
    (source / f"{NAME}.key.yaml").symlink_to(REPO / "solutions" / f"{NAME}.key.yaml")
    exercise = course.exercise(tmp_path, NAME)
    right = samples.answers(exercise.assignment, exercise.keys)
    half = dict(list(right.items())[: len(right) // 2])
    for learner, values in (("right", right), ("half", half), ("blank", {})):
        submission(exercise, learner, values)

    done = nbgrader(
        tmp_path, *(f"{step} {NAME}" for step in ("generate_assignment", "autograde", "generate_feedback"))
    )

    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "gradebook.db")) as connection:
        scores = dict(connection.execute(_SCORES).fetchall())
    written = sum(item.points for item in exercise.assignment.items if item.type == "extended-text")
    full = sum(item.points for item in exercise.assignment.items) - written
    assert scores["right"] == full
    assert 0 < scores["half"] < full
    assert not scores["blank"]
    page = (tmp_path / "feedback" / "blank" / NAME / "exercise.html").read_text("utf-8")
    assert page.lower().count("not attempted") == len(exercise.assignment.items)
