"""A live room for tests: without a network, and with one."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

from knowshow.content.principles import load_principles
from knowshow.content.scenarios import load_scenario
from knowshow.room import record
from knowshow.room.record import Record
from knowshow.room.room import Room, phone_of
from knowshow.room.server import Server, Wish
from knowshow.room.store import Changes, Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tornado.websocket import WebSocketClientConnection

STORY = "cut-off"
PATIENCE = 20  # seconds for any message
SOCKETS: list[WebSocketClientConnection] = []  # opened by a test, closed with its server


def at_once(work: Callable[[], None]) -> None:
    """Run the work of a room without waiting for other messages."""
    work()


class Live:
    """A room in a file, and the phones that have joined it; `secure` as in the store."""

    def __init__(self, path: Path, *, seats: bool = False, secure: bool = True) -> None:
        """Make the room's file at `path`, and open it."""
        self.path = path
        self.secure = secure
        made = Record(code="R7MKQ2", key="k" * 22, scenario=STORY, plan="90", deal_seats=seats)
        store = Store(path, secure=secure)
        changes = Changes()
        changes.add("state", "record", record.dump(made))
        store.write(changes)
        store.close()
        self.tokens: list[str] = []
        self.room = self.open()

    def open(self) -> Room:
        """Open the file, as a server that starts does."""
        store = Store(self.path, secure=self.secure)
        kept = record.load(store.state("record"), self.path.name)
        return Room(store, kept, load_scenario(STORY), load_principles(), at_once)

    def restart(self) -> None:
        """Open the file again; every phone comes back."""
        self.room.store.close()
        self.room = self.open()
        for token in self.tokens:
            self.room.connect(phone_of(token))

    def join(self, count: int = 1) -> list[str]:
        """Let phones join and connect; return their digests."""
        tokens: list[str] = []
        for _ in range(count):
            self.room.join(tokens.append, raise_it)
        self.tokens += tokens
        phones = [phone_of(token) for token in tokens]
        for phone in phones:
            self.room.connect(phone)
        return phones

    def command(self, do: str, **more: Any) -> None:
        """Command something at the room's own turn."""
        self.room.command({"turn": self.room.record.stage.turn, "do": do, **more})

    def ask(self, phone: str, number: int, do: str, **more: Any) -> dict[str, Any]:
        """Send a phone's message about the present ballot; return the answer."""
        answers: list[Any] = []
        message = {"id": number, "do": do, "ballot": self.room.record.ballot, **more}
        self.room.take(phone, message, answers.append)
        return dict(answers[0])

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices of the present scene."""
        scene = self.room.record.stage.scene
        assert scene is not None
        return scene.choices

    def bytes_on_disk(self) -> bytes:
        """Return all that stands in the room's folder, file after file."""
        return b"".join(path.read_bytes() for path in sorted(self.path.parent.rglob("*")) if path.is_file())


def raise_it(error: Exception) -> None:
    """Raise what a room has refused."""
    raise error


@asynccontextmanager
async def serving(folder: Path, port: int | None = None) -> AsyncIterator[Server]:
    """Serve the rooms of a folder on loopback for a while."""
    server = Server(Wish(folder, port=port))
    try:
        yield server
    finally:
        while SOCKETS:
            socket = SOCKETS.pop()
            socket.close()
            while await socket.read_message() is not None:
                pass
        await server.close()


async def call(
    server: Server, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> tuple[int, Any]:
    """Ask as the facilitator, or as `headers` say; return status and answer."""
    given = {"Authorization": f"Bearer {server.token}"} if headers is None else headers
    response = await AsyncHTTPClient().fetch(
        server.url + path,
        method="GET" if body is None else "POST",
        body=None if body is None else body if isinstance(body, str) else json.dumps(body),
        headers=given,
        raise_error=False,
    )
    try:
        return response.code, json.loads(response.body or b"null")
    except ValueError:
        return response.code, response.body.decode()


async def new_room(server: Server, **more: Any) -> str:
    """Make a room; return its code."""
    _, answer = await call(server, "/api/rooms", {"scenario": STORY, **more})
    return str(answer["code"])


class Phone:
    """A phone with a socket; `parts` is what it has been told last of each."""

    def __init__(self, socket: WebSocketClientConnection, token: str) -> None:
        """Keep the socket, and the token by which the phone comes back."""
        self.socket, self.token = socket, token
        self.parts: dict[str, Any] = {}
        self.number = 0

    async def hear(self) -> dict[str, Any]:
        """Return the next message, and keep its parts; {} when the connection has ended."""
        text = await asyncio.wait_for(self.socket.read_message(), PATIENCE)
        message: dict[str, Any] = {} if text is None else json.loads(text)
        self.parts |= message.get("parts", {})
        return message

    async def until(self, name: str, key: str, value: object) -> None:
        """Listen until a part says so."""
        while (self.parts.get(name) or {}).get(key) != value:
            assert await self.hear(), f"closed before {name}.{key} was {value}"

    async def ask(self, do: str, **more: Any) -> dict[str, Any]:
        """Send a message about the present ballot, and return its answer."""
        self.number += 1
        message = {"id": self.number, "do": do, "ballot": self.parts["at"]["ballot"], **more}
        await self.socket.write_message(json.dumps(message))
        while True:
            answer = await self.hear()
            assert answer, "closed before it answered"
            if answer.get("id") == self.number:
                return answer


async def socket_to(
    server: Server, path: str, hello: object, headers: dict[str, str] | None = None
) -> WebSocketClientConnection:
    """Open a socket and say who it is."""
    request = HTTPRequest(server.url.replace("http", "ws", 1) + path, headers=headers or {})
    socket = await websocket_connect(request)
    SOCKETS.append(socket)
    await socket.write_message(json.dumps({"hello": hello}))
    return socket


async def join(server: Server, code: str) -> Phone:
    """Join a room as a phone does."""
    _, answer = await call(server, "/api/join", {"code": code}, headers={})
    return await back(server, answer["token"])


async def back(server: Server, token: str) -> Phone:
    """Connect a phone that has joined."""
    phone = Phone(await socket_to(server, "/api/phone", token), token)
    await phone.hear()
    return phone


async def command(server: Server, code: str, do: str, **more: Any) -> Any:
    """Command something at the room's own turn; return the console's view."""
    _, view = await call(server, f"/api/rooms/{code}")
    turn = view["parts"]["at"]["turn"]
    status, answer = await call(server, f"/api/rooms/{code}/command", {"turn": turn, "do": do, **more})
    assert status == 200, answer
    return answer
