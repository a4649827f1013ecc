"""Handing in where nbgrader asks a hub who is enrolled: whatever that says, one line, and nothing is lost."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from handed_in import REPO, answered_workspace
from knowshow.exercises import course_folder, model_answers
from knowshow.handing_in import exchange
from knowshow.handing_in.exchange import ExchangeFailedError
from knowshow.handing_in.submit import submit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "05-remedy"
SILENT = "the hub, which knows who takes this course, does not answer"
REFUSED = "the hub does not let you hand in under this name"


class Hub(HTTPServer):
    """A hub's interface that gives one answer to everything."""

    status, body = 200, b"{}"


class Answer(BaseHTTPRequestHandler):
    """One request."""

    server: Hub

    def do_GET(self) -> None:
        """Give the hub's one answer."""
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    server = Hub(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("JUPYTERHUB_API_URL", f"http://127.0.0.1:{server.server_port}/hub/api")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "token")
    monkeypatch.setenv("JUPYTERHUB_USER", "amina")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def exercise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An answered exercise, and an exchange whose learners a hub knows."""
    released = course_folder.load_exercise(REPO, NAME)
    right = model_answers.make_answers(released.assignment, released.keys)
    root = answered_workspace(tmp_path, monkeypatch, released, right)
    monkeypatch.delenv("KNOWSHOW_LEARNER")
    (tmp_path / "config").mkdir()
    (tmp_path / "exchange" / "know-and-show" / "inbound").mkdir(parents=True)
    (tmp_path / "exchange").chmod(0o777)
    (tmp_path / "config" / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(tmp_path / 'exchange')!r}\n"
        "c.Authenticator.plugin_class = 'nbgrader.auth.JupyterHubAuthPlugin'\n"
    )
    return root / "exercises" / NAME


@pytest.mark.parametrize(
    ("status", "body", "line"),
    [
        (500, b"", SILENT),
        (502, b"<html>", SILENT),
        (503, b"", SILENT),
        (403, b"", REFUSED),
        (404, b"{}", REFUSED),
        (200, b"{}", REFUSED),  # a token that may not see groups
        (200, b"<html>", SILENT),
        (200, b'{"groups": []}', "You do not have access to this course"),
    ],
)
def test_what_a_hub_answers_is_said_in_one_line(
    hub: Hub, exercise: Path, status: int, body: bytes, line: str
) -> None:
    hub.status, hub.body = status, body
    before = (exercise / "responses.json").read_bytes()
    with pytest.raises(ExchangeFailedError, match=line) as failed:
        submit(NAME, exercise)
    assert len(str(failed.value).splitlines()) == 1
    assert (exercise / "responses.json").read_bytes() == before


def test_a_hub_that_is_not_there_is_said_in_one_line(exercise: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_API_URL", "http://127.0.0.1:9/hub/api")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "token")
    monkeypatch.setenv("JUPYTERHUB_USER", "amina")
    with pytest.raises(ExchangeFailedError, match=SILENT):
        submit(NAME, exercise)


def test_outside_a_hub_its_plugin_is_said_in_one_line(
    exercise: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JUPYTERHUB_API_TOKEN", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ExchangeFailedError, match=REFUSED):
        submit(NAME, exercise)


def test_nbgraders_settings_of_ones_own_are_found_in_course_mode(
    exercise: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = str(exercise.parents[2] / "config")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(exercise / "none"))
    assert exchange.find(NAME) is None
    monkeypatch.setenv(exchange.OWN_SETTINGS, config)
    assert exchange.find(NAME) is not None
