"""The server of the rooms: one Tornado process, its sockets, and the file by which a console finds it."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import re
import signal
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback
from tornado.netutil import bind_sockets
from tornado.web import Application

from knowshow.content import folder_lock, json_file
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.room import codes, handlers, reading, sockets
from knowshow.room.hall import Hall
from knowshow.room.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE: Final = "server.json"
FIRST_PORT: Final = 8440
_TRIED: Final = 30
BACKLOG: Final = 2_048  # phones that knock at once, as after a restart
FILES: Final = 16_384  # open files to ask for: one for each phone, where a shell often allows 1,024
_TOKEN: Final = re.compile(r"[\w-]{20,100}", re.ASCII)
CUT: Final = 1.0  # seconds for which a log may tell the order of votes
PING, PONG = 25, 20  # seconds between pings, and to wait for an answer


class ServerError(KnowShowError):
    """An address, port, certificate or folder that cannot be used."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for; `port` None: the one of last time, or a free one."""

    folder: Path
    host: str = "127.0.0.1"
    port: int | None = None
    certfile: Path | None = None
    keyfile: Path | None = None
    insecure: bool = False


class Server:
    """A running server; `hall` holds its rooms, `url` is the facilitator's address."""

    def __init__(self, wish: Wish) -> None:
        """Listen, and open every room of the folder; raise `ServerError` where that cannot be.

        To be called while an event loop runs.
        """
        context = _tls(wish)
        _check_host(wish, secure=context is not None)
        folder = _folder(wish.folder)
        self._held = _hold(folder)
        earlier = _earlier(folder)
        self._sockets = _listen(wish, earlier)
        port = self._sockets[0].getsockname()[1]
        scheme = "https" if context else "http"
        self.token = earlier.get("token") or codes.new_token()
        self.url = f"{scheme}://{_netloc(_reachable(wish.host, inside=True), port)}"
        public = f"{scheme}://{_netloc(_reachable(wish.host, inside=False), port)}"
        silence()
        raise_limit()
        self.hall = Hall(folder, public, asyncio.get_running_loop().call_soon)
        self._http = HTTPServer(
            application(self.hall, self.token),
            ssl_options=context,
            max_body_size=16_384,
            max_header_size=16_384,
            idle_connection_timeout=120,
            body_timeout=10,
        )
        self._http.add_sockets(self._sockets)
        self._cuts = PeriodicCallback(self.hall.forget_order, CUT * 1000)
        self._cuts.start()
        self._file = folder / FILE
        try:
            write_private(self._file, {"url": self.url, "token": self.token, "pid": os.getpid()})
        except OSError as error:
            raise ServerError(say("workshop", "folder", path=folder, why=error.strerror)) from None

    async def run(self) -> None:
        """Serve until told to stop by a signal."""
        stop = asyncio.Event()
        for name in ("SIGINT", "SIGTERM"):
            with suppress(NotImplementedError, AttributeError):  # Windows raises KeyboardInterrupt instead
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stop.set)
        try:
            await stop.wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """Stop listening, end all connections and give the rooms free; their folder can be opened again."""
        self._cuts.stop()
        self._http.stop()
        await self._http.close_all_connections()
        self.hall.close()
        folder_lock.release(self._held)


def application(hall: Hall, token: str) -> Application:
    """Return the routes; `token` is the facilitator's."""
    ours: dict[str, Any] = {"hall": hall, "token": codes.digest(token), "site": Site()}
    code = r"([2-9A-Z]{6})"
    return Application(
        [
            (r"/(?:wall)?", handlers.Page, ours),
            (r"/assets/([\w.-]+)", handlers.Asset, ours),
            (r"/api/join", handlers.JoinDoor, ours),
            (r"/api/rooms", handlers.Rooms, ours),
            (rf"/api/rooms/{code}", handlers.OneRoom, ours),
            (rf"/api/rooms/{code}/command", handlers.Commands, ours),
            (rf"/api/rooms/{code}/note", handlers.Notes, ours),
            (r"/api/phone", sockets.PhoneSocket, {"hall": hall}),
            (r"/api/wall", sockets.WallSocket, {"hall": hall}),
        ],
        default_handler_class=handlers.Nothing,
        default_handler_args=ours,
        log_function=lambda _handler: None,  # an access log would hold addresses and times
        websocket_ping_interval=PING,
        websocket_ping_timeout=PONG,
        websocket_max_message_size=reading.LONGEST,
        compress_response=False,
    )


def silence() -> None:
    """Keep Tornado's logs to itself: they name the addresses of those who ask."""
    for name in ("tornado.access", "tornado.general", "tornado.application"):
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False


def raise_limit() -> None:
    """Ask for as many open files as a full room needs; what the system refuses stays as it is."""
    try:
        import resource  # noqa: PLC0415 - not on Windows, which has no such limit
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def write_private(path: Path, data: dict[str, Any]) -> None:
    """Write JSON that only this user can read."""
    json_file.write(path, data)  # made by mkstemp: 0600 from the first byte on
    path.chmod(0o600)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ServerError(say("workshop", "folder", path=path, why=error.strerror)) from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise ServerError(say("workshop", "folder", path=path, why=os.strerror(13)))
    return path


def _hold(folder: Path) -> int | None:
    """Keep the folder for this process; return what to release.

    Raise `ServerError` where another server runs its rooms: a second one would take the console from it.
    """
    try:
        return folder_lock.hold(folder)
    except BlockingIOError:
        raise ServerError(say("workshop", "running", path=folder)) from None


def _earlier(folder: Path) -> dict[str, Any]:
    """Return what the folder's file says of the server before: its token, and the port in its address."""
    try:
        kept = json_file.read(folder / FILE)
    except json_file.UnreadableError:
        return {}
    if not isinstance(kept, dict):
        return {}
    token = kept.get("token")
    return kept if isinstance(token, str) and _TOKEN.fullmatch(token) else {}


def _tls(wish: Wish) -> ssl.SSLContext | None:
    if wish.certfile is None:
        return None
    for option, file in (("--certfile", wish.certfile), ("--keyfile", wish.keyfile)):
        if file is not None and not file.is_file():
            raise ServerError(say("workshop", "missing", option=option, file=file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    def no_password() -> str:
        raise ServerError(say("workshop", "key_locked", file=wish.keyfile or wish.certfile))

    try:
        context.load_cert_chain(wish.certfile, wish.keyfile, no_password)
    except (OSError, ssl.SSLError) as error:
        why = error.strerror or str(error)
        raise ServerError(say("workshop", "certificate", file=wish.certfile, why=why)) from None
    return context


def _check_host(wish: Wish, *, secure: bool) -> None:
    """Raise `ServerError` for an address that is not this machine's, or plain HTTP for others to read."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(wish.host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise ServerError(say("workshop", "host", host=wish.host)) from None
    alone = all(ipaddress.ip_address(name.partition("%")[0]).is_loopback for name in found)
    if not (alone or secure or wish.insecure):
        raise ServerError(say("workshop", "plain", host=wish.host))


def _listen(wish: Wish, earlier: dict[str, Any]) -> list[socket.socket]:
    """Return sockets that listen: at the port asked for, at the last one, or at the first free one."""
    if wish.port is not None:
        return _bind(wish.port, wish.host)
    last = _port_in(earlier.get("url"))
    ports = [*([last] if last else []), *range(FIRST_PORT, FIRST_PORT + _TRIED)]
    for port in ports:
        with suppress(ServerError):
            return _bind(port, wish.host)
    return _bind(ports[0], wish.host)


def _bind(port: int, host: str) -> list[socket.socket]:
    try:
        _probe(port, host)
        return bind_sockets(port, host, backlog=BACKLOG)
    except PermissionError:
        raise ServerError(say("workshop", "port_denied", port=port)) from None
    except OSError:
        raise ServerError(say("workshop", "port", port=port, host=host)) from None


def _probe(port: int, host: str) -> None:
    """Raise `OSError` where nobody can listen: `bind_sockets` would leave its socket open then."""
    for family, kind, proto, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind(address)


def _port_in(url: object) -> int | None:
    tail = url.rpartition(":")[2] if isinstance(url, str) else ""
    return int(tail) if tail.isascii() and tail.isdigit() and 0 < int(tail) < 2**16 else None


def _netloc(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _reachable(host: str, *, inside: bool) -> str:
    """Return the name to print for a host: where it stands for all, this machine's own address."""
    if host not in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not listened to
        return host
    if inside:
        return "127.0.0.1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # sends nothing: it only picks the address that others see
        return str(probe.getsockname()[0])
    return socket.gethostname()


def serve(wish: Wish, ready: Callable[[Server], None]) -> None:
    """Serve until Ctrl+C; `ready` is called once it listens."""

    async def main() -> None:
        server = Server(wish)
        try:
            ready(server)
        except BaseException:
            await server.close()
            raise
        await server.run()

    with suppress(KeyboardInterrupt):
        asyncio.run(main())
