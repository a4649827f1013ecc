"""A page left open while its reader slept: the server has ended its kernel, and the page goes on."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from module_steps import wait_for_live
from server import at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, WebSocketRoute

pytestmark = pytest.mark.browser
LONG = 90_000


class Line:
    """The connections between a page and its kernels, which can be cut."""

    def __init__(self) -> None:
        """Begin with a whole line."""
        self.open: list[WebSocketRoute] = []
        self.whole = True

    def connect(self, socket: WebSocketRoute) -> None:
        """Let a connection through, or end it at once."""
        if self.whole:
            socket.connect_to_server()
            self.open.append(socket)
        else:
            socket.close()

    def cut(self) -> None:
        """End all connections, and let no new ones through."""
        self.whole = False
        for socket in self.open:
            socket.close()


def ask(address: str, path: str, method: str = "GET") -> Any:
    """Ask the course's server; its answer, if it has one."""
    base, token = re.findall(r"(http://[^/]+)/.*token=(\w+)", address)[0]
    head = {"Authorization": f"token {token}"}
    with urlopen(Request(f"{base}/api/{path}", headers=head, method=method), timeout=60) as reply:  # noqa: S310 - loopback
        return json.loads(reply.read() or b"null")


@pytest.mark.parametrize("hears", ["from its line", "from JupyterLab's list of sessions"])
def test_a_page_whose_kernel_was_ended_meanwhile_starts_another_and_goes_on(
    browser: Browser, address: str, hears: str
) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    line = Line()
    page.route_web_socket(re.compile("/channels"), line.connect)
    page.goto(at(address, "05-remedy.ipynb"))
    decide = page.get_by_role("button", name="Decide", exact=True)
    decide.wait_for(timeout=LONG)
    wait_for_live(page)
    line.cut()
    (kernel,) = ask(address, "kernels")
    asked = re.compile(r"/api/kernels\?")
    if hears == "from JupyterLab's list of sessions":  # the list of kernels, asked for before, still has it
        page.route(asked, lambda route: route.fulfill(json=[kernel]))
    ask(address, f"kernels/{kernel['id']}", "DELETE")  # as the server does to one without a page
    if hears == "from JupyterLab's list of sessions":
        page.wait_for_event("response", lambda reply: "/api/sessions?" in reply.url, timeout=LONG)
        page.unroute(asked)
    line.whole = True
    notice = page.get_by_role("status").filter(has_text="The course was interrupted")
    expect(notice).to_be_visible(timeout=LONG)
    expect(notice).to_have_count(0, timeout=LONG)
    page.get_by_role("radio").first.check()
    decide.click()
    expect(page.get_by_role("heading", name="Because you decided:")).to_be_visible(timeout=LONG)
    page.context.close()
