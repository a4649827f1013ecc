"""The kernel that is started ahead of JupyterLab: one for a page, none where something stands against it."""

from __future__ import annotations

import asyncio
from typing import Any

from knowshow.lab import early_kernel

PAGE = "exercises/05-remedy/exercise.ipynb"


class Sessions:
    """Jupyter Server's sessions, as far as they are asked."""

    def __init__(self, *running: str, fault: Exception | None = None) -> None:
        """Have sessions that run already, and what starting one raises."""
        self.running, self.fault = set(running), fault
        self.started: list[dict[str, Any]] = []

    async def session_exists(self, path: str) -> bool:
        """Whether one runs."""
        return path in self.running

    async def create_session(self, **asked: Any) -> None:
        """Start one, which takes a while."""
        await asyncio.sleep(0)
        if self.fault:
            raise self.fault
        self.started.append(asked)
        self.running.add(asked["path"])


def start(sessions: Sessions, times: int = 1) -> None:
    async def ask() -> None:
        calls = [early_kernel.start({"session_manager": sessions}, PAGE) for _ in range(times)]
        await asyncio.gather(*calls)

    asyncio.run(ask())


def test_a_page_gets_the_session_that_jupyterlab_will_look_for() -> None:
    sessions = Sessions()
    start(sessions)
    assert sessions.started == [
        {"path": PAGE, "name": "exercise.ipynb", "type": "notebook", "kernel_name": "python3"}
    ]


def test_two_windows_at_once_get_one() -> None:
    sessions = Sessions()
    start(sessions, times=2)
    assert len(sessions.started) == 1


def test_a_page_that_has_one_keeps_it() -> None:
    sessions = Sessions(PAGE)
    start(sessions)
    assert sessions.started == []


def test_a_kernel_that_cannot_start_is_left_to_jupyterlab_and_tried_again() -> None:
    sessions = Sessions(fault=OSError("no more processes"))
    start(sessions)
    sessions.fault = None
    start(sessions)
    assert len(sessions.started) == 1
