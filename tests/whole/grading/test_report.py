"""Reports on a graded course folder: one source for every figure, and what reaches CSV and page."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from handed_in import NAME, course_folder, fill
from knowshow.grading import bulk
from knowshow.grading.reports.report import command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded course folder."""
    root = tmp_path_factory.mktemp("report")
    fill(course_folder(root), 40)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        bulk.run(root, NAME, bulk.GradingOptions(workers=1))
    return root


@pytest.fixture
def copy(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the graded folder to change, in which the command is run."""
    root = tmp_path / "copy"
    shutil.copytree(folder, root)
    monkeypatch.chdir(root)
    return root


def report(*arguments: str) -> dict[str, Any]:
    """What the command says of the assignment, as data."""
    done = CliRunner().invoke(command, [NAME, "--json", *arguments])
    assert done.exit_code == 0, done.output
    data: dict[str, Any] = json.loads(done.stdout)
    return data


def change(root: Path, statement: str, *values: object) -> None:
    """Change the gradebook as a person does who works in the form grader."""
    with closing(sqlite3.connect(root / "gradebook.db")) as connection, connection:
        assert connection.execute(statement, values).rowcount


MARK = "update grade set manual_score = ?, needs_manual_grade = 0 where needs_manual_grade"
AGAIN = "update grade set needs_manual_grade = 1 where manual_score is not null"


def test_no_figure_is_read_from_what_was_handed_in_since(copy: Path) -> None:
    before = report()
    assert before["copies"] == 40
    assert any(item["answered"] for item in before["items"])
    shutil.rmtree(copy / "submitted")
    assert report() == before


def test_without_graded_copies_nothing_is_said_of_answers_and_scores_stay(copy: Path) -> None:
    before = report()
    shutil.rmtree(copy / "autograded")
    after = report()
    assert after["copies"] == 0
    assert {item["answered"] for item in after["items"]} == {None}
    assert [item["difficulty"] for item in after["items"]] == [item["difficulty"] for item in before["items"]]
    done = CliRunner().invoke(command, [NAME])
    assert "read from the 0 graded copies of this edition; 40 are without one" in done.output


def test_a_copy_of_nbgraders_own_making_gives_the_same_answers(copy: Path) -> None:
    before = report()
    for path in (copy / "autograded").rglob("exercise.ipynb"):
        text = json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False, indent=1, sort_keys=True)
        path.unlink()
        path.write_text(text + "\n", "utf-8")
    assert report() == before


@pytest.mark.parametrize(
    "text", ["", "{", '{"cells": []}', '\n "metadata": 7}', '\n "metadata": {"knowshow": 7}}']
)
def test_a_copy_that_cannot_be_read_is_left_out(copy: Path, text: str) -> None:
    path = copy / "autograded" / "learner-000000" / NAME / "exercise.ipynb"
    path.unlink()
    path.write_text(text)
    assert report()["copies"] == 39


def test_what_waits_is_what_the_gradebook_says_waits(copy: Path) -> None:
    unread = report()
    assert unread["waiting"] > 5
    change(copy, MARK, 6.0)
    read = report()
    assert (read["waiting"], read["marked"]) == (0, 40)
    # A new text under a score that was given by hand waits again, and its old score counts for nothing.
    change(copy, AGAIN)
    again = report()
    assert again == unread
    closed = slice(0, 5)
    assert [item["difficulty"] for item in read["items"][closed]] == [
        item["difficulty"] for item in unread["items"][closed]
    ]


def test_a_file_of_cohorts_of_other_people_is_refused(copy: Path) -> None:
    (copy / "cohorts.csv").write_text("sep=;\nLearner;Cohort\nLEARNER-000000;A\n")
    done = CliRunner().invoke(command, [NAME, "--cohorts", "cohorts.csv"])
    assert "LEARNER-000000 may be learner-000000" in str(done.exception)
    (copy / "cohorts.csv").write_text("learner;cohort\nlearner-000000;A\nlearner-000000;B\nzoe;B\n")
    done = CliRunner().invoke(command, [NAME, "--cohorts", "cohorts.csv"])
    assert done.exit_code == 0
    assert "1 of its 2 learners are not in the gradebook" in done.stderr
    assert "two cohorts" in done.stderr
    assert "40 of 41 handed in" in done.stdout


def test_the_command_writes_csv_and_page_in_which_nothing_is_a_formula_or_a_tag(
    copy: Path,
) -> None:
    change(copy, MARK, 6.0)
    lines = [
        f"learner-{number:06d},{'=HYPERLINK(1)' if number < 20 else '<script>x</script>'}"
        for number in range(40)
    ]
    (copy / "cohorts.csv").write_text("learner,cohort\n" + "\n".join(lines))
    done = CliRunner().invoke(
        command,
        ["--csv", "out.csv", "--html", "out.html", "--cohorts", "cohorts.csv", "--released", "2026-11-18"],
    )
    assert done.exit_code == 0, done.output
    assert "40 of 40 handed in" in done.output
    with (copy / "out.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["part"] for row in rows} >= {"assignment", "spread", "day", "cohort", "first-call"}
    assert not any(cell.lstrip().startswith(("=", "+", "@")) for row in rows for cell in row.values())
    assert any(row["name"] == "'=HYPERLINK(1)" for row in rows)
    page = (copy / "out.html").read_text("utf-8")
    assert "<script>x</script>" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "learner-000000" not in page
    outside = page.split("<script>")[0]
    assert "http" not in outside
