"""What the facilitator's console is given to draw."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict
from urllib.parse import urlsplit

from knowshow.content.scenarios import list_names, load_scenario
from knowshow.pages.clean_html import cleaned
from knowshow.story import play

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST: Final = 500  # characters of an address
State = Literal["absent", "lobby", "room"]


class Named(TypedDict):
    """An indicator by its `id`, and its `label`."""

    id: str
    label: str


class Axes(TypedDict):
    """The indicators that the chart of all ways can be drawn over."""

    people: list[Named]
    company: list[Named]


class ConsoleView(TypedDict):
    """What the console draws.

    `state`: `absent` where no server is known or answers, `lobby` before a room is chosen, `room` in it.
    `problem` is why something failed, in one line, or empty. `where` is the server's address; `near` says
    that it runs on this computer, `far` that its address was typed in. `rooms` and `stories` are the server's
    `RoomLine` and `StoryLine`. `room` is its `Console`, with `join` as the wall has it and `qr` as a
    picture's address.
    `axes` is there once the room's story is over. `saved` says which files were written. `wanted` is the
    code of the room that was chosen.
    """

    state: State
    problem: str
    where: str
    near: bool
    far: bool
    rooms: list[Any]
    stories: list[Any]
    room: dict[str, Any] | None
    axes: Axes | None
    saved: list[str]
    wanted: str


def room(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a server's `Console` with nothing in it that a page could run."""
    shown: dict[str, Any] = cleaned(dict(given))
    address, wall = _web(shown["address"]), _web(shown["wall"])
    shown |= {"address": address, "wall": wall}
    shown["parts"]["at"] |= {"join": urlsplit(address).netloc, "qr": picture(address) if address else ""}
    return shown


@cache
def picture(address: str) -> str:
    """Return the QR code of an address as a picture's own address: dark on white, with its margin."""
    import segno  # noqa: PLC0415 - only a room needs it, and the course's first page is not to wait

    code = segno.make_qr(address)  # make() would give a short one a Micro QR code, which few phones read
    return str(code.svg_data_uri(dark="#000", light="#fff", border=4, omitsize=True))


def axes(given: Mapping[str, Any]) -> Axes | None:
    """Return what the room's path can be compared on, where its story is one of the course's, and is over."""
    name = str(given["parts"]["at"]["story"]["id"])
    if name not in list_names():
        return None
    story = load_scenario(name)
    if not play.is_over(story, play.replay(story, given["journal"])):
        return None
    by = {
        about: [Named(id=one.id, label=one.label) for one in story.indicators if one.about == about]
        for about in ("people", "company")
    }
    return {"people": by["people"], "company": by["company"]} if by["people"] and by["company"] else None


def _web(address: object) -> str:
    web = isinstance(address, str) and len(address) < LONGEST and address.startswith(("http://", "https://"))
    return str(address) if web else ""
