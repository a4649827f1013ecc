"""`kill -9` in the middle of a ballot: no acknowledged vote is lost, none counts twice, all come back."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from knowshow.room.room import phone_of
from live import SOCKETS, Phone, back, call, command, join, socket_to

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-c", "from knowshow.cli import main; main()", "workshop"]
PHONES = 40


class Running:
    """A server in a process of its own, as `live` asks it: `url` and `token`."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        """Start the command, and wait until it is ready."""
        command_line = [*COMMAND, "--room", str(folder), *arguments]
        self.process = subprocess.Popen(
            command_line, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("Leave this window open"):
                break
        kept = json.loads((folder / "server.json").read_text("utf-8"))
        self.url, self.token = str(kept["url"]), str(kept["token"])

    def end(self, how: signal.Signals) -> None:
        """Send a signal and wait until the process has gone."""
        self.process.send_signal(how)
        self.process.communicate(timeout=20)


async def vote_until_killed(phone: Phone, choices: list[str], seed: int) -> tuple[str | None, str | None]:
    """Change a vote again and again; return the last that was acknowledged, and the one on its way."""
    lot = random.Random(seed)  # noqa: S311 - a test's own
    acknowledged: str | None = None
    while True:
        choice = lot.choice(choices)
        try:
            answer = await phone.ask("vote", choice=choice)
        except Exception:  # noqa: BLE001 - however the connection ends
            return acknowledged, choice
        assert answer["ok"]
        acknowledged = choice
        await asyncio.sleep(lot.uniform(0.2, 0.3))


@pytest.mark.parametrize("after", [0.8, 1.7])
def test_a_kill_in_the_middle_of_a_ballot(tmp_path: Path, after: float) -> None:
    asyncio.run(walk(tmp_path, after))


async def walk(folder: Path, after: float) -> None:
    server: Any = Running(folder, "cut-off")
    (code,) = codes(folder)
    phones = [await join(server, code) for _ in range(PHONES)]
    view = await command(server, code, "enter")
    await command(server, code, "open")
    choices = [choice["id"] for choice in view["choices"]]
    for phone in phones:
        await phone.until("at", "phase", "ballot")
    votes = [asyncio.ensure_future(vote_until_killed(p, choices, n)) for n, p in enumerate(phones)]
    await asyncio.sleep(after)
    server.end(signal.SIGKILL)
    last = await asyncio.gather(*votes)
    for socket in SOCKETS:
        socket.close()
    SOCKETS.clear()
    kept = votes_on_disk(folder / f"{code}.room")
    for phone, (acknowledged, on_its_way) in zip(phones, last, strict=True):
        assert kept.get(phone_of(phone.token)) in {acknowledged, on_its_way}
        assert acknowledged is None or phone_of(phone.token) in kept
    server = Running(folder, "cut-off")
    again = [await back(server, phone.token) for phone in phones]
    assert all(phone.parts["at"]["phase"] == "ballot" for phone in again)
    assert [phone.parts["mine"]["voted"] for phone in again] == [phone_of(p.token) in kept for p in phones]
    for place, phone in enumerate(again):
        phone.number = phone.parts["mine"]["next"] - 1
        assert (await phone.ask("vote", choice=choices[place % 2]))["ok"]
    wall = Phone(await socket_to(server, "/api/wall", code), "")
    view = await command(server, code, "close")
    await wall.until("at", "phase", "revealed")
    groups = view["parts"]["reveal"]["ballots"][0]["groups"]
    assert sum(group["count"] for group in groups) == PHONES
    for socket in SOCKETS:
        socket.close()
    SOCKETS.clear()
    status, _ = await call(server, "/api/rooms")
    assert status == 200
    server.end(signal.SIGKILL)
    disk = everything(folder)
    assert not any(f"{phone_of(p.token)}{choice}".encode() in disk for p in phones for choice in choices)


def codes(folder: Path) -> list[str]:
    """Return the codes of the rooms in a folder."""
    return [path.stem for path in folder.glob("*.room")]


def everything(folder: Path) -> bytes:
    """Return all that stands in a folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def votes_on_disk(path: Path) -> dict[str, str]:
    """Return the votes in a killed room's copy, so that the file itself stays as the kill left it."""
    copy = path.parent.parent / "copy"
    copy.mkdir(exist_ok=True)
    for part in path.parent.glob(f"{path.name}*"):
        (copy / part.name).write_bytes(part.read_bytes())
    database = sqlite3.connect(copy / path.name)
    votes = dict(database.execute("SELECT phone, choice FROM votes").fetchall())
    database.close()
    return votes
