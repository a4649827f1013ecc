"""What the server answers by HTTP: pages, the door, the console's questions.

Thin: each checks who asks and what, and leaves the rest to the hall. Nothing of a request is logged.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Final

from tornado.web import RequestHandler

from knowshow.content.scenarios import list_names
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.room import codes, console, note
from knowshow.room.crowd import to_json
from knowshow.room.hall import stories
from knowshow.room.reading import as_object, is_ours
from knowshow.room.refusals import RefusedError

if TYPE_CHECKING:
    from knowshow.room.crowd import Crowd
    from knowshow.room.hall import Hall
    from knowshow.room.messages import Console
    from knowshow.room.site import Site

STATUS: Final = {
    "token": 401,
    "code": 403,
    "origin": 403,
    "room": 404,
    "turn": 409,
    "over": 409,
    "table": 409,
    "sealed": 409,
    "wait": 429,
    "disk": 503,
}
_HOST: Final = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'{socket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Quiet(RequestHandler):
    """The ground of all answers: strict headers, errors as one line of JSON, nothing in a log."""

    def initialize(self, hall: Hall, token: str, site: Site) -> None:
        """Take what all handlers share; `token` is the digest of the facilitator's."""
        self.hall, self.token, self.site = hall, token, site

    def set_default_headers(self) -> None:
        """Forbid everything that the pages do not need."""
        host = self.request.host
        secure = "s" if self.request.protocol == "https" else ""
        # Safari before 15.4 does not count a socket of the page's own host as 'self'
        socket = f" ws{secure}://{host}" if _HOST.fullmatch(host) else ""
        self.clear_header("Server")
        self.set_header("Content-Security-Policy", _POLICY.format(socket=socket))
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    def same_origin(self) -> bool:
        """Return whether the request comes from a page of ours, or from no page at all."""
        origin = self.request.headers.get("Origin")
        return origin is None or is_ours(origin, self.request.host)

    def body(self) -> dict[str, Any]:
        """Return the JSON object in the request; raise `RefusedError` where there is none."""
        if not self.same_origin():
            raise RefusedError("origin")
        return as_object(self.request.body)

    def say(self, data: object) -> None:
        """Answer with JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(to_json(data))

    def refuse(self, error: KnowShowError) -> None:
        """Answer with why not."""
        key = error.key if isinstance(error, RefusedError) else "disk"
        self.set_status(STATUS.get(key, 400))
        if key == "wait":
            self.set_header("Retry-After", str(self.hall.door.wait(self.address) or 1))
        self.say({"error": {"key": key, "text": str(error)}})

    @property
    def address(self) -> str:
        """The address that a request comes from: for the door alone, never kept."""
        return self.request.remote_ip or ""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer an error of HTTP in one line."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")

    def log_exception(self, *_: Any) -> None:
        """Keep out of the log what would name whoever asked."""


class Page(Quiet):
    """The page of a phone or of a wall."""

    def get(self) -> None:
        """Answer with the page of the path."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(self.site.pages[self.request.path])


class Asset(Quiet):
    """A script or style."""

    def get(self, name: str) -> None:
        """Answer with the file of that name."""
        file = self.site.assets.get(name)
        if file is None:
            self.send_error(404)
            return
        self.set_header("Content-Type", file.kind)
        self.finish(file.body)


class Nothing(Quiet):
    """Whatever else is asked for."""

    def prepare(self) -> None:
        """Answer that it is not here."""
        self.send_error(404)


class JoinDoor(Quiet):
    """`POST /api/join`."""

    async def post(self) -> None:
        """Give a new phone its token."""
        try:
            crowd = self.hall.find(self.body().get("code"), self.address)
            token = await joined(crowd)
        except KnowShowError as error:
            self.refuse(error)
        else:
            self.say({"token": token, "code": crowd.room.record.code})


async def joined(crowd: Crowd) -> str:
    """Return the token of a new phone, once it is kept; raise `RefusedError` where the room is full."""
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    crowd.room.join(answer.set_result, answer.set_exception)
    return await answer


class Facilitator(Quiet):
    """What only the facilitator may ask."""

    def prepare(self) -> None:
        """Let nobody pass without the token."""
        kind, _, given = self.request.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or not codes.is_token(given, self.token):
            self.refuse(RefusedError("token"))

    def room(self, code: str) -> Crowd:
        """Return the room with that code; raise `RefusedError` where there is none."""
        if code not in self.hall.crowds:
            raise RefusedError("room")
        return self.hall.crowds[code]

    def console(self, crowd: Crowd) -> Console:
        """Return what the console is told of a room."""
        addresses = self.hall.addresses(crowd.room.record)
        return console.view(crowd, addresses, strangers=self.hall.door.besieged)


class Rooms(Facilitator):
    """`/api/rooms`: the rooms, and a new one."""

    def get(self) -> None:
        """Answer with all rooms, and the stories to choose from."""
        self.say({"rooms": self.hall.lines(), "stories": stories()})

    def post(self) -> None:
        """Make a room of one of the course's stories."""
        try:
            wanted = self.body()
            scenario = wanted.get("scenario")
            if scenario not in list_names():
                raise RefusedError("story", say("room", "refused_story", names=", ".join(list_names())))
            crowd = self.hall.new(wanted, scenario)
        except KnowShowError as error:
            self.refuse(error)
        else:
            self.say({"code": crowd.room.record.code})


class OneRoom(Facilitator):
    """`GET /api/rooms/CODE`."""

    _waits: asyncio.Task[None] | None = None

    async def get(self, code: str) -> None:
        """Answer with the console's view; after `?after=`, wait for another."""
        after = self.get_query_argument("after", "")
        try:
            crowd = self.room(code)
        except RefusedError as error:
            self.refuse(error)
            return
        if after.isascii() and after.isdigit() and len(after) < len(str(2**63)):
            self._waits = asyncio.ensure_future(crowd.wait(int(after)))
            await asyncio.wait([self._waits])
        if self._waits is None or not self._waits.cancelled():
            self.say(self.console(crowd))

    def on_connection_close(self) -> None:
        """Wait no longer for a console that has gone."""
        if self._waits is not None:
            self._waits.cancel()


class Commands(Facilitator):
    """`POST /api/rooms/CODE/command`."""

    def post(self, code: str) -> None:
        """Do what the facilitator commands, and answer with the console's view after it."""
        try:
            crowd = self.room(code)
            crowd.room.command(self.body())
        except KnowShowError as error:
            self.refuse(error)
        else:
            self.say(self.console(crowd))


class Notes(Facilitator):
    """`GET /api/rooms/CODE/note`."""

    async def get(self, code: str) -> None:
        """Answer with what may leave the room."""
        try:
            room = self.room(code).room
            # counting every path of a story takes a while, in which phones must be heard
            made = await asyncio.get_running_loop().run_in_executor(
                None, note.make, room.record, room.showing
            )
        except KnowShowError as error:
            self.refuse(error)
        else:
            self.say(made)
