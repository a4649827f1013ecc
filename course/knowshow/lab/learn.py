"""`knowshow learn`: lay out a workspace, and open JupyterLab in course mode at the start page."""

from __future__ import annotations

import os
import secrets
import socket
import time
import webbrowser
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from jupyter_core.paths import jupyter_config_dir

from knowshow.content import course_files, folder_lock
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.handing_in.exchange import OWN_SETTINGS
from knowshow.lab import course_mode, own_pages, running, workspace_files
from knowshow.learner.workspace import default_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIRST_PORT = 8888
_TRIED = 50  # ports
_PATIENCE = 30  # seconds for another start on the same folder to be over


class PortError(KnowShowError):
    """The port cannot be used: another program listens on it, or it is forbidden."""


@click.command()
@click.argument("workspace", type=click.Path(path_type=Path), default=None, required=False)
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on; a free one by default.")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening a browser.")
def command(workspace: Path | None, port: int | None, *, no_browser: bool) -> None:
    """Open the course, in WORKSPACE (default: ~/knowshow).

    The folder is made if need be. Your answers and decisions in it stay as they are. After an update its
    pages are those of the new edition; a page that you changed is kept in the folder "earlier". Stop the
    course with Ctrl+C; start it again with the same command.
    """
    folder = (workspace or default_root()).expanduser().resolve()
    done = workspace_files.lay_out(folder)
    for line in workspace_files.explain(done, folder):
        click.echo(line)
    show(folder, workspace_files.START, port, browser=not no_browser)


def show(folder: Path, page: str, port: int | None, *, browser: bool) -> None:
    """Open a folder's page in course mode, in the server that shows the folder already or in a new one.

    It returns at once in the first case, and in the second once the server is stopped. One start waits until
    another on the same folder is over, so that two at a time do not begin two servers.

    Raises:
        PortError: the port is taken or forbidden.
    """
    turn = _wait_for_turn(folder)
    found, silent = running.find(folder)
    if found:
        folder_lock.release(turn)
        address = _address(found.url, found.token, page)
        key = "already" if port in (None, found.port) else "already_elsewhere"
        click.echo(say("learn", key, address=address, port=port))
        if browser:
            webbrowser.open(address)
        return
    if silent:
        click.echo(say("learn", "silent", port=silent.port))
    os.environ |= {OWN_SETTINGS: jupyter_config_dir()} | course_mode.environment(folder)
    _serve(folder, page, port, partial(folder_lock.release, turn), browser=browser)


def _wait_for_turn(folder: Path) -> int | None:
    """Keep a folder until its server listens; go on without after `_PATIENCE`, rather than open nothing."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return folder_lock.hold(folder)
        except BlockingIOError:
            if time.monotonic() > until:
                return None
            time.sleep(0.1)


def _serve(
    folder: Path, page: str, port: int | None, listening: Callable[[], None], *, browser: bool
) -> None:
    refused = _why_refused(port) if port else None
    if refused:
        raise PortError(say("learn", refused, port=port))
    from knowshow.lab.server import CourseLab, exit_now  # noqa: PLC0415 - a second of imports that --help need not wait for

    token = secrets.token_hex(24)
    server = CourseLab.initialize_server(argv=list(_arguments(folder, page, port, token, browser=browser)))
    server.io_loop.add_callback(listening)  # after the server's own: it listens by then
    server.io_loop.add_callback(_announce, server, token, page)
    server.start()
    click.echo(say("learn", "stopped"))
    exit_now()


def _announce(server: Any, token: str, page: str) -> None:
    click.echo(say("learn", "ready", address=_address(f"http://localhost:{server.port}/", token, page)))
    click.echo(say("learn", "stop"))


def _arguments(folder: Path, page: str, port: int | None, token: str, *, browser: bool) -> Iterable[str]:
    yield f"--ServerApp.root_dir={folder}"
    yield f"--ServerApp.port={port or FIRST_PORT}"
    yield f"--ServerApp.port_retries={0 if port else _TRIED}"
    yield f"--IdentityProvider.token={token}"
    yield f"--LabApp.extra_labextensions_path={course_files.package('lab', 'labextensions')}"
    yield f"--ServerApp.extra_template_paths={own_pages.template_folder()}"
    yield "--ServerApp.log_level=CRITICAL"
    yield "--LabApp.log_level=CRITICAL"
    yield f"--ServerApp.open_browser={browser}"
    yield "--ServerApp.answer_yes=True"
    yield "--ServerApp.allow_root=True"
    for name, value in course_mode.kernel_settings().items():
        yield f"--KernelManager.{name}={value}"
    lab = course_mode.lab_settings(folder) | {"default_url": f"/doc/tree/{page}"}
    for name, value in lab.items():
        yield f"--LabApp.{name}={value}"


def _address(url: str, token: str, page: str) -> str:
    return f"{url.removesuffix('/')}/doc/tree/{page}" + (f"?token={token}" if token else "")


def _why_refused(port: int) -> str | None:
    """Return why a port cannot be used: it is taken (`port`) or forbidden (`port_denied`); else None."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("localhost", port))
        except PermissionError:
            return "port_denied"
        except OSError:
            return "port"
        return None
