"""Course mode on a stock Jupyter server, as a hub starts one: only JUPYTER_CONFIG_PATH says so."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from knowshow.content import course_files
from knowshow.content.text import say
from knowshow.lab.course_mode import SETTINGS, START_URL
from server import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CULLED = 60  # seconds to wait for a kernel's end, which is due after one or two


@contextlib.contextmanager
def stock_server(home: Path, *options: str, base: str = "", course: bool = True) -> Iterator[str]:
    """`jupyter server` in an empty home; `course`: with its folder of settings, and nothing else of it.

    `base` is the path below which a hub shows it.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyter",
            "server",
            "--no-browser",
            "--allow-root",
            f"--port={port}",
            "--IdentityProvider.token=t",
            "--ServerApp.port_retries=0",
            f"--ServerApp.base_url={base}/",
            *options,
        ],
        cwd=home,
        env=environment(home) | ({"JUPYTER_CONFIG_PATH": str(SETTINGS)} if course else {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield _wait(f"http://127.0.0.1:{port}{base}", process)
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _wait(url: str, process: subprocess.Popen[str]) -> str:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(process.communicate()[0])
        with contextlib.suppress(OSError):
            ask(url, "api")
            return url
        time.sleep(0.2)
    raise AssertionError("the server did not answer")


def ask(url: str, path: str, method: str = "GET") -> Any:
    """Ask the server's interface; its answer."""
    asked = urllib.request.Request(f"{url}/{path}", headers={"Authorization": "token t"}, method=method)  # noqa: S310
    with urllib.request.urlopen(asked, timeout=60) as reply:  # noqa: S310 - our own server on loopback
        return json.load(reply)


def read(address: str) -> str:
    """The page at an address."""
    with urllib.request.urlopen(address, timeout=60) as reply:  # noqa: S310 - our own server on loopback
        return str(reply.read().decode())


def test_it_lays_out_the_workspace_and_shows_the_start_page(tmp_path: Path) -> None:
    with stock_server(tmp_path) as url:
        names = {entry["name"] for entry in ask(url, "api/contents/")["content"]}
        assert {"00-start-here.ipynb", "05-remedy.ipynb", "exercises"} <= names
        with urllib.request.urlopen(f"{url}/?token=t", timeout=60) as first:  # noqa: S310 - loopback
            assert first.url.partition("?")[0] == f"{url}{START_URL}"
            assert '"knowshowCourse": "true"' in first.read().decode()
        specification = ask(url, "api/kernelspecs")["kernelspecs"]["python3"]["spec"]
        assert "knowshow.lab.kernel" in specification["argv"]
    page = tmp_path / "knowshow" / "05-remedy.ipynb"
    assert [path.stat().st_mode & 0o077 for path in (page, page.parent)] == [0, 0]


def test_a_new_edition_is_laid_out_at_the_next_start(tmp_path: Path) -> None:
    with stock_server(tmp_path):
        pass
    (tmp_path / "knowshow" / "05-remedy.ipynb").unlink()
    (tmp_path / "knowshow" / "06-capstone.ipynb").write_text("mine")
    with stock_server(tmp_path):
        assert (tmp_path / "knowshow" / "05-remedy.ipynb").is_file()
        assert "Decide" in (tmp_path / "knowshow" / "06-capstone.ipynb").read_text("utf-8")
        (kept,) = (tmp_path / "knowshow" / "earlier").glob("*/06-capstone.ipynb")
        assert kept.read_text() == "mine"


def test_a_workspace_that_cannot_be_made_ends_the_server_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "knowshow").write_text("")
    with pytest.raises(AssertionError, match=r"knowshow: .*is a file, not a folder"), stock_server(tmp_path):
        pass


def test_a_kernel_ends_when_its_page_has_been_closed_for_a_while(tmp_path: Path) -> None:
    soon = ("--MappingKernelManager.cull_idle_timeout=1", "--MappingKernelManager.cull_interval=1")
    with stock_server(tmp_path, *soon) as url:
        assert ask(url, "api/kernels", "POST")["name"] == "python3"
        until = time.monotonic() + CULLED
        while ask(url, "api/kernels"):
            assert time.monotonic() < until
            time.sleep(0.2)


@pytest.mark.parametrize("path", ["nowhere", "tree"])
def test_an_unknown_address_leads_back_to_the_course(tmp_path: Path, path: str) -> None:
    with stock_server(tmp_path) as url, pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{url}/{path}?token=t", timeout=60)  # noqa: S310 - our own server on loopback
    page = refused.value.read().decode()
    assert refused.value.code == 404
    assert START_URL in page
    assert say("outside", "unknown") in page


def test_below_a_prefix_a_page_holds_its_first_scene_and_shows_it_only_with_the_key(tmp_path: Path) -> None:
    with stock_server(tmp_path, base="/user/ada") as url:
        address = f"{url}/doc/tree/05-remedy.ipynb"
        until = time.monotonic() + CULLED
        while 'id="ks-first"' not in read(f"{address}?token=t"):
            assert time.monotonic() < until
        assert "This module asks: when a technology has harmed people" in read(f"{address}?token=t")
        assert "ks-first" not in read(address)
        assert "ks-first" not in read(f"{url}/lab/tree/05-remedy.ipynb?token=t")


def test_somebodys_own_jupyterlab_is_as_it_was(tmp_path: Path) -> None:
    page = course_files.notebooks() / "05-remedy.ipynb"
    (tmp_path / page.name).write_bytes(page.read_bytes())
    with stock_server(tmp_path, course=False) as url:
        shown = read(f"{url}/doc/tree/{page.name}?token=t")
    assert "jupyter-config-data" in shown
    assert "ks-first" not in shown
