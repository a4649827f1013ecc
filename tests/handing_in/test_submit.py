"""Handing in: the zip, the exchange, the receipt, and what is refused."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from handed_in import REPO, answered_workspace
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder, model_answers
from knowshow.handing_in import exchange
from knowshow.handing_in.submit import command, submit

if TYPE_CHECKING:
    from pathlib import Path

NAME = "05-remedy"
EXERCISE = course_folder.load_exercise(REPO, NAME)
RIGHT = model_answers.make_answers(EXERCISE.assignment, EXERCISE.keys)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return answered_workspace(tmp_path, monkeypatch, EXERCISE, RIGHT)


def test_a_refusing_exchange_is_reported_in_one_line(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (tmp_path / "exchange" / "know-and-show" / "inbound").mkdir(parents=True)
    (tmp_path / "exchange").chmod(0o777)
    settings = f"c = get_config()\nc.Exchange.root = {str(tmp_path / 'exchange')!r}\n"
    (config / "nbgrader_config.py").write_text(settings)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(config))
    assert exchange.find(NAME) is not None
    with pytest.raises(KnowShowError, match="the exchange did not take it"):
        submit(NAME, workspace / "exercises" / NAME)


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _answers(folder: Path, **changes: Any) -> None:
    path = folder / "responses.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "responses.json").unlink(), "nothing is answered yet"),
        (lambda folder: _answers(folder, responses={}), "nothing is answered yet"),
        (lambda folder: _answers(folder, assignment="other"), "'other', but '05-remedy' is graded here"),
        (lambda folder: _answers(folder, edition="2025.1"), "'2025.1', but '2026.2' is graded here"),
        (
            lambda folder: _answers(folder, responses={"resumes": "nobody"}),
            "'nobody' is not one of its options",
        ),
        (lambda folder: (folder / "responses.json").write_text("{"), "not readable JSON"),
        (lambda folder: _pipe(folder / "responses.json"), "not a regular file"),
        (lambda folder: (folder / "items.yaml").unlink(), "no such exercise"),
    ],
)
def test_what_cannot_be_handed_in_is_said_in_one_line(workspace: Path, change: Any, message: str) -> None:
    folder = workspace / "exercises" / NAME
    change(folder)
    with pytest.raises(KnowShowError) as error:
        submit(NAME, folder)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert not (workspace / "submissions").exists()


def test_answers_to_an_older_edition_are_not_sent(workspace: Path) -> None:
    folder = workspace / "exercises" / NAME
    items = (folder / "items.yaml").read_text().replace('edition: "2026.2"', 'edition: "2025.9"')
    (folder / "items.yaml").write_text(items)
    _answers(folder, edition="2025.9")
    with pytest.raises(KnowShowError, match=r"edition 2025\.9, but edition 2026\.2 is graded"):
        submit(NAME, folder)


def test_the_command_prints_a_receipt_and_finds_the_exercise_in_the_workspace(workspace: Path) -> None:
    done = CliRunner().invoke(command, [NAME, "--learner", "bo", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["learner"] == "bo"
    assert len(os.listdir(workspace / "submissions")) == 1  # noqa: PTH208 - one zip, and no half of one


@pytest.mark.parametrize("learner", ["../x", "a b", "-x", "+x", "x" * 65])
def test_a_name_that_is_no_id_is_refused(workspace: Path, learner: str) -> None:
    with pytest.raises(KnowShowError, match="--learner"):
        submit(NAME, workspace / "exercises" / NAME, learner)
