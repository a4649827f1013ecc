"""The course as a learner starts it: `knowshow learn` in a process of its own, stopped by the test."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KERNEL = "knowshow.lab.kernel"
STOPS_IN = 30
KNOWSHOW = [sys.executable, "-c", "from knowshow.cli import main; main()"]


def environment(home: Path) -> dict[str, str]:
    """A home of its own, so that nothing of this machine's user is read or written."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("JUPYTER", "KNOWSHOW", "IPYTHON"))
    }
    return kept | {"HOME": str(home), "PYTHONUNBUFFERED": "1"}


def knowshow(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*KNOWSHOW, *map(str, arguments)],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=home,
    )


@contextlib.contextmanager
def course(
    workspace: Path,
    home: Path,
    command: str = "learn",
    said: list[str] | None = None,
    program: list[str] = KNOWSHOW,
) -> Iterator[str]:
    """The running course's address, with its token; it has to end when it is told to.

    What it says before that, line by line, is added to `said`. `program` may be another edition's.
    """
    surroundings = environment(home)
    if program != KNOWSHOW:
        surroundings.pop("PYTHONPATH", None)
    process = subprocess.Popen(
        [*program, command, str(workspace), "--no-browser"],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=home,
    )
    try:
        yield _address(process, [] if said is None else said)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOPS_IN)
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def _address(process: subprocess.Popen[str], said: list[str]) -> str:
    for line in process.stdout or ():
        said.append(line)
        found = re.search(r"http://\S+", line)
        if found:
            return found.group()
    raise AssertionError("knowshow learn ended: " + "".join(said))


def at(address: str, notebook: str) -> str:
    """The address of another page of the running course, at one of its places (`01-strategy.ipynb#ideas`)."""
    name, mark, place = notebook.partition("#")
    return re.sub(r"tree/[^?]+", f"tree/{name}", address) + mark + place


def _ask(address: str, what: str, method: str = "GET") -> Any:
    """What Jupyter's own interface of a running course answers."""
    base, token = re.findall(r"(http://[^/]+)/.*token=(\w+)", address)[0]
    request = Request(f"{base}/api/{what}", headers={"Authorization": f"token {token}"}, method=method)  # noqa: S310 - loopback
    with urlopen(request, timeout=60) as reply:  # noqa: S310 - loopback
        return json.load(reply)


def sessions(address: str, notebook: str) -> list[str]:
    """The kernels of a notebook's sessions, by id."""
    return [each["kernel"]["id"] for each in _ask(address, "sessions") if each["path"] == notebook]


def restart_kernels(address: str) -> None:
    """Restart every kernel, which looks from the page like one that dies and is started again."""
    kernels = _ask(address, "kernels")
    assert kernels
    for kernel in kernels:
        _ask(address, f"kernels/{kernel['id']}/restart", "POST")


def kernels() -> list[psutil.Process]:
    """Every kernel that this test's course has started."""
    started = psutil.Process().children(recursive=True)
    return [process for process in started if {KERNEL, "ipykernel_launcher"} & set(process.cmdline())]


def suspend_kernels() -> None:
    """Let no kernel of this test's course hear anything more, as one that is about to die."""
    for process in kernels():
        process.suspend()


def kill_kernels() -> None:
    """Kill every kernel that this test's course has started."""
    for process in kernels():
        process.kill()


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """Let no kernel write a byte more, as on a full disk, until this ends."""
    limited = kernels()
    for process in limited:
        process.rlimit(psutil.RLIMIT_FSIZE, (0, psutil.RLIM_INFINITY))
    yield
    for process in limited:
        process.rlimit(psutil.RLIMIT_FSIZE, (psutil.RLIM_INFINITY, psutil.RLIM_INFINITY))
