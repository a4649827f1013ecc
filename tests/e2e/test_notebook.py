"""A course page in Jupyter Notebook, which a site may offer beside JupyterLab: links stay in that view."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from knowshow.content import course_files
from knowshow.lab import workspace_files
from server import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
LONG = 90_000


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[str]:
    """Jupyter Notebook in a workspace, as under a hub: its addresses begin with a prefix."""
    workspace_files.lay_out(tmp_path / "workspace")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = (f"port={port}", "token=t", "open_browser=False", "allow_root=True", "port_retries=0")
    process = subprocess.Popen(
        [sys.executable, "-m", "notebook", "--ServerApp.base_url=/user/ada/"]
        + [f"--ServerApp.{option}" for option in options],
        cwd=tmp_path / "workspace",
        env=environment(tmp_path) | {"JUPYTER_PATH": str(course_files.package("lab"))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _wait(f"http://127.0.0.1:{port}/user/ada", process)
    finally:
        process.terminate()
        process.wait(30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/api?token=t"):  # noqa: S310 - loopback
            return url
        time.sleep(0.2)
    raise AssertionError("the server did not answer")


def test_the_way_to_the_start_page_stays_in_the_notebook_view(browser: Browser, notebook: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{notebook}/notebooks/exercises/05-remedy/exercise.ipynb?token=t")
    way = page.get_by_role("navigation", name="Course", exact=True)
    way.get_by_role("link", name="Start page").click(timeout=LONG)
    expect(page).to_have_url(re.compile(re.escape(f"{notebook}/notebooks/00-start-here.ipynb")))
    expect(page.get_by_role("heading", name="Remedy", exact=True)).to_be_visible(timeout=LONG)
    page.context.close()
