"""The sockets of phones and walls: who it is, in the first message; then small messages, not too many.

Nothing of a message or of where it comes from is logged.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from knowshow.room.crowd import Watcher, to_json
from knowshow.room.reading import as_object, is_ours
from knowshow.room.refusals import RefusedError

if TYPE_CHECKING:
    from knowshow.room.crowd import Crowd
    from knowshow.room.hall import Hall

HELLO_WITHIN: Final = 10.0  # seconds in which a socket must say who it is
BURST, A_SECOND = 30, 5.0  # messages at once, and steadily, from one socket
MOST_REFUSED: Final = 100  # messages refused on one socket before it is closed
MOST_SOCKETS: Final = 8_000
UNKNOWN: Final = 4401  # the close code for a token or code that is not known here


class Socket(WebSocketHandler):
    """The ground of the sockets: who it is, in the first message; then small messages, not too many."""

    open_sockets = 0

    def initialize(self, hall: Hall) -> None:
        """Take the hall."""
        self.hall = hall
        self.crowd: Crowd | None = None
        self.watcher: Watcher | None = None
        self._allowed, self._asked = float(BURST), 0.0
        self._counted = False
        self._refused = 0

    def check_origin(self, origin: str) -> bool:
        """Return whether the page that opens the socket is ours."""
        return is_ours(origin, self.request.host)

    def open(self, *_: str, **__: str) -> None:
        """Wait for the first message, not for long."""
        Socket.open_sockets += 1
        self._counted = True
        if Socket.open_sockets > MOST_SOCKETS:
            self.close(1013, "full")
            return
        self.set_nodelay(value=True)
        self._timer = asyncio.get_running_loop().call_later(HELLO_WITHIN, self._late)

    def _late(self) -> None:
        if self.watcher is None:
            self.close(1008, "hello")

    def on_message(self, message: str | bytes) -> None:
        """Take one message; what is not ours is refused in one line."""
        try:
            self._slow_down()
            data = as_object(message)
            if self.watcher is None:
                self._timer.cancel()
                self.welcome(data.get("hello"))
            else:
                self.take(data)
        except RefusedError as error:
            self._refused += 1
            if self._refused > MOST_REFUSED:  # answers would pile up for one who never reads
                self.close(1008, "slow")
                return
            self.answer({"id": 0, "error": error.error()})

    def _slow_down(self) -> None:
        now = asyncio.get_running_loop().time()
        self._allowed = min(BURST, self._allowed + (now - self._asked) * A_SECOND)
        self._asked = now
        if self._allowed < 1:
            raise RefusedError("slow")
        self._allowed -= 1

    def welcome(self, hello: object) -> None:
        """Let somebody in, or close."""
        raise NotImplementedError

    def take(self, data: dict[str, Any]) -> None:  # noqa: ARG002 - a wall has nothing to say
        """Take a message after the first."""
        raise RefusedError("malformed")

    def enter(self, crowd: Crowd, phone: str | None) -> None:
        """Watch a room from now on."""
        self.crowd, self.watcher = crowd, Watcher(self._send, phone)
        crowd.add(self.watcher)

    def unknown(self) -> None:
        """Close for somebody who is not known here."""
        self.close(UNKNOWN, "unknown")

    def _send(self, text: str) -> asyncio.Future[None]:
        return self.write_message(text)

    def answer(self, data: object) -> None:
        """Answer, unless whoever asked has gone meanwhile."""
        try:
            sent = self.write_message(to_json(data))
        except WebSocketClosedError:
            return
        sent.add_done_callback(lambda done: done.exception())  # gone while it was on its way

    def on_close(self) -> None:
        """Leave the room."""
        if self._counted:
            Socket.open_sockets -= 1
            self._timer_cancel()
        if self.crowd is not None and self.watcher is not None:
            self.crowd.discard(self.watcher)

    def _timer_cancel(self) -> None:
        timer = getattr(self, "_timer", None)
        if timer is not None:
            timer.cancel()

    def log_exception(self, *_: Any) -> None:
        """Keep out of the log what would name whoever asked."""


class PhoneSocket(Socket):
    """`/api/phone`."""

    def welcome(self, hello: object) -> None:
        """Let a phone in by its token."""
        place = self.hall.find_phone(hello)
        if place is None:
            self.unknown()
            return
        self.enter(*place)

    def take(self, data: dict[str, Any]) -> None:
        """Take a vote, a sentence or a pair."""
        if self.crowd is not None and self.watcher is not None and self.watcher.phone is not None:
            self.crowd.room.take(self.watcher.phone, data, self.answer)


class WallSocket(Socket):
    """`/api/wall`."""

    def welcome(self, hello: object) -> None:
        """Let a wall in by the room's code."""
        try:
            crowd = self.hall.find(hello, self.request.remote_ip or "")
        except RefusedError as error:
            self.answer({"id": 0, "error": error.error()})
            self.close(1013 if error.key == "wait" else UNKNOWN, error.key)
            return
        self.enter(crowd, None)
