"""The course's own JupyterLab server: it holds the port that it finds, and always stops when asked."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any, NoReturn

from jupyter_server.serverapp import ServerApp, random_ports
from jupyterlab.labapp import LabApp
from tornado.netutil import bind_sockets
from tornado.websocket import WebSocketClosedError

from knowshow.lab import own_pages

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from socket import socket

_STOPS_IN = 10  # seconds; a kernel that does not hear is killed long before, see `learn`


def exit_now() -> NoReturn:
    """End the process at once: Python would wait for ever for the thread of an unfinished request."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _report_unless_closed(loop: AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), WebSocketClosedError):
        loop.default_exception_handler(context)


class CourseServer(ServerApp):
    """JupyterLab's server, with a port that nobody can take, and a reliable way to stop."""

    _held: list[socket]

    def server_info(self) -> dict[str, Any]:
        """Return Jupyter's facts about this server, and `knowshow`: True."""
        return {**super().server_info(), "knowshow": True}

    def init_webapp(self) -> None:
        """Make Jupyter's application, with the course's own words on its pages."""
        super().init_webapp()
        own_pages.give_words(self.web_app.settings)

    def init_ioloop(self) -> None:
        """Keep out of a learner's terminal what happens whenever a page is closed while its kernel speaks."""
        super().init_ioloop()
        self.io_loop.asyncio_loop.set_exception_handler(_report_unless_closed)  # type: ignore[attr-defined] # in no stub

    def init_signal(self) -> None:
        """Stop at Ctrl+C and SIGTERM in the same way, with a terminal or without.

        Without one, Jupyter leaves Ctrl+C to Python, which raises an exception wherever the program is, and
        the code there may swallow it; a server that a script starts in the background would ignore it.
        """
        super().init_signal()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop_at_signal)

    def _stop_at_signal(self, *_: object) -> None:
        if self._stopping:  # the second signal
            exit_now()
        self._stopping = True
        patience = threading.Timer(_STOPS_IN, exit_now)
        patience.daemon = True
        patience.start()
        # the loop may be waiting for something to happen, and Tornado's own way in does not wake it from here
        self.io_loop.asyncio_loop.call_soon_threadsafe(self.stop)  # type: ignore[attr-defined] # in no stub

    def _find_http_port(self) -> None:
        """Find a port and hold it: Jupyter listens half a second later, when another course may have it."""
        for port in random_ports(self.port, self.port_retries + 1):
            try:
                self._held = bind_sockets(port, self.ip)
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise
            else:
                self.port = port
                return
        super()._find_http_port()  # says in Jupyter's words that there is none

    def _bind_http_server_tcp(self) -> bool:
        self.http_server.add_sockets(self._held)
        return True


class CourseLab(LabApp):  # type: ignore[misc] # traitlets' classes have no types
    """JupyterLab on a `CourseServer`."""

    serverapp_class = CourseServer
