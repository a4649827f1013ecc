"""Feedback fetched from a real exchange by nbgrader's own code: one's own, on the right attempt."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from handed_in import REPO, answered_workspace, nbgrader
from knowshow.exercises import course_folder, model_answers, responses
from knowshow.handing_in import fetch_feedback
from knowshow.handing_in.submit import submit
from knowshow.learner import feedback
from knowshow.learner.feedback import find_attempts, find_latest
from knowshow.pages import feedback_look

if TYPE_CHECKING:
    from pathlib import Path

NAME = "05-remedy"
EXERCISE = course_folder.load_exercise(REPO, NAME)
RIGHT = model_answers.make_answers(EXERCISE.assignment, EXERCISE.keys)
STOCK = "--GenerateFeedback.exporter_class=nbconvert.exporters.HTMLExporter"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the exercise answered, and an exchange to hand it in to."""
    root = answered_workspace(tmp_path, monkeypatch, EXERCISE, RIGHT)
    market = tmp_path / "exchange"
    inbound = market / "know-and-show" / "inbound"
    inbound.mkdir(parents=True)
    for folder in (market, inbound):
        folder.chmod(0o777)
    shutil.copytree(REPO / "exercises" / NAME, market / "know-and-show" / "outbound" / NAME)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(market)!r}\n"
        f"c.Exchange.cache = {str(tmp_path / 'cache')!r}\nc.ExchangeCollect.check_owner = False\n"
    )
    for name in ("solutions", "exercises"):
        shutil.copytree(REPO / name, tmp_path / "grader" / name)
    shutil.copy(REPO / "nbgrader_config.json", tmp_path / "grader")
    return root


def run(tmp_path: Path, *commands: str) -> None:
    done = nbgrader(tmp_path / "grader", *commands)
    assert done.returncode == 0, done.stderr


def give_feedback(tmp_path: Path, options: str = "") -> None:
    run(
        tmp_path,
        f"generate_assignment {NAME} --force",
        f"collect {NAME} --update",
        f"autograde {NAME} --force",
        f"generate_feedback {NAME} --force {options}",
        f"release_feedback {NAME}",
    )


def test_released_feedback_comes_once_and_is_about_the_attempt_that_was_graded(
    workspace: Path, tmp_path: Path
) -> None:
    folder = workspace / "exercises" / NAME
    assert fetch_feedback.fetch(NAME) == 0  # nothing is handed in
    first = submit(NAME, folder)
    assert fetch_feedback.fetch(NAME) == 0  # nothing is released, and nbgrader's folder for it is not there
    give_feedback(tmp_path)
    responses.save(folder / responses.NAME, EXERCISE.assignment, {"resumes": "wait"})
    second = submit(NAME, folder)
    assert fetch_feedback.fetch(NAME) == 1
    assert fetch_feedback.fetch(NAME) == 0
    arrival = find_latest(EXERCISE.assignment, folder)
    assert arrival is not None
    assert (arrival.feedback.earned, arrival.feedback.maximum, arrival.plain) == (30, 42, False)
    tries = find_attempts(arrival)
    assert (tries.marked, tries.later) == (first, second)
    give_feedback(tmp_path)
    assert fetch_feedback.fetch(NAME) == 1
    again = find_latest(EXERCISE.assignment, folder)
    assert again is not None
    assert again.feedback.earned < 30
    assert find_attempts(again) == feedback.Attempts(second, None)


def test_another_learner_of_the_same_account_gets_her_own(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(NAME, workspace / "exercises" / NAME)
    other = tmp_path / "other"
    shutil.copytree(REPO / "exercises" / NAME, other / "exercises" / NAME)
    monkeypatch.setenv("KNOWSHOW_WORKSPACE", str(other))
    monkeypatch.setenv("KNOWSHOW_LEARNER", "bo")
    responses.save(
        other / "exercises" / NAME / responses.NAME, EXERCISE.assignment, {"resumes": RIGHT["resumes"]}
    )
    submit(NAME, other / "exercises" / NAME)
    give_feedback(tmp_path)
    assert len(list((tmp_path / "exchange" / "know-and-show" / "feedback").iterdir())) == 2
    assert fetch_feedback.fetch(NAME) == 1
    arrival = find_latest(EXERCISE.assignment, other / "exercises" / NAME)
    assert arrival is not None
    assert (arrival.feedback.learner, arrival.feedback.earned) == ("bo", 1)


def test_stock_feedback_finds_its_attempt(workspace: Path, tmp_path: Path) -> None:
    folder = workspace / "exercises" / NAME
    receipt = submit(NAME, folder)
    give_feedback(tmp_path, STOCK)
    assert fetch_feedback.fetch(NAME) == 1
    arrival = find_latest(EXERCISE.assignment, folder)
    assert arrival is not None
    assert (arrival.plain, arrival.feedback.earned, arrival.feedback.maximum) == (True, 30, 42)
    assert find_attempts(arrival).marked == receipt
    first = arrival.feedback.items[0]
    assert (first.id, first.earned) == ("resumes", 1)
    assert "To do its share in remediation" in first.reasons[0]


def test_an_exchange_that_cannot_be_read_is_one_line_and_no_exception(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(NAME, workspace / "exercises" / NAME)
    looked = threading.Event()
    assert feedback_look.start(looked.set, asked=True)
    assert looked.wait(60)
    calm = feedback_look.last_look()
    assert calm is not None
    assert calm.problem == ""
    config = workspace.parent / "config" / "nbgrader_config.py"
    with config.open("a") as file:
        file.write("c.ExchangeFactory.fetch_feedback = 'nowhere.FetchFeedback'\n")
    looked.clear()
    assert feedback_look.start(looked.set, asked=True)
    assert looked.wait(60)
    last = feedback_look.last_look()
    assert last is not None
    assert last.problem == "the course’s exchange could not be read"
    monkeypatch.setattr(feedback_look, "PATIENCE", 0.01)
    looked.clear()
    assert feedback_look.start(looked.set, asked=True)
    assert looked.wait(60)
    slow = feedback_look.last_look()
    assert slow is not None
    assert slow.problem == "the course’s exchange does not answer"
