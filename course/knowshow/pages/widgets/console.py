"""The facilitator's console: draws the room as its server tells it, and passes on what she commands.

The room is the server's, another process: this one may die, and the next one finds the room where it is.
"""

from __future__ import annotations

from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, cast

import traitlets

from knowshow.content import json_file
from knowshow.content.scenarios import load_scenario
from knowshow.content.text import say, strings
from knowshow.errors import KnowShowError
from knowshow.learner import kept_file
from knowshow.pages import room_client, room_note, room_server
from knowshow.pages.room_client import RoomClient, RoomError
from knowshow.pages.widgets import base, console_view
from knowshow.pages.widgets.background import Background
from knowshow.pages.widgets.plot import plotly_script
from knowshow.pages.widgets.replying import Answer, Replying
from knowshow.story import outcomes, play
from knowshow.story.explore import explore
from knowshow.views import outcome_chart, room_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from knowshow.pages.widgets.console_view import ConsoleView
    from knowshow.views.chart import Chart

CHOSEN: Final = "console.json"  # the code of the room that the console was in last
SHARED: Final = (
    "room",
    "phone",
    "wall",
    "player",
    "debrief",
)  # of en.yaml, by name: what phones and wall draw alike
MOST_STATES: Final = 30_000  # counted in less than a second
NOTHING: Final[ConsoleView] = {
    "state": "absent",
    "problem": "",
    "where": "",
    "near": True,
    "far": False,
    "rooms": [],
    "stories": [],
    "room": None,
    "axes": None,
    "saved": [],
    "wanted": "",
}


class RoomConsole(Replying):
    """`view` is a `ConsoleView`; `folder` is where server and console keep what finds them again."""

    _esm = base.script("console")
    _css = base.styles("outbox", "plot", "tally", "console")
    shared = traitlets.Dict().tag(sync=True)

    def __init__(self, folder: Path, workspace: Path) -> None:
        """Show what the folder leads to; what leaves the room is written into the workspace."""
        self.folder, self.workspace = folder, workspace
        self._lock = RLock()
        self._shown: ConsoleView = {**NOTHING}
        self._client: RoomClient | None = None
        self._chosen = ""
        self._fresh = True  # ask without waiting: nothing is known of the room, or it was out of reach
        self._background: Background | None = None
        super().__init__(
            words=base.words("kept", "player", "debrief", "charts", "console"),
            shared={section: strings(section) for section in SHARED},
            view={**self._shown},
        )

    def listen(self) -> None:
        """Ask for news from now on, and do what the page asks beside the kernel's queue."""
        self._background = Background(self.look)

    def close(self) -> None:
        """Ask for nothing more."""
        if self._background:
            self._background.stop()
        super().close()

    def look(self) -> bool:
        """Take up what is new; return whether the server held its answer back, so that no rest is needed."""
        try:
            client = self._find()
            if client is None:
                self._put(state="absent", where="", problem="")
                return False
            code = self._room(client)
            if not code:
                return False
            after = None if self._fresh else self._version()
            self._take(code, client.console(code, after))
        except RoomError as error:
            self._fail(error)
            return False
        except (KeyError, TypeError, ValueError, AttributeError):
            self._fail(RoomError("strange", say("console", "strange")))
            return False
        return True

    def _find(self) -> RoomClient | None:
        server = room_client.find(self.folder)
        with self._lock:
            if server is None:
                self._client = None
            elif self._client is None or self._client.server != server:
                self._client, self._fresh = RoomClient(server), True
            if server:
                far = (self.folder / room_client.ELSEWHERE).exists()
                self._put(where=server.url, near=server.near, far=far)
            return self._client

    def _room(self, client: RoomClient) -> str:
        """Return the code of the room to be in, or nothing while none is chosen."""
        with self._lock:
            if self._chosen:
                return self._chosen
        lobby = client.lobby()
        rooms = [room for room in lobby["rooms"] if isinstance(room, dict)]
        last = _last(self.folder)
        code = next((str(room["code"]) for room in rooms if room["code"] == last), "")
        with self._lock:
            self._chosen = code
            if not code:
                self._put(state="lobby", rooms=rooms, stories=lobby["stories"], room=None, problem="")
        return code

    def _version(self) -> int | None:
        room = self._shown["room"]
        return int(room["version"]) if room else None

    def _take(self, code: str, given: Mapping[str, Any]) -> None:
        """Show a room as its server has just told it, unless something newer is shown already."""
        with self._lock:
            now = self._version()
            if code != self._chosen or (not self._fresh and now is not None and given["version"] < now):
                return
            self._fresh = False
            room = console_view.room(given)
            self._put(state="room", room=room, axes=_axes(given), problem="", wanted=code)

    def _fail(self, error: RoomError) -> None:
        with self._lock:
            self._fresh = True
            if error.key == "room":  # its server knows it no more
                self._leave()
                self._put(problem=str(error))
                return
            self._put(problem=str(error), state="room" if self._shown["room"] else "absent")

    def _put(self, **changed: Any) -> None:
        """Change what is shown, and tell the page where it changed."""
        with self._lock:
            shown = cast("ConsoleView", {**self._shown, **changed})
            if shown != self._shown:
                self._shown = shown
                self.view = {**shown}

    # --- what the page asks for -------------------------------------------------------------------------

    def _heard(self, *message: Any) -> None:
        """Answer a message: beside the kernel's queue, once this listens."""
        if self._background:
            self._background.do(lambda: super(RoomConsole, self)._heard(*message))
        else:
            super()._heard(*message)

    def _act(self, content: dict[str, Any]) -> Answer:
        if content["do"] == "ask":
            return self._ask(content)
        acts: dict[str, Callable[[dict[str, Any]], None]] = {
            "open": self._open,
            "stop": self._stop,
            "elsewhere": self._elsewhere,
            "forget": self._forget,
            "new": self._new,
            "enter": self._enter,
            "leave": self._out,
            "command": self._command,
            "save": self._save,
        }
        try:
            acts[str(content["do"])](content)
        except RoomError as error:
            if error.key in ("away", "room"):
                self._fail(error)
            # What the disk or the network stood in the way of may be told again; what was refused may not.
            return Answer("failed" if error.key in ("away", "disk", "wait") else "refused", str(error))
        except OSError as error:
            return Answer("failed", kept_file.explain_write_error(error))
        return Answer()

    def _open(self, _: dict[str, Any]) -> None:
        room_client.remember(self.folder, None)
        room_server.start(self.folder)
        self._now()

    def _stop(self, _: dict[str, Any]) -> None:
        room_server.stop(self.folder)
        self._leave()
        self._put(state="absent", problem="")

    def _elsewhere(self, content: dict[str, Any]) -> None:
        server = room_client.read_address(str(content["address"]), str(content["token"]))
        RoomClient(server).lobby()
        room_client.remember(self.folder, server)
        self._leave()
        self._now()

    def _forget(self, _: dict[str, Any]) -> None:
        room_client.remember(self.folder, None)
        self._leave()
        self._now()

    def _new(self, content: dict[str, Any]) -> None:
        wanted = {key: content[key] for key in ("scenario", "minutes", "seats", "rehearse")}
        self._choose(self._asked().new(wanted))

    def _enter(self, content: dict[str, Any]) -> None:
        self._choose(str(content["code"]))

    def _choose(self, code: str) -> None:
        self._leave()
        given = self._asked().console(code)
        with self._lock:
            self._chosen = code
        json_file.write(self.folder / CHOSEN, {"code": code})
        self._take(code, given)
        if self._background:
            self._background.renew()

    def _out(self, _: dict[str, Any]) -> None:
        self._leave()
        self._now()

    def _leave(self) -> None:
        (self.folder / CHOSEN).unlink(missing_ok=True)
        with self._lock:
            self._chosen, self._fresh = "", True
            self._put(state="lobby", room=None, axes=None, saved=[], wanted="", problem="")

    def _command(self, content: dict[str, Any]) -> None:
        keys = ("turn", "do", "choice", "seconds", "key", "text")
        message = {key: value for key, value in content["command"].items() if key in keys}
        code = self._here()
        try:
            self._take(code, self._asked().command(code, message))
        except RoomError as error:
            if error.key == "turn":  # somebody else, or a press too many: show where the room is
                self._take(code, self._asked().console(code))
            raise

    def _save(self, _: dict[str, Any]) -> None:
        note = self._note()  # finds the room first
        room = self._shown["room"]
        story = str(room["parts"]["at"]["story"]["id"]) if room else ""
        self._put(saved=room_note.save(note, story, self._chosen, self.workspace, self.folder))

    def _note(self) -> dict[str, str]:
        note = self._asked().note(self._here())
        return {key: str(note[key]) for key in room_note.TEXTS}

    def _here(self) -> str:
        """Return the code of the room, looked for where a new kernel is told what the last one was."""
        if not self._chosen:
            self.look()
        if not self._chosen:
            raise RoomError("away", say("console", "none"))
        return self._chosen

    def _asked(self) -> RoomClient:
        client = self._client or self._find()
        if client is None:
            raise RoomError("away", say("console", "none"))
        return client

    def _now(self) -> None:
        """Look at once, whatever an earlier look still waits for."""
        if self._background:
            self._background.renew()
        else:
            self.look()

    # --- questions --------------------------------------------------------------------------------------

    def _ask(self, content: dict[str, Any]) -> Answer:
        """Return what a question is answered with: a chart, the script that draws it, or a note."""
        if content["ask"] == "plotly":
            return Answer(buffers=(plotly_script(),), once=False)
        try:
            told: object = self._note() if content["ask"] == "note" else self._chart(content).message()
        except RoomError as error:
            return Answer("failed", str(error), once=False)
        return Answer(content=told, once=False)

    def _chart(self, content: Mapping[str, Any]) -> Chart:
        room = self._shown["room"] or {}
        parts = room["parts"]
        if content["chart"] == "space":
            story, space = _space(str(parts["at"]["story"]["id"]))
            values = play.replay(story, room["journal"]).values
            return outcome_chart.chart_outcomes(
                space, values, str(content["people"]), str(content["company"])
            )
        question = parts["scene"]["question"]
        if content["chart"] == "moved":
            return room_chart.movement(question, parts["reveal"]["movement"])
        return room_chart.reveal(question, parts["reveal"]["ballots"][int(content["ballot"])])


@cache
def _space(name: str) -> tuple[Any, outcomes.Space]:
    """Return one of the course's stories, and all ways in which it can go."""
    story = load_scenario(name)
    return story, outcomes.build_space(explore(story, MOST_STATES))


def _axes(given: Mapping[str, Any]) -> console_view.Axes | None:
    return console_view.axes(given) if given["parts"]["at"]["phase"] in ("debrief", "ended") else None


def _last(folder: Path) -> str:
    try:
        kept = json_file.read(folder / CHOSEN)
    except KnowShowError:
        return ""
    return str(kept.get("code")) if isinstance(kept, dict) else ""
