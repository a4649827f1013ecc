"""Records of servers: stale, of somebody else, broken, silent; only the course that answers is taken."""

from __future__ import annotations

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from knowshow.lab import running
from knowshow.lab.running import Running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Course(BaseHTTPRequestHandler):
    """Says that it is a Jupyter server to whoever has its token, as Jupyter does."""

    def do_GET(self) -> None:
        """Answer a question for the status."""
        known = self.path == "/base/api/status?token=right"
        self.send_response(200 if known else 403)
        self.end_headers()
        self.wfile.write(b'{"started": "now"}' if known else b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where servers leave their records."""
    place = tmp_path / "runtime"
    place.mkdir()
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(place))
    monkeypatch.setattr(running, "PATIENCE", 0.5)
    return place


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a server whose token is `right`."""
    server = ThreadingHTTPServer(("localhost", 0), Course)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def leave(records: Path, folder: Path, port: int, name: str = "a", **other: Any) -> None:
    facts = {"root_dir": str(folder), "port": port, "url": f"http://localhost:{port}/base/", "token": "right"}
    (records / f"jpserver-{name}.json").write_text(json.dumps({"knowshow": True, **facts, **other}), "utf-8")


def test_the_course_that_answers_to_its_token_is_found(records: Path, tmp_path: Path, port: int) -> None:
    leave(records, tmp_path, port)
    assert running.find(tmp_path) == (Running(f"http://localhost:{port}/base/", "right", port), None)
    assert running.find(tmp_path / "another") == (None, None)


OTHERS: list[tuple[str, dict[str, Any]]] = [
    ("another program has the port by now", {"token": "of a dead server"}),
    ("plain Jupyter shows the folder", {"knowshow": False}),
    ("it listens at no address", {"url": "http+unix://%2Ftmp%2Fs/"}),
    ("its port is no number", {"port": "x"}),
    ("its port is none", {"port": 99999}),
    ("its folder is none", {"root_dir": None}),
]


@pytest.mark.parametrize(("why", "facts"), OTHERS)
def test_what_is_not_the_course_is_not_taken_for_it(
    records: Path, tmp_path: Path, port: int, why: str, facts: dict[str, Any]
) -> None:
    leave(records, tmp_path, **{"port": port, **facts})
    assert running.find(tmp_path) == (None, None), why


def test_a_record_whose_server_is_gone_is_not_taken_for_one(records: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        leave(records, tmp_path, free.getsockname()[1])
    assert running.find(tmp_path) == (None, None)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 5000, "\udcff"])
def test_a_broken_record_hides_no_other_and_stays(
    records: Path, tmp_path: Path, port: int, text: str
) -> None:
    broken = records / "jpserver-0.json"
    broken.write_text(text, "utf-8", errors="surrogateescape")
    (records / "jpserver-1.json").mkdir()  # as unreadable as a file of somebody else
    leave(records, tmp_path, port)
    found, _ = running.find(tmp_path)
    assert found is not None
    assert broken.read_text("utf-8", errors="surrogateescape") == text


def test_a_server_that_hears_and_says_nothing_is_told_apart(records: Path, tmp_path: Path, port: int) -> None:
    with socket.socket() as deaf:
        deaf.bind(("localhost", 0))
        deaf.listen()
        number = deaf.getsockname()[1]
        leave(records, tmp_path, number)
        assert running.find(tmp_path) == (None, Running(f"http://localhost:{number}/base/", "right", number))
        leave(records, tmp_path, port, "b")
        found, silent = running.find(tmp_path)
    assert (found and found.port, silent) == (port, None)
