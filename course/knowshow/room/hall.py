"""All rooms of one process, by join code; each has a file in one folder, and comes back from it."""

from __future__ import annotations

import secrets
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import segno

from knowshow.content.principles import load_principles
from knowshow.content.scenarios import list_names, load_scenario
from knowshow.content.text import explain, say
from knowshow.errors import KnowShowError
from knowshow.room import codes, record
from knowshow.room.crowd import Crowd
from knowshow.room.door import Door
from knowshow.room.record import Record
from knowshow.room.refusals import RefusedError
from knowshow.room.rehearsal import Rehearsal
from knowshow.room.room import Room
from knowshow.room.store import Changes, Store, StoreError
from knowshow.story.journal import count_playable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from knowshow.room.messages import RoomLine, StoryLine
    from knowshow.room.plan import Length

SUFFIX: Final = ".room"
LENGTHS: Final[dict[str, Length]] = {"60": "60", "90": "90", "half-day": "half a day"}
MOST_REHEARSED: Final = 500
MOST_ROOMS: Final = 50


class Hall:
    """The rooms, the door to them, and the address under which phones reach them."""

    def __init__(self, folder: Path, address: str, soon: Callable[[Callable[[], None]], object]) -> None:
        """Open every room in `folder`; `address` is like `https://rooms.example:8440`.

        What keeps a room from being opened is kept in `faults`, a line for each.
        """
        self.folder, self.address, self._soon = folder, address, soon
        self.door = Door()
        self.crowds: dict[str, Crowd] = {}
        self.faults: list[str] = []
        self.rehearsals: list[Rehearsal] = []
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            try:
                self._open(path)
            except KnowShowError as error:
                self.faults.append(explain(error))

    def new(self, wanted: Mapping[str, object], scenario: str) -> Crowd:
        """Make a room of `scenario` as `wanted` (a `NewRoom`) says.

        Raise `RefusedError` for what is not a plan or a number, or where there are too many rooms.
        """
        minutes = wanted.get("minutes", "90")
        if not isinstance(minutes, str) or minutes not in LENGTHS:
            raise RefusedError("minutes")
        simulated = wanted.get("rehearse", 0)
        if (
            not isinstance(simulated, int)
            or isinstance(simulated, bool)
            or not 0 <= simulated <= MOST_REHEARSED
        ):
            raise RefusedError("rehearse", say("room", "refused_rehearse", most=MOST_REHEARSED))
        if sum(crowd.room.record.stage.phase != "ended" for crowd in self.crowds.values()) >= MOST_ROOMS:
            raise RefusedError("full")
        code = codes.new_code()
        while code in self.crowds:
            code = codes.new_code()
        made = Record(
            code=code,
            key=secrets.token_urlsafe(16),
            scenario=scenario,
            plan=LENGTHS[minutes],
            deal_seats=wanted.get("seats") is True,
            rehearsal=simulated,
        )
        _story(scenario)  # before a file is made
        path = self.folder / f"{code}{SUFFIX}"
        store = Store(path)
        changes = Changes()
        changes.add("state", "record", record.dump(made))
        try:
            store.write(changes)
        except StoreError:
            store.close()
            path.unlink()  # nothing is in it yet, and an empty one would be a fault at every later start
            raise
        return self._start(store, made)

    def _open(self, path: Path) -> None:
        store = Store(path)
        try:
            kept = record.load(store.state("record"), path.name)
            story = _story(kept.scenario)
            if count_playable(story, kept.stage.journal) < len(kept.stage.journal):
                raise record.RecordError(say("room", "record_story", file=path.name, story=story.id))
            self._start(store, kept)
        except KnowShowError:
            store.close()
            raise

    def _start(self, store: Store, kept: Record) -> Crowd:
        room = Room(store, kept, _story(kept.scenario), load_principles_once(), self._soon)
        addresses = self.addresses(kept)
        wall = {
            "code": codes.spell(kept.code),
            "join": self.address.partition("://")[2],
            "qr": qr(addresses["join"]),
        }
        crowd = self.crowds[kept.code] = Crowd(room, wall)
        if kept.rehearsal:
            self.rehearsals.append(Rehearsal(crowd))
        return crowd

    def addresses(self, kept: Record) -> dict[str, str]:
        """Return the addresses that phones (`join`) and the wall (`wall`) open, with the room's key."""
        invited = f"{kept.code}.{kept.key}"
        return {"join": f"{self.address}/#{invited}", "wall": f"{self.address}/wall#{invited}"}

    def find(self, typed: object, address: str) -> Crowd:
        """Return the room of a code that somebody at `address` typed, or of a QR code's code and key.

        Raise `RefusedError` where there is none, or where too many wrong codes have come lately.
        """
        if not isinstance(typed, str) or len(typed) > 80 or not typed.strip().isprintable():  # noqa: PLR2004 - a code and its key, with room to spare
            raise RefusedError("malformed")
        code, _, key = typed.strip().partition(".")
        crowd = self.crowds.get(code)
        if key and crowd and secrets.compare_digest(key.encode(), crowd.room.record.key.encode()):
            return crowd
        if self.door.wait(address):
            raise RefusedError("wait")
        try:
            crowd = None if key else self.crowds.get(codes.read_code(typed))
        except codes.CodeError as error:
            raise RefusedError("code", explain(error)) from None
        if crowd is None:
            self.door.note_wrong(address)
            raise RefusedError("code")
        return crowd

    def find_phone(self, token: object) -> tuple[Crowd, str] | None:
        """Return the room that a phone's token belongs to, and the phone's digest; None where none does."""
        if not isinstance(token, str) or not token.isascii() or len(token) > 80:  # noqa: PLR2004 - ours have 24
            return None
        phone = codes.digest(token)[:32]
        return next(
            ((crowd, phone) for crowd in self.crowds.values() if phone in crowd.room.people.seats), None
        )

    def lines(self) -> list[RoomLine]:
        """Return a line for each room."""
        return [
            {
                "code": code,
                "story": {"id": crowd.room.scenario.id, "title": crowd.room.scenario.title},
                "phase": crowd.room.record.stage.phase,
                "people": len(crowd.room.people.here),
            }
            for code, crowd in self.crowds.items()
        ]

    def forget_order(self) -> None:
        """Cut every room's log, in which what was just written stands in order."""
        for crowd in self.crowds.values():
            crowd.room.forget_order()

    def close(self) -> None:
        """Stop rehearsing, and give every file free."""
        for rehearsal in self.rehearsals:
            rehearsal.stop()
        for crowd in self.crowds.values():
            crowd.room.store.close()


@cache
def stories() -> list[StoryLine]:
    """Return the course's own stories."""
    found = [load_scenario(name) for name in list_names()]
    return [
        {"id": story.id, "title": story.title, "summary": story.summary, "minutes": story.minutes}
        for story in found
    ]


@cache
def _story(name: str) -> Any:
    return load_scenario(name)


@cache
def load_principles_once() -> Any:
    """Return the principles, read once for all rooms."""
    return load_principles()


@cache
def qr(address: str) -> str:
    """Return the QR code of an address as SVG: dark on white in both themes, with its margin."""
    code = segno.make_qr(address)  # make() would give a short text a Micro QR code, which few phones read
    return str(code.svg_inline(dark="#000", light="#fff", border=4, omitsize=True))
