"""Everybody who watches a room: each gets what changed, as fast as its own connection takes it."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from knowshow.room import commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowshow.room.messages import Parts
    from knowshow.room.room import Room

SHARED: Final = ("scene", "reveal", "followed", "debrief")
SOON: Final = 0.2  # seconds in which arrivals and departures are gathered
WAIT: Final = 20.0  # seconds that a console's question waits for news


def to_json(data: Any) -> str:
    """Return data as compact JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@dataclass(eq=False, slots=True)
class Watcher:
    """One connection: how to send to it, the phone it belongs to (None: a wall), what it has been sent.

    `turn` is when it was last told what it may know of itself.
    While one message is on its way the next waits, and then brings what is newest: a phone that sleeps
    delays nobody else and no message is kept for it.
    """

    send: Callable[[str], asyncio.Future[None]]
    phone: str | None
    seen: dict[str, int] = field(default_factory=dict)
    turn: int = -1
    sending: asyncio.Future[None] | None = None


class Crowd:
    """The watchers of one room."""

    def __init__(self, room: Room, wall: dict[str, str]) -> None:
        """Watch `room`; `wall` is what only walls get in their `at`: code, join, qr."""
        self.room, self.wall = room, wall
        self.watchers: set[Watcher] = set()
        self.version = 1
        self._number = 0
        self._parts: Parts | None = None
        self._texts: dict[str, tuple[int, str]] = {}
        self._told: set[str] = set()
        self._console: object = None
        self._joined: dict[tuple[str, ...], str] = {}
        self._clock: dict[str, str] = {}
        self._clock_read = 0.0
        self._news = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        room.changed = self.tell
        self._refresh()

    def add(self, watcher: Watcher) -> None:
        """Take in a connection and send it everything."""
        if watcher.phone is not None:
            self.room.connect(watcher.phone)
        self.watchers.add(watcher)
        if time.monotonic() - self._clock_read > 1:  # many come back at once after a restart
            self._refresh_clock()
        self._push(watcher)
        self.tell_soon()

    def discard(self, watcher: Watcher) -> None:
        """Let a connection go."""
        if watcher in self.watchers:
            self.watchers.discard(watcher)
            if watcher.phone is not None:
                self.room.disconnect(watcher.phone)
            self.tell_soon()

    def tell_soon(self) -> None:
        """Tell everybody within `SOON`: many arrive at once, and phones need not hear of each."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SOON, self._tell_later)

    def _tell_later(self) -> None:
        self._timer = None
        self._console = None  # how many are here is for the console, too
        self.tell()

    def tell(self) -> None:
        """Send every watcher what is new to it, and answer the consoles that wait."""
        if self._refresh():
            for watcher in tuple(self.watchers):
                self._push(watcher)
        console = (self.room.fault, commands.waiting(self.room.desk()))
        if self._told or console != self._console:
            self._console = console
            self._told.clear()
            self.version += 1
            self._news.set()
            self._news = asyncio.Event()

    async def wait(self, version: int) -> None:
        """Return when there is another version than that, or after `WAIT` seconds."""
        if version == self.version:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), WAIT)

    def _refresh(self) -> bool:
        """Write anew the parts that changed; return whether one did."""
        if self.room.parts is not self._parts:
            self._parts = self.room.parts
            for name in SHARED:
                self._renew(name, to_json(self._parts.get(name)))
        deadline = self.room.record.deadline
        for name, here in (("at", self.room.at()), ("wall", self.room.at(wall=True))):
            self._renew(name, f"{ {**here, 'seconds': deadline} }")
        if self._told:
            self._refresh_clock()
        return bool(self._told)

    def _renew(self, name: str, text: str) -> None:
        """Keep a part's text; a new one gets a new number."""
        if name not in self._texts or self._texts[name][1] != text:
            self._number += 1
            self._texts[name] = (self._number, text)
            self._told.add(name)

    def _refresh_clock(self) -> None:
        """Say anew how many seconds are left: a part is the same part while only its seconds run."""
        self._clock_read = time.monotonic()
        self._clock = {
            "at": to_json(self.room.at()),
            "wall": to_json({**self.room.at(wall=True), **self.wall}),
        }
        self._joined.clear()

    def _push(self, watcher: Watcher) -> None:
        if watcher.sending is not None:
            return
        own = "at" if watcher.phone is not None else "wall"
        names = tuple(n for n in (own, *SHARED) if watcher.seen.get(n) != self._texts[n][0])
        if not names:
            return
        parts, turn = self._body(names), self.room.record.stage.turn
        if watcher.phone is not None and watcher.turn != turn:  # else its own messages brought what is new
            parts += f',"mine":{to_json(self.room.mine(watcher.phone))}'
            watcher.turn = turn
        watcher.seen.update((name, self._texts[name][0]) for name in names)
        try:
            watcher.sending = watcher.send(f'{{"parts":{{{parts}}}}}')
        except Exception:  # noqa: BLE001 - whatever a broken connection raises, it is gone
            self.discard(watcher)
        else:
            watcher.sending.add_done_callback(lambda done: self._sent(watcher, done))

    def _body(self, names: tuple[str, ...]) -> str:
        """Return some parts as the inside of a JSON object; made once for all who need the same."""
        if names not in self._joined:
            texts = {name: self._clock.get(name) or self._texts[name][1] for name in names}
            self._joined[names] = ",".join(
                f'"{"at" if name == "wall" else name}":{text}' for name, text in texts.items()
            )
        return self._joined[names]

    def _sent(self, watcher: Watcher, done: asyncio.Future[None]) -> None:
        """Send on, once a message is on its way; let go whoever has gone meanwhile."""
        watcher.sending = None
        if done.cancelled() or done.exception() is not None:
            self.discard(watcher)
        elif watcher in self.watchers:
            self._push(watcher)
