"""Handing in: the zip, the exchange, the receipt, and what is refused."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from handed_in import REPO, answered_workspace, nbgrader, submission
from knowshow.exercises import course_folder, model_answers, responses
from knowshow.handing_in.submit import submit

if TYPE_CHECKING:
    from pathlib import Path

NAME = "05-remedy"
EXERCISE = course_folder.load_exercise(REPO, NAME)
RIGHT = model_answers.make_answers(EXERCISE.assignment, EXERCISE.keys)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return answered_workspace(tmp_path, monkeypatch, EXERCISE, RIGHT)


def test_without_an_exchange_a_zip_is_made_that_zip_collect_takes(workspace: Path, tmp_path: Path) -> None:
    receipt = submit(NAME, workspace / "exercises" / NAME)
    assert (receipt.learner, receipt.answered, receipt.way) == ("amina", len(RIGHT), "by_zip")
    assert receipt.digest[:4] in str(receipt)
    with zipfile.ZipFile(receipt.place) as archive:
        assert sorted(archive.namelist()) == ["exercise.ipynb", "responses.json"]
        assert (
            archive.read("responses.json") == (workspace / "exercises" / NAME / "responses.json").read_bytes()
        )
    grader = tmp_path / "grader"
    shutil.copytree(REPO / "solutions", grader / "solutions")
    shutil.copy(REPO / "nbgrader_config.json", grader)
    shutil.copytree(REPO / "exercises", grader / "exercises")
    archived = grader / "downloaded" / NAME / "archive"
    archived.mkdir(parents=True)
    shutil.copy(receipt.place, archived)
    done = nbgrader(grader, f"zip_collect {NAME}")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (grader / "submitted" / "amina" / NAME).iterdir())
    assert names == ["exercise.ipynb", "responses.json", "timestamp.txt"]


def test_handing_in_again_is_collected_in_place_of_the_first(workspace: Path, tmp_path: Path) -> None:
    first = submit(NAME, workspace / "exercises" / NAME)
    responses.save(
        workspace / "exercises" / NAME / "responses.json", EXERCISE.assignment, {"resumes": "wait"}
    )
    second = submit(NAME, workspace / "exercises" / NAME)
    kept = json.loads((workspace / ".knowshow" / "receipts" / f"{NAME}.json").read_text())
    assert [receipt["digest"] for receipt in kept] == [first.digest, second.digest]
    grader = tmp_path / "grader"
    for folder in ("solutions", "exercises"):
        shutil.copytree(REPO / folder, grader / folder)
    shutil.copy(REPO / "nbgrader_config.json", grader)
    shutil.copytree(workspace / "submissions", grader / "downloaded" / NAME / "archive")
    assert nbgrader(grader, f"zip_collect {NAME}").returncode == 0
    collected = json.loads((grader / "submitted" / "amina" / NAME / "responses.json").read_text())
    assert collected["responses"] == {"resumes": "wait"}


def test_with_an_exchange_it_goes_there_and_collect_and_feedback_work(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    market, config = tmp_path / "exchange", tmp_path / "config"
    market.mkdir(mode=0o777)
    market.chmod(0o777)
    config.mkdir()
    cache = tmp_path / "cache"
    settings = f"c = get_config()\nc.Exchange.root = {str(market)!r}\nc.Exchange.cache = {str(cache)!r}\n"
    (config / "nbgrader_config.py").write_text(settings)
    grader = tmp_path / "grader"
    shutil.copytree(REPO / "solutions", grader / "solutions")
    shutil.copy(REPO / "nbgrader_config.json", grader)
    released = (f"{step} {NAME}" for step in ("generate_assignment", "release_assignment"))
    done = nbgrader(grader, *released, JUPYTER_CONFIG_DIR=str(config))
    assert done.returncode == 0, done.stderr
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(config))
    monkeypatch.delenv("KNOWSHOW_LEARNER")
    receipt = submit(NAME, workspace / "exercises" / NAME)
    assert receipt.way == "by_exchange"
    inbound = market / "know-and-show" / "inbound"
    assert [path.name.split("+")[0] for path in inbound.iterdir()] == [receipt.learner]
    assert not (workspace / "submissions").exists()
    submission(course_folder.load_exercise(grader, NAME), "by-zip", {"resumes": "wait"}, stamp=None)
    graded = (f"{step} {NAME}" for step in ("collect", "autograde", "generate_feedback", "release_feedback"))
    done = nbgrader(grader, *graded, JUPYTER_CONFIG_DIR=str(config))
    assert done.returncode == 0, done.stderr
    pages = [path.read_text("utf-8") for path in (market / "know-and-show" / "feedback").glob("*.html")]
    assert len(pages) == 2  # the one sent by zip has a name that nobody can guess
    assert len([page for page in pages if "30 of 42 points" in page]) == 1
