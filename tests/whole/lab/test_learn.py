from __future__ import annotations

import contextlib
import json
import re
import resource
import signal
import socket
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psutil
import pytest

from knowshow.lab import workspace_files
from server import course, kernels, knowshow, suspend_kernels

if TYPE_CHECKING:
    from pathlib import Path


def to(address: str, path: str) -> str:
    """The address of something else on the course's server."""
    base, token = re.findall(r"(http://[^/]+)/.*token=(\w+)", address)[0]
    return f"{base}/{path}?token={token}"


def find_free_port() -> str:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return str(free.getsockname()[1])


def start_kernel(address: str) -> None:
    start = urllib.request.Request(to(address, "api/kernels"), method="POST")  # noqa: S310 - loopback
    with urllib.request.urlopen(start, timeout=60) as reply:  # noqa: S310 - loopback
        assert reply.status == 201
    assert kernels()


def test_port_in_use_is_one_line_and_exit_2(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("localhost", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = knowshow("learn", tmp_path / "w", "--no-browser", "--port", str(port), home=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"knowshow: --port {port}: another program listens there; name another port, or leave it out"
    ]


def test_workspace_that_is_a_file_is_one_line_and_exit_2(tmp_path: Path) -> None:
    (tmp_path / "w").write_text("", "utf-8")
    done = knowshow("learn", tmp_path / "w", "--no-browser", home=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "is a file, not a folder" in done.stderr


def test_a_workspace_that_became_read_only_is_one_line_and_exit_2(tmp_path: Path) -> None:
    workspace_files.lay_out(tmp_path / "w")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))  # root minds no modes
    try:
        with pytest.raises(workspace_files.WorkspaceError, match="cannot be read or written"):
            workspace_files.lay_out(tmp_path / "w")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_no_command_expects_of_the_computer_is_one_line_and_exit_2(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("", "utf-8")  # where Jupyter keeps its running servers
    done = knowshow("learn", tmp_path / "w", "--no-browser", home=tmp_path)
    assert done.returncode == 2
    assert re.fullmatch(r"knowshow: .*\.local.*: Not a directory\n", done.stderr)


def test_course_answers_and_a_second_start_gives_the_same_address(tmp_path: Path) -> None:
    with course(tmp_path / "w", tmp_path) as address:
        with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310 - our own server on loopback
            assert page.status == 200
            assert "knowshowCourse" in page.read().decode()
        again = knowshow("learn", tmp_path / "w", "--no-browser", home=tmp_path)
        port = find_free_port()
        elsewhere = knowshow("learn", tmp_path / "w", "--no-browser", "--port", port, home=tmp_path)
    assert again.returncode == elsewhere.returncode == 0
    assert address in again.stdout
    assert f"{address}. Stop it first if it is to listen on port {port}." in elsewhere.stdout


def test_two_starts_at_once_on_one_workspace_are_one_course(tmp_path: Path) -> None:
    def start(_: int) -> str:
        with course(tmp_path / "w", tmp_path) as address:
            together.wait(60)
            return address

    together = threading.Barrier(2)
    with ThreadPoolExecutor(2) as two:
        assert len(set(two.map(start, range(2)))) == 1


def records(home: Path) -> list[Path]:
    """What Jupyter's servers have left on record under a home."""
    return sorted(home.rglob("jpserver-*.json"))


def test_what_a_killed_course_leaves_on_record_is_not_taken_for_one(tmp_path: Path) -> None:
    with course(tmp_path / "w", tmp_path) as first:
        (record,) = records(tmp_path)
        kept = json.loads(record.read_text("utf-8"))
        psutil.Process(kept["pid"]).kill()
        psutil.wait_procs([psutil.Process(kept["pid"])], timeout=30)
        assert records(tmp_path) == [record]
        with course(tmp_path / "w", tmp_path) as second:
            assert second != first


def test_a_course_that_does_not_answer_is_left_alone_and_another_opens(tmp_path: Path) -> None:
    with course(tmp_path / "w", tmp_path):
        (record,) = records(tmp_path)
        hung = psutil.Process(json.loads(record.read_text("utf-8"))["pid"])
        hung.suspend()
        try:
            started: list[str] = []
            with course(tmp_path / "w", tmp_path, said=started) as second:
                assert "/doc/tree/" in second
            assert "does not answer. It is left alone; another one opens now." in started[0]
            assert hung.is_running()
        finally:
            hung.resume()


def test_several_started_at_once_each_find_a_port(tmp_path: Path) -> None:
    def started(number: int) -> str:
        with course(tmp_path / f"w{number}", tmp_path) as address:
            together.wait(60)
            return address.split("/doc/")[0]

    together = threading.Barrier(4)
    with ThreadPoolExecutor(4) as four:
        assert len(set(four.map(started, range(4)))) == 4


def test_ctrl_c_ends_it_and_its_kernels_also_while_the_page_asks_for_something(tmp_path: Path) -> None:
    asking = threading.Event()

    def ask(address: str) -> None:
        while not asking.is_set():
            with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=30) as reply:  # noqa: S310
                reply.read()

    with course(tmp_path / "w", tmp_path) as address:
        start_kernel(address)
        started = kernels()
        folder = to(address, "api/contents/")
        asked = [threading.Thread(target=ask, args=(folder,), daemon=True) for _ in range(6)]
        for thread in asked:
            thread.start()
        time.sleep(1)
    asking.set()
    assert psutil.wait_procs(started, timeout=30)[1] == []


def test_ctrl_c_is_heard_by_a_course_that_a_script_started_in_the_background(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does for what it starts with &
    try:
        with course(tmp_path / "w", tmp_path):
            pass
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_kernel_that_hears_nothing_does_not_keep_the_course_from_ending(tmp_path: Path) -> None:
    with course(tmp_path / "w", tmp_path) as address:
        start_kernel(address)
        suspended = kernels()
        suspend_kernels()
    assert psutil.wait_procs(suspended, timeout=30)[1] == []


def test_help_says_what_happens_to_the_learners_files(tmp_path: Path) -> None:
    done = knowshow("learn", "--help", home=tmp_path)
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert "Your answers and decisions in it stay as they are." in said
    assert 'a page that you changed is kept in the folder "earlier"' in said
