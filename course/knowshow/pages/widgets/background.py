"""Work that a kernel does beside its one queue, so that a click is never kept waiting by the network."""

from __future__ import annotations

import logging
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)
REST: Final = 1.0  # seconds between looks where nothing is there to wait for


class Background:
    """Two threads: one does jobs in order, one asks for news over and over; both end with the process."""

    def __init__(self, news: Callable[[], bool]) -> None:
        """Call `news` again and again; where it gives False there was nothing to wait for, and it rests."""
        self._news = news
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._stopped = Event()
        self._woken = Event()
        for work in (self._work, self._listen):
            Thread(target=work, daemon=True, name=f"knowshow{work.__name__}").start()

    def do(self, job: Callable[[], None]) -> None:
        """Do a job after those before it."""
        self._jobs.put(job)

    def wake(self) -> None:
        """Ask for news now, if it is resting."""
        self._woken.set()

    def stop(self) -> None:
        """Do nothing more, once what has been begun is done."""
        self._stopped.set()
        self._woken.set()

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                job = self._jobs.get(timeout=REST)
            except Empty:
                continue
            _safely(job)

    def _listen(self) -> None:
        while not self._stopped.is_set():
            if not _safely(self._news):
                self._woken.wait(REST)
                self._woken.clear()


def _safely(job: Callable[[], object]) -> bool:
    try:
        return bool(job())
    except Exception:
        # What escapes a thread ends it, and the page would wait for ever.
        log.debug("work in the background failed", exc_info=True)
        return False
