"""The course's own JupyterLab server: it keeps the port that it has found, and stops when told to."""

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

if TYPE_CHECKING:
    from socket import socket

_STOPS_IN = 10  # seconds; a kernel that does not hear is killed long before, see `learn`


def leave() -> NoReturn:
    """End at once: Python would wait for ever for the thread of a request that was under way."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


class CourseServer(ServerApp):
    """JupyterLab's server, with a port and a way to stop that can be relied on."""

    _held: list[socket]

    def server_info(self) -> dict[str, Any]:
        """What other programs learn of this server: that it shows the course, too."""
        return {**super().server_info(), "knowshow": True}

    def init_signal(self) -> None:
        """Stop at Ctrl+C in one way, on a terminal and off.

        Off a terminal, Jupyter leaves it to Python, which raises an exception wherever the program is just
        then, and what runs there may swallow it; started in the background by a script, it hears nothing.
        """
        super().init_signal()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._told_to_stop)

    def _told_to_stop(self, *_: object) -> None:
        if self._stopping:  # told twice
            leave()
        self._stopping = True
        patience = threading.Timer(_STOPS_IN, leave)
        patience.daemon = True
        patience.start()
        # the loop may be waiting for something to happen, and Tornado's own way in does not wake it from here
        self.io_loop.asyncio_loop.call_soon_threadsafe(self.stop)  # type: ignore[attr-defined] # in no stub

    def _find_http_port(self) -> None:
        """Jupyter finds a free port and listens half a second later; meanwhile another course may take it."""
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
    """JupyterLab on that server."""

    serverapp_class = CourseServer
