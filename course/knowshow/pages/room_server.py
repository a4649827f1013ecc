"""Starts and stops the server of the live rooms on this computer, as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from typing import IO, TYPE_CHECKING, Any, Final

from knowshow.content import json_file
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.pages.room_client import FILE, RoomClient, RoomError, Server, find_near

if TYPE_CHECKING:
    from pathlib import Path

COMMAND: Final = ("-P", "-c", "from knowshow.cli import main; main()", "workshop")
PATIENCE: Final = 30.0  # seconds until a server must have written its file; a cold start takes two
_STEP: Final = 0.1


def start(folder: Path, command: tuple[str, ...] = COMMAND) -> Server:
    """Start a server for the rooms in `folder`, wait until it answers, and return where it is.

    It listens to this computer alone, and goes on when the kernel, or JupyterLab, has ended. Raise
    `RoomError` with the server's own words where it does not come up.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - this Python, and words of our own
            [sys.executable, *command, "--room", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # it prints its token
            stderr=said,
            **_apart(),
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            server = find_near(folder)
            if server and _pid(folder) == process.pid and _answers(server):
                return server
            time.sleep(_STEP)
        process.kill()
        process.wait()
        raise RoomError("away", say("console", "not_started", why=_last_line(said)))


def stop(folder: Path) -> None:
    """Stop the server that the folder's file names, once it has shown that it is ours.

    Raise `RoomError` where none answers. Its rooms stay in the folder and can be opened again.
    """
    server, pid = find_near(folder), _pid(folder)
    if server is None or pid is None or not server.near:
        raise RoomError("away", say("console", "none_to_stop"))
    RoomClient(server).lobby()
    try:
        os.kill(pid, signal.SIGTERM)
    except OSError as error:
        raise RoomError("away", say("console", "none_to_stop")) from error


def _apart() -> dict[str, Any]:
    """Return what keeps a process from being stopped along with this one."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS}
    return {"start_new_session": True}


def _pid(folder: Path) -> int | None:
    try:
        kept = json_file.read(folder / FILE)
    except KnowShowError:
        return None
    pid = kept.get("pid") if isinstance(kept, dict) else None
    return pid if isinstance(pid, int) and not isinstance(pid, bool) and pid > 1 else None


def _answers(server: Server) -> bool:
    try:
        RoomClient(server).lobby()
    except RoomError:
        return False
    return True


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read(100_000).decode("utf-8", "replace").split("\n")
    return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "?")
