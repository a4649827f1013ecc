"""The model exercise through plain nbgrader: full marks, some marks, none."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from handed_in import DUE, REPO, content, nbgrader, submission
from knowshow.exercises import course_folder, model_answers
from knowshow.handing_in import zips

if TYPE_CHECKING:
    from pathlib import Path

NAME = "05-remedy"
_SCORES = """
select s.student_id, sum(coalesce(g.manual_score, g.auto_score)) from grade g
join submitted_notebook n on n.id = g.notebook_id
join submitted_assignment s on s.id = n.assignment_id group by s.student_id
"""


def test_the_readmes_lines_grade_in_a_clone(tmp_path: Path) -> None:
    for folder in ("solutions", "exercises"):
        shutil.copytree(REPO / folder, tmp_path / folder)
    shutil.copy(REPO / "nbgrader_config.json", tmp_path)
    exercise = course_folder.load_exercise(tmp_path, NAME)
    values = model_answers.make_answers(exercise.assignment, exercise.keys)
    files = {
        "exercise.ipynb": (tmp_path / "exercises" / NAME / "exercise.ipynb").read_bytes(),
        "responses.json": json.dumps(content(exercise, values)).encode(),
    }
    zips.pack(tmp_path / "downloaded" / NAME / "archive" / zips.make_name(NAME, "amina", DUE), files)
    section = (REPO / "README.md").read_text("utf-8").split("## Grading, step by step")[1].split("```")[1]
    lines = [re.split(" {2,}", line)[0] for line in section.splitlines()]
    assert len([line for line in lines if line.startswith("nbgrader")]) == 4
    for line in lines:
        program, _, rest = line.partition(" ")
        if program == "nbgrader":
            done = nbgrader(tmp_path, rest)
            assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "gradebook.db")) as connection:
        assert dict(connection.execute(_SCORES).fetchall())["amina"] > 0
    assert (tmp_path / "feedback" / "amina" / NAME / "exercise.html").is_file()
    for file in (REPO / "exercises").rglob("*.*"):
        assert (tmp_path / file.relative_to(REPO)).read_bytes() == file.read_bytes()


def test_an_assignment_that_the_gradebook_does_not_hold_is_entered_by_autograde(tmp_path: Path) -> None:
    for folder in ("solutions", "exercises"):
        shutil.copytree(REPO / folder, tmp_path / folder)
    shutil.copy(REPO / "nbgrader_config.json", tmp_path)
    exercise = course_folder.load_exercise(tmp_path, NAME)
    submission(exercise, "right", model_answers.make_answers(exercise.assignment, exercise.keys))
    done = nbgrader(tmp_path, f"autograde {NAME}")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "gradebook.db")) as connection:
        assert dict(connection.execute(_SCORES).fetchall())["right"] > 0


def test_solution_partial_and_blank_get_what_they_should(tmp_path: Path) -> None:
    source = tmp_path / "solutions"
    source.mkdir()
    (source / NAME).symlink_to(REPO / "solutions" / NAME)
    (source / f"{NAME}.key.yaml").symlink_to(REPO / "solutions" / f"{NAME}.key.yaml")
    shutil.copy(REPO / "nbgrader_config.json", tmp_path)
    exercise = course_folder.load_exercise(tmp_path, NAME)
    right = model_answers.make_answers(exercise.assignment, exercise.keys)
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
