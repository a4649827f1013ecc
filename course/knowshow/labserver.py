"""The course's own JupyterLab server: it keeps the port that it has found."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from jupyter_server.serverapp import ServerApp, random_ports
from jupyterlab.labapp import LabApp
from tornado.netutil import bind_sockets

if TYPE_CHECKING:
    from socket import socket


class CourseServer(ServerApp):
    """Jupyter finds a free port and listens half a second later; by then another course may have taken it."""

    _held: list[socket]

    def _find_http_port(self) -> None:
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
