"""One person's data in a gradebook on a PostgreSQL server."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import postgres
from handed_in import NAME, course_folder, submission
from knowshow.cli import group
from knowshow.grading import bulk
from knowshow.grading.bulk import GradingOptions
from knowshow.personal import gradebook_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

LEARNERS = ("ann", "anna", "Ann")


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The gradebook's address; this test stands in the course folder, where three were graded."""
    postgres.required()
    exercise = course_folder(tmp_path / "course")
    for learner in LEARNERS:
        submission(exercise, learner, {"letter": f"These are the words of {learner}."})
    monkeypatch.chdir(tmp_path / "course")
    with postgres.server() as address:
        done = bulk.run(tmp_path / "course", NAME, GradingOptions(1, db=address))
        assert done.graded == len(LEARNERS)
        yield address


def person(*arguments: str) -> Result:
    """Run `knowshow person` in this process."""
    done = CliRunner().invoke(group, ["person", *arguments])
    assert done.exit_code == 0, done.output
    return done


def test_one_is_found_given_out_and_deleted_and_the_others_stay(url: str, tmp_path: Path) -> None:
    before = gradebook_rows.count(url, LEARNERS)
    assert all(before[learner]["student"] == 1 for learner in LEARNERS)
    assert "rows in student: 1" in person("find", "ann", "--db", url).output
    person("export", "ann", "--db", url, "--to", str(tmp_path / "ann.zip"))
    with zipfile.ZipFile(tmp_path / "ann.zip") as archive:
        table = archive.read("answers.csv").decode("utf-8-sig")
    answers = {row["question"]: row["answer"] for row in csv.DictReader(io.StringIO(table))}
    assert answers["letter"] == "These are the words of ann."
    person("delete", "ann", "--db", url, "--yes")
    left = {learner: counts for learner, counts in before.items() if learner != "ann"}
    assert gradebook_rows.count(url, LEARNERS) == left


def test_whose_time_is_over_is_known_from_the_server(url: str) -> None:
    assert set(gradebook_rows.list_newest(url)) == set(LEARNERS)
    assert gradebook_rows.list_newest(url)["ann"].year == 2026
