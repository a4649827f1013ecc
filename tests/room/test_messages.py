"""What goes over the wire is what `messages` says: no key more, none less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NotRequired, get_args, get_origin, is_typeddict

import pytest

from knowshow.pages import view_types
from knowshow.room import commands, console, messages, note
from knowshow.room.crowd import Crowd, to_json
from live import Live

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WALL = {"code": "R7M KQ2", "join": "rooms.example", "qr": "<svg/>"}
ADDRESSES = {"join": "https://rooms.example/#R7MKQ2", "wall": "https://rooms.example/wall#R7MKQ2"}


def strangers(kind: Any, data: Any, place: str = "") -> Iterator[str]:
    """Yield the keys in `data` that its type does not name, and the required ones that are missing."""
    if not isinstance(data, dict) or not is_typeddict(kind):
        return
    hints = view_types.keys(kind)
    optional = {key for key, hint in hints.items() if get_origin(hint) is NotRequired or not kind.__total__}
    yield from (f"{place}.{key} unknown" for key in data.keys() - hints.keys())
    yield from (f"{place}.{key} missing" for key in hints.keys() - optional - data.keys())
    for key in data.keys() & hints.keys():
        for inner in filter(is_typeddict, flat(hints[key])):
            for one in members(hints[key], data[key]):
                yield from strangers(inner, one, f"{place}.{key}")


def members(kind: Any, data: Any) -> list[Any]:
    """Return the values that a type speaks of: those of a list or of a mapping by id, or the value itself."""
    if isinstance(data, list):
        return data
    return list(data.values()) if get_origin(kind) is dict else [data]


def flat(kind: Any) -> Iterator[Any]:
    """Yield a type and those inside it."""
    yield kind
    for inner in get_args(kind):
        yield from flat(inner)


def walk(live: Live) -> Iterator[str]:
    """Lead a room from the lobby to the end, and yield at every stop."""
    phones = live.join(30)
    yield "lobby"
    live.command("enter")
    yield "scene"
    for number in (1, 3):
        live.command("open")
        for place, phone in enumerate(phones):
            live.ask(phone, number, "vote", choice=live.choices[place % 3])
            live.ask(phone, number + 1, "say", choice=live.choices[0], text=f"Sentence {place}")
        yield "ballot"
        live.command("close")
    live.command("unseal")
    live.command("let", key=live.room.record.box().unsealed[0].key)
    live.command("hear")
    yield "revealed"
    live.command("other", choice=live.choices[0])
    yield "followed"
    live.command("debrief")
    yield "debrief"
    live.command("end")
    yield "ended"


@pytest.mark.parametrize("seats", [False, True])
def test_every_part_at_every_stop_is_as_its_type_says(tmp_path: Path, *, seats: bool) -> None:
    live = Live(tmp_path / "a.room", seats=seats)
    stops = []
    for stop in walk(live):
        stops.append(stop)
        crowd = Crowd(live.room, WALL)
        phone = next(iter(live.room.people.seats))
        view = console.view(crowd, ADDRESSES, strangers=False)
        mine = live.room.mine(phone)
        for kind, data in ((messages.Console, view), (messages.Parts, view["parts"]), (messages.Mine, mine)):
            assert list(strangers(kind, data)) == []
        assert view["parts"]["at"]["phase"] == stop
        assert view["next"] in (*view["commands"], None)
    assert stops == ["lobby", "scene", "ballot", "ballot", "revealed", "followed", "debrief", "ended"]


def test_a_key_too_many_and_one_too_few_are_seen() -> None:
    sent = {"id": "cut-off", "titel": "Cut off"}
    assert sorted(strangers(messages.Title, sent)) == [".titel unknown", ".title missing"]
    inner = list(strangers(messages.Answer, {"id": 1, "error": {"key": "turn"}}))
    assert inner == [".error.text missing"]


def test_the_note_is_as_its_type_says(tmp_path: Path) -> None:
    live = Live(tmp_path / "a.room")
    made = note.make(live.room.record, live.room.showing)
    assert made.keys() == messages.Note.__annotations__.keys()


def test_every_command_has_a_handler() -> None:
    assert set(commands.HANDLERS) == set(messages.CommandName.__args__)  # type: ignore[attr-defined]


def test_a_reveal_is_small(tmp_path: Path) -> None:
    live = Live(tmp_path / "a.room")
    for stop in walk(live):
        if stop == "revealed":
            assert len(to_json(live.room.parts["reveal"]).encode()) < 2_000
