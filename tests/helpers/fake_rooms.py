"""A server of rooms that does what a test tells it to: it answers, is slow, forgets, or talks nonsense."""

from __future__ import annotations

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from knowshow.content import json_file
from knowshow.pages.room_client import FILE, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "t" * 43
CODE = "R7MKQ2"
STORIES = [
    {"id": "cut-off", "title": "Cut off", "summary": "Cards were stopped.", "minutes": 20},
    {"id": "reed-song", "title": "The reed song", "summary": "A warning waited.", "minutes": 20},
]


def console(phase: str = "lobby", version: int = 1, **changed: Any) -> dict[str, Any]:
    """What a server tells of a room; `changed` are keys of `Console`, or of `at`."""
    at = {
        "turn": version,
        "phase": phase,
        "story": {"id": "cut-off", "title": "Cut off"},
        "position": None if phase == "lobby" else {"key": "place", "number": 1, "most": 6},
        "ballot": None,
        "round": 0,
        "seconds": None,
        "turnout": None,
        "rehearsal": 0,
        "small": False,
        "say": False,
        "seats": False,
        "people": 20,
    }
    at |= {key: changed.pop(key) for key in list(changed) if key in at}
    parts = {"at": at, "scene": None, "reveal": None, "followed": None, "debrief": None}
    parts |= {key: changed.pop(key) for key in list(changed) if key in parts}
    room = {
        "version": version,
        "code": CODE,
        "address": f"http://127.0.0.1:8440/#{CODE}.key",
        "wall": f"http://127.0.0.1:8440/wall#{CODE}.key",
        "people": 20,
        "parts": parts,
        "notes": None,
        "minutes": {"total": 90, "spent": 21, "session": 69, "here": 9, "spare": 0},
        "commands": ["enter", "end"],
        "next": "enter",
        "offered": None,
        "choices": [],
        "waiting": False,
        "sentences": [],
        "path": [],
        "journal": [],
        "strangers": False,
        "fault": None,
    }
    return room | changed


SCENE = {
    "id": "reach",
    "title": "The ones no switch brings back",
    "time": "Day 9",
    "html": "<p>Two thousand people have to be found again.</p>",
    "role": {"title": "Chief executive", "company": "Plumbline"},
    "brief": None,
    "voices": [
        {
            "id": "sefa",
            "name": "Sefa Morrow",
            "role": "buys medicine in another town",
            "lens": "rightsholder",
            "initials": "SM",
            "html": "<p>Your computer called that lending.</p>",
        }
    ],
    "question": "How do you reach them?",
    "choices": [
        {"id": "ask-them", "label": "Ask them how", "html": "With the Alliance."},
        {"id": "letters", "label": "Write to every last address", "html": "Tonight."},
        {"id": "offices", "label": "Let the district offices call", "html": "They have lists."},
    ],
    "indicators": [],
    "cites": [],
    "principles": {},
}


def group(*labels: str, count: int | None, merged: bool = False) -> dict[str, Any]:
    """A group of a reveal."""
    return {"options": list(labels), "labels": list(labels), "count": count, "merged": merged}


def ballot(*groups: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A ballot that was shown, in numbers unless `changed` says otherwise."""
    shown = {"words": "numbers", "people": 17, "k": 3, "groups": list(groups), "why": None}
    return shown | {"seats": None, "shift": None} | changed


class FakeRooms:
    """A server on loopback; `answers` are by path without its query, else it is as if there were no room."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.answers: dict[str, Any] = {"/api/rooms": {"rooms": [], "stories": STORIES}}
        self.status = 200
        self.refusals: dict[str, tuple[int, Any]] = {}  # by path: status and answer
        self.asked: list[tuple[str, Any]] = []
        self.hold = threading.Event()
        self.hold.set()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fake.answer(self, None)

            def do_POST(self) -> None:
                fake.answer(self, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def server(self) -> Server:
        """Where it is."""
        return Server(f"http://127.0.0.1:{self._server.server_port}", TOKEN)

    def answer(self, handler: BaseHTTPRequestHandler, said: Any) -> None:
        """Answer as the test has laid out."""
        self.asked.append((handler.path, said))
        self.hold.wait(10)
        path = handler.path.partition("?")[0]
        given = self.answers.get(path)
        status = self.status
        if path in self.refusals:
            status, given = self.refusals[path]
        if handler.headers["Authorization"] != f"Bearer {TOKEN}":
            status, given = 401, {"error": {"key": "token", "text": "The token is wrong"}}
        elif given is None:
            status, given = 404, {"error": {"key": "room", "text": "There is no room with this code here"}}
        body = given if isinstance(given, bytes) else json.dumps(given).encode()
        with contextlib.suppress(OSError):  # whoever asked may have gone
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

    def write_file(self, folder: Path) -> None:
        """Leave the file by which a console finds this server."""
        json_file.write(folder / FILE, {**self.server._asdict(), "pid": 2**22 + 1})

    def close(self) -> None:
        """Listen no more."""
        self.hold.set()
        self._server.shutdown()
        self._server.server_close()


@contextlib.contextmanager
def fake_rooms() -> Iterator[FakeRooms]:
    """A server that ends with the test."""
    fake = FakeRooms()
    try:
        yield fake
    finally:
        fake.close()


SENTENCES_UNSEALED = [
    {
        "key": "a",
        "choice": "letters",
        "label": "Write to every last address",
        "text": "A letter leaves tonight.",
        "through": True,
        "kept": False,
    },
    {
        "key": "b",
        "choice": "ask-them",
        "label": "Ask them how",
        "text": "In my ministry we know who reads it.",
        "through": False,
        "kept": False,
    },
]


def moment(name: str, version: int = 7) -> dict[str, Any]:
    """A room at one of its moments, as its server tells of it."""
    path = [{"time": "Day 2", "title": "One crew", "label": "Free the 1,400 by hand", "how": "room"}]
    notes = {"ask": "<p>Who knows it?</p>", "hears": "<p>Speed wins the first minute.</p>", "minutes": 10}
    here: dict[str, Any] = {"path": path, "notes": notes, "scene": SCENE, "choices": SCENE["choices"]}
    first = ballot(
        group("Ask them how", count=7),
        group("Write to every last address", count=6),
        group("Let the district offices call", "I would rather not say", count=4, merged=True),
        why="Counted together, because fewer than 3 people chose at least one of them.",
    )
    second = ballot(group("Ask them how", count=10), group("The others", count=7, merged=True))
    moved = [{"labels": ["Ask them how"], "change": 3}, {"labels": ["The others"], "change": -3}]
    shown = {"ballots": [first], "movement": [], "table": None, "sentences": [], "hear": None}
    few = ballot(words="few", people=0, k=0, why="Among so few a number would point at somebody.")
    happened: dict[str, Any] = {
        "kind": "choice",
        "label": "Ask them how",
        "time": "Day 9",
        "html": "<p>They answer by evening.</p>",
        "feedback": None,
        "cites": [],
        "reaches": [],
        "voices": [],
    }
    followed = {
        "how": "room",
        "label": "Ask them how",
        "happened": [happened],
        "indicators": [],
        "ending": None,
    }
    ways: dict[str, dict[str, Any]] = {
        "lobby": {},
        "scene": {**here, "commands": ["open", "other", "back", "debrief", "end"], "next": "open"},
        "ballot": {
            **here,
            "commands": ["close", "extend", "cancel", "end"],
            "next": "close",
            "ballot": 7,
            "round": 1,
            "seconds": 100,
            "turnout": "most",
        },
        "revealed": {
            **here,
            "commands": ["open", "follow", "other", "hear", "unseal", "let", "keep", "take_back", "end"],
            "next": "follow",
            "offered": "ask-them",
            "round": 1,
            "reveal": shown,
            "sentences": SENTENCES_UNSEALED,
            "waiting": True,
        },
        "second": {
            **here,
            "commands": ["follow", "other", "end"],
            "next": "follow",
            "round": 2,
            "reveal": shown | {"ballots": [first, second], "movement": moved, "hear": "The others"},
        },
        "small": {
            **here,
            "commands": ["open", "other", "end"],
            "next": "other",
            "round": 1,
            "small": True,
            "reveal": shown | {"ballots": [few]},
        },
        "followed": {**here, "scene": None, "commands": ["enter", "back", "end"], "followed": followed},
        "debrief": {"path": path, "commands": ["back", "end"], "next": "end", "rehearsal": 20},
        "ended": {"path": path, "commands": [], "next": None},
    }
    phase = {"second": "revealed", "small": "revealed"}.get(name, name)
    return console(phase, version, **ways[name])
