"""Debian's Firefox and WebKitGTK, each driven in its own standard way, without a further package.

Firefox by WebDriver BiDi over a socket, WebKitGTK by WebDriver over HTTP. Both run scripts of the page and
wait for what these promise; that is all that a walk needs.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
from typing import TYPE_CHECKING, Any, Protocol
from urllib.request import Request, urlopen

from tornado.websocket import websocket_connect

import left_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tornado.websocket import WebSocketClientConnection

STARTS_IN = 60
_WAITS = """new Promise((done, failed) => {
  const end = Date.now() + 30000;
  const look = () => {
    const value = (() => { %s })();
    if (value) done(JSON.stringify(value));
    else if (Date.now() > end) failed(new Error("in vain: " + document.body.innerText.slice(0, 400)));
    else setTimeout(look, 50);
  };
  look();
})"""


class Driven(Protocol):
    """A browser with one page."""

    def goto(self, address: str) -> None:
        """Open an address."""

    def wait(self, script: str) -> Any:
        """Run a script that returns something again and again until it is true; return that."""


def program(name: str, need: str) -> str:
    """Return a program's path; where there is none, leave the test out on a desk and fail in CI."""
    return shutil.which(name) or left_out.leave_out(need)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Firefox:
    """Firefox by WebDriver BiDi."""

    def __init__(self, address: str) -> None:
        """Open a session at the address that Firefox has printed."""
        self._loop = asyncio.new_event_loop()
        self._number = 0
        self._socket: WebSocketClientConnection = self._loop.run_until_complete(self._connect(address))
        self.ask("session.new", capabilities={})
        self._context = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    async def _connect(self, address: str) -> WebSocketClientConnection:
        return await websocket_connect(f"{address}/session")

    def ask(self, method: str, **params: Any) -> Any:
        """Send a command and return its result."""
        self._number += 1
        return self._loop.run_until_complete(self._ask(self._number, method, params))

    async def _ask(self, number: int, method: str, params: dict[str, Any]) -> Any:
        await self._socket.write_message(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            text = await self._socket.read_message()
            assert text is not None, "Firefox has gone"
            answer = json.loads(text)
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def goto(self, address: str) -> None:
        """Open an address."""
        self.ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def wait(self, script: str) -> Any:
        """Run a script until what it returns is true."""
        done = self.ask(
            "script.evaluate",
            expression=_WAITS % script,
            target={"context": self._context},
            awaitPromise=True,
        )
        assert done["type"] == "success", done["exceptionDetails"]["text"]
        return json.loads(done["result"]["value"])

    def close(self) -> None:
        """End the connection."""

        async def end() -> None:
            self._socket.close()
            while await self._socket.read_message() is not None:
                pass

        self._loop.run_until_complete(end())
        self._loop.close()


class WebKit:
    """WebKitGTK by WebDriver."""

    def __init__(self, address: str) -> None:
        """Open a session with the driver at an address."""
        self._address = address
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": {}}})
        self._session = f"/session/{made['sessionId']}"

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self._address + path, data, method=method), timeout=60) as answer:  # noqa: S310 - loopback
            return json.load(answer)["value"]

    def goto(self, address: str) -> None:
        """Open an address."""
        self._ask("POST", f"{self._session}/url", {"url": address})

    def wait(self, script: str) -> Any:
        """Run a script until what it returns is true."""
        waiting = (
            f"const end = arguments[0]; ({_WAITS % script}).then(end, (error) => end('!' + error.message));"
        )
        value = self._ask("POST", f"{self._session}/execute/async", {"script": waiting, "args": []})
        assert not value.startswith("!"), value
        return json.loads(value)

    def close(self) -> None:
        """End the session, and with it the browser."""
        self._ask("DELETE", self._session)


@contextlib.contextmanager
def firefox(folder: Path) -> Iterator[Driven]:
    """Run Firefox with a profile of its own, which asks nothing of the outside."""
    path = program("firefox-esr", left_out.FIREFOX)
    quiet = ("app.normandy.enabled", "app.update.auto", "browser.safebrowsing.downloads.enabled")
    lines = [f'user_pref("{name}", false);' for name in quiet]
    lines += ['user_pref("network.proxy.type", 1);', 'user_pref("network.proxy.http", "127.0.0.1");']
    lines += ['user_pref("network.proxy.http_port", 9);', 'user_pref("network.proxy.ssl", "127.0.0.1");']
    lines += ['user_pref("network.proxy.ssl_port", 9);']  # loopback goes by no proxy; all else leads nowhere
    (folder / "user.js").write_text("\n".join(lines), "utf-8")
    arguments = [path, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    with running(arguments, HOME=str(folder)) as process:
        driven = Firefox(printed(process, r"WebDriver BiDi listening on (ws://\S+)"))
        try:
            yield driven
        finally:
            driven.close()


@contextlib.contextmanager
def webkit(folder: Path) -> Iterator[Driven]:
    """Run WebKitGTK's small browser on a screen that nobody sees."""
    path, screen = program("WebKitWebDriver", left_out.WEBKIT), program("Xvfb", left_out.WEBKIT)
    port = free_port()
    with running([screen, "-displayfd", "1", "-nolisten", "tcp"]) as shown:
        display = printed(shown, r"^(\d+)$")
        with running([path, "-p", str(port)], DISPLAY=f":{display}", HOME=str(folder)) as process:
            wait_for(port, process)
            driven = WebKit(f"http://127.0.0.1:{port}")
            try:
                yield driven
            finally:
                driven.close()


@contextlib.contextmanager
def running(arguments: list[str], **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run a program, and end it afterwards."""
    process = subprocess.Popen(
        arguments,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def printed(process: subprocess.Popen[str], pattern: str) -> str:
    """Return what a program prints that fits a pattern."""
    said: list[str] = []
    for line in process.stdout or ():
        said.append(line)
        match = re.search(pattern, line)
        if match:
            return match[1]
    raise AssertionError(f"{process.args!r} has ended: " + "".join(said))


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """Wait until a program listens."""
    while process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
    raise AssertionError("".join(process.stdout or ()))
