"""A live room beside a bare Tornado server that commits each message before it answers.

Run `python tests/benchmarks/bench_room.py [PHONES ...]` (default: 10 100 1000 2000). Everything stays on
loopback, with the same clients for both; for each number of phones it takes some 40 seconds. Times are in
milliseconds, ratios are ours / bare. Each server has a process of its own; the clients share this one.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import random
import secrets
import signal
import socket
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any, Final

import click
import psutil
from tornado.web import Application
from tornado.websocket import WebSocketHandler

from knowshow.room import record
from knowshow.room.record import Record
from knowshow.room.room import phone_of
from knowshow.room.store import Changes, Store

STORY: Final = "cut-off"
CODE: Final = "R7MKQ2"
SPREADS: Final = (10.0, 1.0)  # seconds over which all vote
FAN_OUT: Final = 1_500  # bytes
ROUNDS: Final = 3  # of the fan-out


class Client(asyncio.Protocol):
    """The least that speaks WebSocket: one socket, whole text frames, a question at a time."""

    def __init__(self, path: str) -> None:
        """Ask for the WebSocket at `path` once connected."""
        loop = asyncio.get_running_loop()
        self.path, self.buffer = path, b""
        self.open = False
        self.ready: asyncio.Future[None] = loop.create_future()
        self.closed: asyncio.Future[None] = loop.create_future()
        self.waits: list[tuple[bytes, asyncio.Future[float]]] = []

    def connection_made(self, transport: Any) -> None:
        """Ask for a WebSocket."""
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        host = "127.0.0.1"
        transport.write(
            f"GET {self.path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Read what has come, frame by frame."""
        self.buffer += data
        if not self.open:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head, head
            self.open, self.buffer = True, rest
            self.ready.set_result(None)
        while (frame := self._frame()) is not None:
            self._heard(frame)

    def _frame(self) -> bytes | None:
        if len(self.buffer) < 2:
            return None
        size, start = self.buffer[1] & 127, 2
        if size == 126:
            size, start = struct.unpack_from("!H", self.buffer, 2)[0] if len(self.buffer) >= 4 else 1 << 62, 4
        elif size == 127:
            size, start = (
                struct.unpack_from("!Q", self.buffer, 2)[0] if len(self.buffer) >= 10 else 1 << 62,
                10,
            )
        if len(self.buffer) < start + size:
            return None
        frame, self.buffer = self.buffer[start : start + size], self.buffer[start + size :]
        return frame

    def _heard(self, frame: bytes) -> None:
        now = time.perf_counter()
        for wait in [wait for wait in self.waits if wait[0] in frame]:
            self.waits.remove(wait)
            wait[1].set_result(now)

    def connection_lost(self, _error: Exception | None) -> None:
        """Note that the server has gone."""
        if not self.closed.done():
            self.closed.set_result(None)

    def say(self, text: str) -> None:
        """Send a text frame, masked as a browser must."""
        body = text.encode()
        mask = os.urandom(4)
        size = bytes([128 | len(body)]) if len(body) < 126 else struct.pack("!BH", 128 | 126, len(body))
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(body))
        self.transport.write(b"\x81" + size + mask + masked)

    def until(self, words: bytes) -> asyncio.Future[float]:
        """Return when a message with those bytes has come (seconds of the clock)."""
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.waits.append((words, future))
        return future


async def connected(port: int, path: str) -> Client:
    """Return a client whose socket is open."""
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(lambda: Client(path), "127.0.0.1", port)
    await client.ready
    return client


class Bare:
    """The yardstick: it commits each message, answers, and sends to all what one of them asks for."""

    name = "bare"
    path = "/"

    def __init__(self, folder: Path, phones: int) -> None:
        """Serve so many phones out of `folder`."""
        self.folder, self.phones = folder, phones
        self.port = free_port()

    def start(self) -> None:
        """Start the process, and wait until it listens."""
        command = [sys.executable, __file__, "--bare", str(self.port), str(self.folder / "bare.db")]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        wait_for(self.port)

    async def enter(self, client: Client, number: int) -> None:
        """Say who it is."""
        client.say(json.dumps({"id": 0, "phone": number, "vote": None}))
        await client.until(b'"id"')

    async def open(self) -> None:
        """Open a ballot: it always is."""

    def vote(self, number: int, message: int) -> str:
        """Return a vote."""
        return json.dumps({"id": message, "phone": number, "vote": random.choice("abcd")})  # noqa: S311

    async def fan_out(self, clients: list[Client]) -> float:
        """Return how many seconds the last client waits for what all get."""
        waits = [client.until(b'"fan"') for client in clients]
        start = time.perf_counter()
        clients[0].say('{"fan": 1}')
        return max(await asyncio.gather(*waits)) - start


class Ours(Bare):
    """`knowshow workshop`, with a room in which all phones have joined."""

    name = "ours"
    path = "/api/phone"

    def __init__(self, folder: Path, phones: int) -> None:
        """Make the room's file, with so many phones that have joined."""
        super().__init__(folder, phones)
        self.tokens = [secrets.token_urlsafe(18) for _ in range(phones)]
        made = Record(code=CODE, key="k" * 22, scenario=STORY, plan="90")
        store, changes = Store(folder / f"{CODE}.room"), Changes()
        changes.add("state", "record", record.dump(made))
        for token in self.tokens:
            changes.add("phone", phone_of(token), None)
        store.write(changes)
        store.close()
        self.ballot = 0
        self.choice: str | None = None
        self.choices: list[str] = []

    def start(self) -> None:
        """Start the process, and wait until it listens."""
        source = "from knowshow.cli import main; main()"
        options = ["--room", str(self.folder), "--port", str(self.port)]
        command = [sys.executable, "-c", source, "workshop", *options]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        wait_for(self.port)
        while not (self.folder / "server.json").exists():
            time.sleep(0.02)
        self.token = json.loads((self.folder / "server.json").read_text("utf-8"))["token"]

    async def enter(self, client: Client, number: int) -> None:
        """Say who it is, and wait for the room's parts."""
        heard = client.until(b'"mine"')
        client.say(json.dumps({"hello": self.tokens[number]}))
        await heard

    async def command(self, do: str) -> dict[str, Any]:
        """Command something at the room's own turn."""

        def ask() -> dict[str, Any]:
            view = self.ask(f"/api/rooms/{CODE}")
            turn = view["parts"]["at"]["turn"]
            return self.ask(f"/api/rooms/{CODE}/command", {"turn": turn, "do": do, "choice": self.choice})

        return await asyncio.to_thread(ask)

    def ask(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Ask as the facilitator."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
        request.add_header("Authorization", f"Bearer {self.token}")
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(request, data, timeout=30) as answer:  # noqa: S310 - our own
            return dict(json.loads(answer.read()))

    async def open(self) -> None:
        """Open a ballot, in the next scene where this one has had one."""
        if self.ballot:
            self.choice = self.choices[0]
            await self.command("other")
        await self.command("enter")
        view = await self.command("open")
        self.choices = [choice["id"] for choice in view["choices"]]
        self.ballot = view["parts"]["at"]["ballot"]

    def vote(self, number: int, message: int) -> str:
        """Return a vote."""
        choice = self.choices[number % 3]
        return json.dumps({"id": message, "do": "vote", "ballot": self.ballot, "choice": choice})

    async def fan_out(self, clients: list[Client]) -> float:
        """Return how many seconds the last client waits for the reveal, from the facilitator's command on."""
        view = await asyncio.to_thread(self.ask, f"/api/rooms/{CODE}")
        body = {"turn": view["parts"]["at"]["turn"], "do": "close"}
        waits = [client.until(b'"reveal":{') for client in clients]
        start = time.perf_counter()
        closing = asyncio.ensure_future(asyncio.to_thread(self.ask, f"/api/rooms/{CODE}/command", body))
        last = max(await asyncio.gather(*waits))
        await closing
        return last - start


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until somebody listens at a port."""
    for _ in range(1_000):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.02)
    raise TimeoutError(port)


async def votes(server: Bare, clients: list[Client], spread: float, message: int) -> list[float]:
    """Let each vote once within `spread` seconds; return how many seconds each waited."""

    async def cast(number: int, client: Client) -> float:
        await asyncio.sleep(random.uniform(0, spread))  # noqa: S311
        heard = client.until(b'"id": %d' % message if server.name == "bare" else b'"id":%d,' % message)
        start = time.perf_counter()
        client.say(server.vote(number, message))
        return await heard - start

    return list(await asyncio.gather(*(cast(number, client) for number, client in enumerate(clients))))


async def all_in(server: Bare) -> list[Client]:
    """Connect every phone; return the clients."""

    async def enter(number: int) -> Client:
        client = await connected(server.port, server.path)
        await server.enter(client, number)
        return client

    return list(await asyncio.gather(*(enter(number) for number in range(server.phones))))


async def return_of_all(server: Bare, clients: list[Client]) -> float:
    """Kill the server and start it again; return how many seconds after it listens the last is back.

    Phones do as the page does: they try after 0.2 to 1 s at random, then after up to twice as long, at
    most 2 s.
    """
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    await asyncio.gather(*(client.closed for client in clients))

    async def come_back(number: int) -> float:
        pause = random.uniform(0.2, 1.0)  # noqa: S311
        while True:
            await asyncio.sleep(pause)
            try:
                client = await connected(server.port, server.path)
            except OSError:
                pause = min(2.0, pause * 2) * random.uniform(0.5, 1)  # noqa: S311
                continue
            await server.enter(client, number)
            back.append(client)
            return time.perf_counter()

    back: list[Client] = []
    coming = [asyncio.ensure_future(come_back(number)) for number in range(len(clients))]
    await asyncio.to_thread(server.start)
    listening = time.perf_counter()
    last = max(await asyncio.gather(*coming))
    clients[:] = back
    return last - listening


async def measure(server: Bare) -> dict[str, float]:
    """Return the figures of one server: milliseconds, and kB a phone."""
    server.start()
    try:
        return await figures_of(server)
    finally:
        server.process.kill()
        server.process.wait()


async def figures_of(server: Bare) -> dict[str, float]:
    """Return the figures of a server that runs."""
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    start = time.perf_counter()
    clients = await all_in(server)
    figures = {"connect all": (time.perf_counter() - start) * 1000}
    figures["kB a phone"] = (process.memory_info().rss - before) / 1024 / server.phones
    fans: list[float] = []
    for turn, spread in enumerate((*SPREADS, *[0.5] * (ROUNDS - len(SPREADS)))):
        await server.open()
        await asyncio.sleep(0.5)
        waited = sorted(await votes(server, clients, spread, 1 + turn))
        if turn < len(SPREADS):
            figures[f"vote within {spread:g} s"] = statistics.median(waited) * 1000
            figures[f"vote within {spread:g} s, p95"] = waited[int(len(waited) * 0.95)] * 1000
        fans.append(await server.fan_out(clients))
        await asyncio.sleep(0.5)
    figures["reveal to the last"] = statistics.median(fans) * 1000
    figures["all back"] = await return_of_all(server, clients) * 1000
    for client in clients:
        client.transport.abort()
    return figures


def compare(phones: int) -> None:
    """Measure both servers with so many phones, and print the figures."""
    with tempfile.TemporaryDirectory() as bare, tempfile.TemporaryDirectory() as ours:
        yardstick = asyncio.run(measure(Bare(Path(bare), phones)))
        room = asyncio.run(measure(Ours(Path(ours), phones)))
    click.echo(f"\n{phones} phones")
    click.echo(f"  {'':26}{'bare':>10}{'ours':>10}{'ratio':>8}")
    for name, figure in yardstick.items():
        click.echo(f"  {name:26}{figure:10.1f}{room[name]:10.1f}{room[name] / max(figure, 0.01):8.2f}")


class BareSocket(WebSocketHandler):
    """One phone of the yardstick."""

    database: sqlite3.Connection
    everybody: set[BareSocket] = set()  # noqa: RUF012 - one process, one room

    def open(self, *_: str, **__: str) -> None:
        """Come in."""
        self.everybody.add(self)

    def on_message(self, message: str | bytes) -> None:
        """Commit, then answer; or send to all."""
        data = json.loads(message)
        if "fan" in data:
            text = json.dumps({"fan": "x" * FAN_OUT})
            for other in self.everybody:
                other.write_message(text)
            return
        self.database.execute("INSERT OR REPLACE INTO votes VALUES (?, ?)", (data["phone"], data["vote"]))
        self.write_message(json.dumps({"id": data["id"], "ok": True}))

    def on_close(self) -> None:
        """Leave."""
        self.everybody.discard(self)


def serve_bare(port: int, path: str) -> None:
    """Be the yardstick."""

    async def main() -> None:
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE IF NOT EXISTS votes (phone PRIMARY KEY, vote) WITHOUT ROWID")
        BareSocket.database = database
        Application([(r"/", BareSocket)], log_function=lambda _: None).listen(port, "127.0.0.1")
        await asyncio.Event().wait()

    asyncio.run(main())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--bare"]:
        serve_bare(int(sys.argv[2]), sys.argv[3])
    else:
        for number in [int(word) for word in sys.argv[1:]] or [10, 100, 1_000, 2_000]:
            compare(number)
