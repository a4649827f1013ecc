"""`knowshow export --lms`, from a platform's own download to what its import takes."""

from __future__ import annotations

import csv
import io
import shlex
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from handed_in import NAME, REPO, course_folder, nbgrader, submission
from knowshow.grading import bulk
from knowshow.grading.platforms import export, final_scores
from knowshow.handing_in import who_is_who
from knowshow.handing_in.who_is_who import Entry, WhoIsWho

if TYPE_CHECKING:
    from click.testing import Result

    from knowshow.exercises.course_folder import Exercise

LISTED = (
    Entry("ada", "moodle", NAME, "=Lovelace Ada", "12345"),
    Entry("ada", "canvas", NAME, "lovelaceada", "77"),
    Entry("bo", "moodle", NAME, "Lindgren Bo", "12346"),
    Entry("di", "moodle", "another", "Dijk Di", "9"),
)


@pytest.fixture
def graded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    """A graded course folder: ada and di are marked, bo's letter waits to be read."""
    exercise = course_folder(tmp_path / "course")
    for learner, values in {"ada": {"days": 30}, "bo": {"letter": "Dear Amara"}, "di": {}}.items():
        submission(exercise, learner, values)
    who_is_who.write(exercise.root / "submitted" / who_is_who.NAME, WhoIsWho(LISTED))
    monkeypatch.chdir(exercise.root)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    bulk.run(exercise.root, NAME, bulk.GradingOptions(workers=1))
    return exercise


def run(*arguments: str) -> Result:
    return CliRunner().invoke(export.command, list(arguments))


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_a_zip_that_cannot_be_put_in_its_place_is_one_line_and_leaves_nothing(
    graded: Exercise, tmp_path: Path
) -> None:
    page = graded.root / "feedback" / "ada" / NAME / "exercise.html"
    page.parent.mkdir(parents=True)
    page.write_text("<html>")
    target = tmp_path / "out" / f"{NAME}-feedback.zip"
    target.mkdir(parents=True)
    done = CliRunner().invoke(export.command, ["--lms", "moodle", str(target.parent)], standalone_mode=False)
    assert str(done.exception).startswith(f"{target}: cannot be written")
    assert not list(target.parent.glob("*.part"))


def test_moodle_gets_final_scores_and_feedback_with_its_own_numbers(graded: Exercise, tmp_path: Path) -> None:
    score = final_scores.read(graded.root, NAME).scores["ada"]
    assert nbgrader(graded.root, f"generate_feedback {NAME}").returncode == 0
    done = run("--lms", "moodle", str(tmp_path / "out"))
    assert done.exit_code == 1  # di came some other way
    (row,) = read(tmp_path / "out" / f"{NAME}-grades.csv")
    assert (row["Identifier"], row["Grade"]) == ("Participant 12345", f"{score:g}")
    assert row["Full name"] == "'=Lovelace Ada"
    assert (tmp_path / "out" / f"{NAME}-grades.csv").stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(tmp_path / "out" / f"{NAME}-feedback.zip") as archive:
        assert archive.namelist() == ["=Lovelace Ada_12345_assignsubmission_file_/exercise.html"]
        assert b"<html" in archive.read(archive.namelist()[0])
    assert "1 final scores" in done.stdout
    assert "1 wait to be read" in done.stdout
    assert "1 have a score and no number of moodle in submitted/who is who.csv: di" in done.stderr
    assert not list((tmp_path / "out").glob("*.part"))


def test_a_score_counts_once_a_person_has_read(graded: Exercise) -> None:
    before = final_scores.read(graded.root, NAME)
    assert (sorted(before.scores), before.waiting) == (["ada", "di"], ["bo"])
    with closing(sqlite3.connect(graded.root / "gradebook.db")) as connection:
        connection.execute(
            "update grade set manual_score = 3, needs_manual_grade = 0 where needs_manual_grade"
        )
        connection.execute("update submitted_notebook set late_submission_penalty = 1")
        connection.commit()
    after = final_scores.read(graded.root, NAME)
    assert after.waiting == []
    assert after.scores["bo"] == 2.0
    assert after.scores["di"] == 0.0


def test_canvas_gets_the_title_it_knows_and_nobody_without_a_score(graded: Exercise, tmp_path: Path) -> None:
    done = run("--lms", "canvas", "--title", "Exercise 5 (1234)", str(tmp_path), NAME)
    assert done.exit_code == 1
    points, row = read(tmp_path / f"{NAME}-grades.csv")
    score = final_scores.read(graded.root, NAME).scores["ada"]
    assert (row["Student"], row["ID"], row["Exercise 5 (1234)"]) == ("lovelaceada", "77", f"{score:g}")
    assert points["Exercise 5 (1234)"] == f"{sum(item.points for item in graded.assignment.items):g}"
    assert not (tmp_path / f"{NAME}-feedback.zip").exists()


def test_missing_pages_of_feedback_are_named_with_the_mend(graded: Exercise, tmp_path: Path) -> None:
    done = run("--lms", "moodle", str(tmp_path / "out"), NAME)
    zipped = tmp_path / "out" / f"{NAME}-feedback.zip"
    mend = f"run nbgrader generate_feedback --force {NAME}"
    assert f"{zipped}: not written, no page of feedback is there yet: {mend}" in done.stdout
    assert not zipped.exists()
    assert graded.root.is_dir()
    assert "earlier" not in done.stderr


@pytest.mark.usefixtures("graded")
def test_a_zip_of_an_earlier_export_is_kept_and_told_apart(tmp_path: Path) -> None:
    old = tmp_path / f"{NAME}-feedback.zip"
    old.write_bytes(b"of last week")
    done = run("--lms", "moodle", str(tmp_path), NAME)
    assert f"{old}: is of an earlier export" in done.stderr
    assert old.read_bytes() == b"of last week"


@pytest.mark.usefixtures("graded")
def test_the_lines_of_the_guide_run(tmp_path: Path) -> None:
    guide = (REPO / "assets" / "guide" / "platforms.md").read_text("utf-8")
    lines = [shlex.split(line) for line in guide.splitlines() if line.startswith("knowshow export ")]
    assert len(lines) == 2
    for line in lines:
        done = run(*(NAME if word == "05-remedy" else word for word in line[2:]))
        assert done.exit_code == 1, done.output  # one of them is not on the list
    assert [len(list(Path(folder).iterdir())) for folder in ("to-moodle", "to-canvas")] == [1, 1]
    assert not list(tmp_path.glob("to-*"))


@pytest.mark.usefixtures("graded")
def test_nothing_is_exported_of_what_is_not_graded(tmp_path: Path) -> None:
    done = run("--lms", "moodle", str(tmp_path / "out"), "06-capstone")
    assert "06-capstone: no such assignment" in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_an_ungraded_assignment_is_said_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = course_folder(tmp_path / "course")
    monkeypatch.chdir(exercise.root)
    with pytest.raises(final_scores.NothingFinalError, match="nothing is graded yet"):
        final_scores.read(exercise.root, NAME)
    assert not (exercise.root / "gradebook.db").exists()
