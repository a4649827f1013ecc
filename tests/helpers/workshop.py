"""A live room for browsers: the real server in a thread of its own, its facilitator, and those who visit."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from typing import TYPE_CHECKING, Any, Self
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser import FINE, OVERFLOW, PATIENCE, SMALL
from knowshow.room.server import Server, Wish

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

STORY = "cut-off"
FORBIDDEN = ("Content Security Policy", "Content-Security-Policy", "Refused to")


class Workshop:
    """Rooms on a port of loopback; `stop` and `start` as a crash and a restart do."""

    def __init__(self, folder: Path) -> None:
        """Begin to serve."""
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.start()

    def start(self) -> Self:
        """Serve the rooms of the folder, on the same port as before."""
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(30)
        return self

    def stop(self) -> None:
        """End serving, and every socket with it."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(30)
        assert not self._thread.is_alive()

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        server = Server(Wish(self.folder, port=self.port))
        self.url, self.token, self.hall = server.url, server.token, server.hall
        self._ready.set()
        await self._end.wait()
        await server.close()

    def votes(self, code: str) -> list[str]:
        """Return what has been voted in the open ballot of a room."""
        return [cast.choice for cast in self.hall.crowds[code].room.people.votes.values()]

    def call(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask as the facilitator."""
        headers = {"Authorization": f"Bearer {self.token}"}
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, data, headers)  # noqa: S310 - loopback
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
                return json.load(answer)
        except HTTPError as error:
            raise AssertionError(error.read().decode()) from error


class Lead:
    """The facilitator of one room."""

    def __init__(self, workshop: Workshop, **more: Any) -> None:
        """Make a room of the test's story."""
        self.workshop = workshop
        self.code: str = workshop.call("/api/rooms", {"scenario": STORY, **more})["code"]

    @property
    def view(self) -> Any:
        """What her console shows."""
        return self.workshop.call(f"/api/rooms/{self.code}")

    def do(self, *names: str, **more: Any) -> Any:
        """Command something, each at the room's own turn; return the console's view after the last."""
        view: Any = None
        for name in names:
            turn = self.view["parts"]["at"]["turn"]
            view = self.workshop.call(f"/api/rooms/{self.code}/command", {"turn": turn, "do": name, **more})
        return view

    def follow(self) -> Any:
        """Go on with the room's choice, or with the first one where none may be told."""
        view = self.view
        if "follow" in view["commands"]:
            return self.do("follow")
        return self.do("other", choice=view["choices"][0]["id"])


class Visitor:
    """A page of the room in a browser of its own; `errors` are the script's, and what the policy forbade."""

    def __init__(self, browser: Browser, address: str, **more: Any) -> None:
        """Open the page."""
        self.context: BrowserContext = browser.new_context(
            **{"viewport": {"width": 360, "height": 740}} | more
        )
        self.context.set_default_timeout(PATIENCE)
        self.address = address
        self.errors: list[str] = []
        self.page = self.tab()

    def tab(self) -> Page:
        """Open the page once more on the same phone."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self._hear(said.text))
        page.goto(self.address)
        return page

    def _hear(self, text: str) -> None:
        if any(word in text for word in FORBIDDEN):
            self.errors.append(text)

    def join(self) -> Self:
        """Press Join, and wait to be in."""
        self.page.get_by_role("button", name="Join", exact=True).click()
        expect(self.page.get_by_role("heading", name="A story for this room")).to_be_hidden()
        return self

    def vote(self, number: int) -> None:
        """Choose the option of that number, from 0, and vote."""
        self.page.get_by_role("radio").nth(number).check()
        self.page.get_by_role("button", name="Vote", exact=True).click()
        self.sees("Your vote is in.")

    def sees(self, heading: str) -> None:
        """Wait for a heading."""
        expect(self.page.get_by_role("heading", name=heading)).to_be_visible()

    def sound(self) -> None:
        """Fail unless axe finds nothing, everything fits, targets are large and text is legible."""
        found = Axe().run(self.page).response["violations"]
        assert not found, [(rule["id"], node["target"]) for rule in found for node in rule["nodes"]]
        for wrong in (SMALL, FINE, OVERFLOW):
            assert self.page.evaluate(wrong) == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


class Visitors:
    """Opens pages of rooms: `visitors(lead)` a phone, `visitors.wall(lead)` the projector."""

    def __init__(self, browser: Browser) -> None:
        """Open them in this browser."""
        self.browser = browser
        self.all: list[Visitor] = []

    def __call__(self, lead: Lead, **more: Any) -> Visitor:
        """Open a phone's page by the room's code."""
        return self._open(f"{lead.workshop.url}/#{lead.code}", **more)

    def wall(self, lead: Lead, **more: Any) -> Visitor:
        """Open the projector's page."""
        size = {"viewport": {"width": 1920, "height": 1080}}
        return self._open(f"{lead.workshop.url}/wall#{lead.code}", **size | more)

    def _open(self, address: str, **more: Any) -> Visitor:
        self.all.append(Visitor(self.browser, address, **more))
        return self.all[-1]

    def close(self) -> None:
        """Close every page; none may have reported an error."""
        for visitor in self.all:
            visitor.context.close()
        assert [error for visitor in self.all for error in visitor.errors] == []
