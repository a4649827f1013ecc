"""`knowshow workshop`: what it prints, and what it refuses in one line."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-c", "from knowshow.cli import main; main()", "workshop"]


def refused(*arguments: str) -> str:
    """Run the command, which is to refuse; return its one line."""
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 2, done.stdout
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def started(folder: Path, *arguments: str) -> tuple[subprocess.Popen[str], str]:
    """Start the command, and return it and what it printed until it was ready."""
    command = [*COMMAND, "--room", str(folder), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Leave this window open"):
            break
    return process, "".join(lines)


def stopped(process: subprocess.Popen[str]) -> str:
    """Press Ctrl+C; return what the command says last."""
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    return rest


def test_a_room_is_announced_and_comes_back_with_its_codes(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    process, text = started(tmp_path / "rooms", "cut-off", "--minutes", "60", "--port", port)
    rest = stopped(process)
    (path,) = (tmp_path / "rooms").glob("*.room")
    code = path.stem
    kept = json.loads((tmp_path / "rooms" / "server.json").read_text("utf-8"))
    assert f"join at {kept['url']} with the code {code[:3]} {code[3:]}" in text
    assert "█" in text
    assert kept["token"] in text
    assert rest.startswith("The rooms have stopped.")
    process, again = started(tmp_path / "rooms", "cut-off")
    stopped(process)
    assert again == text


def test_a_second_server_in_the_same_folder_leaves_the_first_its_console(tmp_path: Path) -> None:
    folder = tmp_path / "rooms"
    process, _ = started(folder, "cut-off")
    kept = (folder / "server.json").read_text("utf-8")
    assert "another knowshow workshop runs its rooms" in refused("cut-off", "--room", str(folder))
    assert (folder / "server.json").read_text("utf-8") == kept
    stopped(process)
    process, text = started(folder, "cut-off", "--seats")
    stopped(process)
    assert "is under way already" in text
    assert len(list(folder.glob("*.room"))) == 1


def test_a_token_that_is_none_of_ours_is_not_taken_over(tmp_path: Path) -> None:
    folder = tmp_path / "rooms"
    folder.mkdir()
    (folder / "server.json").write_text(json.dumps({"token": "one line\nanother line, long enough"}), "utf-8")
    process, text = started(folder)
    stopped(process)
    assert "another line" not in text
    assert len(json.loads((folder / "server.json").read_text("utf-8"))["token"]) > 40


def test_without_a_story_no_room_is_made(tmp_path: Path) -> None:
    process, text = started(tmp_path / "rooms")
    stopped(process)
    assert "No room is open yet" in text
    assert not list((tmp_path / "rooms").glob("*.room"))


def test_a_rehearsal_is_declared(tmp_path: Path) -> None:
    process, text = started(tmp_path / "rooms", "cut-off", "--rehearse", "12", "--seats")
    stopped(process)
    assert "12 simulated people" in text


def test_plain_http_beyond_this_computer_is_refused_and_the_reason_said(tmp_path: Path) -> None:
    line = refused("--room", str(tmp_path), "--host", "0.0.0.0")  # noqa: S104 - it is refused
    assert line.count("\n") == 1
    assert "everybody on the network can read votes" in line
    assert "--insecure" in line


def test_a_port_in_use_is_said(tmp_path: Path, taken: int) -> None:
    line = refused("--room", str(tmp_path), "--port", str(taken))
    assert line == (
        f"knowshow: --port {taken}: another program listens there,"
        " or 127.0.0.1 is no address of this computer; name others\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("cut-of",), "did you mean 'cut-off'?"),
        (("no/such.yaml",), "such.yaml"),
        (("--host", "no-such-host.invalid"), "--host no-such-host.invalid: no such name"),
        (("--certfile", "no-such.pem"), "--certfile no-such.pem: no such file"),
        (("--certfile", __file__), f"--certfile {__file__}: cannot be used"),
        (("--certfile", __file__, "--keyfile", "no.pem"), "--keyfile no.pem: no such file"),
        (("--keyfile", "key.pem"), "--keyfile needs --certfile"),
        (("--minutes", "45"), "'45' is not one of"),
        (("--rehearse", "501"), "501 is not in the range"),
        (("--port", "0"), "0 is not in the range"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = subprocess.run(
        [*COMMAND, "--room", str(tmp_path / "rooms"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode in (1, 2)
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.room"))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = subprocess.run(
        [*COMMAND, "--room", str(tmp_path / "file" / "rooms")],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_damaged_room_is_named_and_the_others_open(tmp_path: Path) -> None:
    process, _ = started(tmp_path, "cut-off")
    stopped(process)
    (tmp_path / "222222.room").write_bytes(os.urandom(5000))
    command = [*COMMAND, "--room", str(tmp_path), "cut-off"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if line.startswith("Leave this window open"):
            break
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert "with the code" in text
    assert errors.startswith("knowshow: 222222.room: cannot be opened")
    assert errors.count("\n") == 1
