"""The way from a notebook to the server of the live rooms: plain HTTP, each fault in one line.

The server is another process, which goes on when this one ends. It is found by the file that it writes into
the workspace, or by an address and a token from another computer. What it answers is data from a stranger:
only an object in JSON of a bounded size is taken.
"""

from __future__ import annotations

import ipaddress
import json
import re
import ssl
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from knowshow.content import json_file
from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "server.json"  # written by the server, read here
ELSEWHERE: Final = "elsewhere.json"  # the address and token of a server on another computer
PATIENCE: Final = 5.0  # seconds for an answer that should come at once
NEWS: Final = 35.0  # seconds for one that the server holds back for up to twenty
LONGEST: Final = 4_000_000  # bytes of an answer; a note of six decisions has 60,000
_TOKEN: Final = re.compile(r"[\w-]{20,200}", re.ASCII)
_CODE: Final = re.compile(r"[2-9A-Z]{6}")


class RoomError(KnowShowError):
    """What keeps the console from its room; `key` is `away` where no server answers, else the server's."""

    def __init__(self, key: str, text: str) -> None:
        """Say why in one line."""
        super().__init__(text)
        self.key = key


class Server(NamedTuple):
    """Where the rooms are: the facilitator's address and token."""

    url: str
    token: str

    @property
    def near(self) -> bool:
        """Whether it runs on this computer."""
        return _is_loopback(self.url)


def find(folder: Path) -> Server | None:
    """Return the server that the folder's files name, or None: a remote one first, since it was asked for."""
    return _kept(folder / ELSEWHERE) or find_near(folder)


def find_near(folder: Path) -> Server | None:
    """Return the server that has written its file into the folder, or None."""
    return _kept(folder / FILE)


def remember(folder: Path, server: Server | None) -> None:
    """Keep the address of a server on another computer, for this user alone; None forgets it.

    Raises OSError.
    """
    path = folder / ELSEWHERE
    if server is None:
        path.unlink(missing_ok=True)
    else:
        json_file.write(path, server._asdict())  # a temporary file's mode: 0600 from the first byte on


def read_address(address: str, token: str) -> Server:
    """Return the server that a facilitator typed or pasted, or raise `RoomError`."""
    try:
        parts = urlsplit(address.strip() if "//" in address else f"https://{address.strip()}")
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        sound = None
    if not sound or parts.username is not None:
        raise RoomError("address", say("console", "bad_address"))
    if not _TOKEN.fullmatch(token.strip()):
        raise RoomError("token", say("console", "bad_token"))
    return Server(f"{parts.scheme}://{parts.netloc}", token.strip())


class RoomClient:
    """Asks one server; every failure is a `RoomError`."""

    def __init__(self, server: Server) -> None:
        """Ask this server, without any proxy and without following it anywhere else."""
        self.server = server
        tls = HTTPSHandler(context=_tls(server))
        self._opener = build_opener(ProxyHandler({}), tls, _NoRedirect())

    def lobby(self) -> dict[str, Any]:
        """Return `rooms` and `stories`."""
        return self._ask("/api/rooms")

    def new(self, wanted: dict[str, Any]) -> str:
        """Make a room of a `scenario`, with `minutes`, `seats`, `rehearse`; return its code."""
        return str(self._ask("/api/rooms", wanted).get("code"))

    def console(self, code: str, after: int | None = None) -> dict[str, Any]:
        """Return the facilitator's view of a room; with `after`, wait for another version."""
        if after is None:
            return self._ask(_room(code))
        return self._ask(f"{_room(code)}?after={after}", patience=NEWS)

    def command(self, code: str, message: dict[str, Any]) -> dict[str, Any]:
        """Do what the facilitator commands; return her view after it."""
        return self._ask(f"{_room(code)}/command", message)

    def note(self, code: str) -> dict[str, Any]:
        """Return what may leave the room, four texts; its server counts all paths of the story for it."""
        return self._ask(f"{_room(code)}/note", patience=NEWS)

    def _ask(
        self, path: str, data: dict[str, Any] | None = None, patience: float = PATIENCE
    ) -> dict[str, Any]:
        head = {"Authorization": f"Bearer {self.server.token}", "Content-Type": "application/json"}
        body = None if data is None else json.dumps(data).encode()
        request = Request(f"{self.server.url}{path}", body, head)  # noqa: S310 - read_address lets only HTTP by
        try:
            with self._opener.open(request, timeout=patience) as answer:
                return _object(answer.read(LONGEST + 1))
        except HTTPError as error:
            with error:
                raise _refusal(error) from None
        except (OSError, HTTPException) as error:
            raise RoomError("away", _away(self.server, error)) from None


class _NoRedirect(HTTPRedirectHandler):
    """Follow no server to another address: the token is for this one alone."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _room(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise RoomError("room", say("console", "no_room"))
    return f"/api/rooms/{code}"


def _kept(path: Path) -> Server | None:
    try:
        kept = json_file.read(path)
        return read_address(kept["url"], kept["token"])
    except (KnowShowError, KeyError, TypeError, AttributeError):
        return None


def _tls(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.near:
        # A certificate names the address that phones use, never 127.0.0.1; and nobody stands between.
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _object(text: bytes) -> dict[str, Any]:
    try:
        data = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise RoomError("strange", say("console", "strange"))
    return data


def _refusal(error: HTTPError) -> RoomError:
    """Return the server's own words for why not, or the number of its answer."""
    try:
        said = _object(error.read(LONGEST + 1))["error"]
        return RoomError(str(said["key"]), " ".join(str(said["text"]).split())[:300])
    except (KnowShowError, KeyError, TypeError, OSError, HTTPException):
        if error.code == HTTPStatus.UNAUTHORIZED:
            return RoomError("token", say("console", "bad_token"))
        return RoomError("strange", say("console", "strange"))


def _away(server: Server, error: OSError | HTTPException) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return say("console", "certificate", address=server.url)
    return say("console", "away_near" if server.near else "away_far", address=server.url)
