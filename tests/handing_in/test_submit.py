"""Handing in: the zip, the exchange, the receipt, and what is refused."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
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


def _open_exchange(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> None:
    """Set up an exchange that anybody may write to, and nbgrader's settings that name it."""
    (folder / "config").mkdir()
    (folder / "exchange" / "know-and-show" / "inbound").mkdir(parents=True)
    (folder / "exchange" / "know-and-show" / "outbound" / NAME).mkdir(parents=True)
    (folder / "exchange").chmod(0o777)
    settings = f"c = get_config()\nc.Exchange.root = {str(folder / 'exchange')!r}\n{more}"
    (folder / "config" / "nbgrader_config.py").write_text(settings)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(folder / "config"))


def test_anothers_name_is_not_sent_to_the_exchange(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open_exchange(tmp_path, monkeypatch)
    with pytest.raises(KnowShowError, match=r"--learner bo: you are \w+ on this computer") as error:
        submit(NAME, workspace / "exercises" / NAME, "bo")
    assert "\n" not in str(error.value)
    assert not os.listdir(tmp_path / "exchange" / "know-and-show" / "inbound")  # noqa: PTH208 - names


def test_where_owners_tell_nothing_a_name_may_be_given(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open_exchange(tmp_path, monkeypatch, "c.ExchangeCollect.check_owner = False\n")
    assert submit(NAME, workspace / "exercises" / NAME, "bo").learner == "bo"
    (folder,) = (tmp_path / "exchange" / "know-and-show" / "inbound").iterdir()
    assert folder.name.startswith(f"bo+{NAME}+")
    assert " UTC+" in folder.name


def _lose_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand for a container whose user is a number alone."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME", "KNOWSHOW_LEARNER", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)

    def find_nobody(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.setattr("pwd.getpwuid", find_nobody)


@pytest.mark.parametrize("with_exchange", [False, True])
def test_a_user_without_a_name_is_asked_for_one(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, with_exchange: bool
) -> None:
    if with_exchange:
        _open_exchange(tmp_path, monkeypatch)
    _lose_name(monkeypatch)
    with pytest.raises(KnowShowError) as error:
        submit(NAME, workspace / "exercises" / NAME)
    assert str(error.value).endswith(f"write knowshow submit {NAME} --learner YOUR-ID")


def test_a_user_without_a_name_can_give_one(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lose_name(monkeypatch)
    assert submit(NAME, workspace / "exercises" / NAME, "bo").learner == "bo"


def _copy(workspace: Path, name: str, answers: dict[str, Any]) -> Path:
    """Copy the exercise's folder under another name, with other answers."""
    folder = workspace / "exercises" / name
    shutil.copytree(workspace / "exercises" / NAME, folder)
    _answers(folder, responses=answers)
    return folder


def _read_sent(output: str) -> Any:
    with zipfile.ZipFile(json.loads(output)["place"]) as archive:
        return json.loads(archive.read("responses.json"))["responses"]


@pytest.mark.parametrize("name", [f"{NAME}-Copy1", "05 remedy DONE"])
def test_the_folder_one_stands_in_is_handed_in_whatever_it_is_called(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(_copy(workspace, name, {"resumes": "wait"}))
    done = CliRunner().invoke(command, [NAME, "--json"])
    assert done.exit_code == 0, done.output
    assert _read_sent(done.output) == {"resumes": "wait"}


def test_a_renamed_folder_is_found_by_what_it_holds(workspace: Path) -> None:
    (workspace / "exercises" / NAME).rename(workspace / "exercises" / "05 remedy DONE")
    done = CliRunner().invoke(command, [NAME, "--json"])
    assert done.exit_code == 0, done.output
    assert _read_sent(done.output) == RIGHT


def test_of_several_renamed_folders_none_is_taken_unasked(workspace: Path) -> None:
    _copy(workspace, "mine", {"resumes": "wait"})
    (workspace / "exercises" / NAME).rename(workspace / "exercises" / "old")
    done = CliRunner().invoke(command, [NAME, "--json"])
    assert "several folders hold this exercise (mine, old)" in str(done.exception)
    assert not (workspace / "submissions").exists()


def test_the_last_hand_in_counts_though_a_clock_was_set_back(workspace: Path) -> None:
    first = submit(NAME, workspace / "exercises" / NAME)
    kept = workspace / ".knowshow" / "receipts" / f"{NAME}.json"
    kept.write_text(kept.read_text().replace(first.time, "2099-01-01T00:00:00+00:00"))
    second = submit(NAME, workspace / "exercises" / NAME)
    assert second.time == "2099-01-01T00:00:01+00:00"
    assert second.place.endswith(f"{NAME}__amina__20990101T000001.000000Z.zip")


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
        (lambda folder: _answers(folder, schema=True), "schema: must be 1"),
        (lambda folder: _answers(folder, schema=1.0), "schema: must be 1"),
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
