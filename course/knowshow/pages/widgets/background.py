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
    """One thread does jobs in order, another asks for news over and over; both end with the process."""

    def __init__(self, news: Callable[[], bool]) -> None:
        """Call `news` again and again; where it gives False there was nothing to wait for, and it rests."""
        self._news = news
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._stopped = Event()
        self._listener: object = None
        Thread(target=self._work, daemon=True, name="knowshow-jobs").start()
        self.renew()

    def do(self, job: Callable[[], None]) -> None:
        """Do a job after those before it."""
        self._jobs.put(job)

    def renew(self) -> None:
        """Ask for news now, in a thread of its own: the one before may be held by an answer for a while."""
        me = self._listener = object()
        Thread(target=self._listen, args=(me,), daemon=True, name="knowshow-news").start()

    def stop(self) -> None:
        """Do nothing more, once what has been begun is done."""
        self._stopped.set()

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                job = self._jobs.get(timeout=REST)
            except Empty:
                continue
            _safely(job)

    def _listen(self, me: object) -> None:
        while me is self._listener and not self._stopped.is_set():
            if not _safely(self._news):
                self._stopped.wait(REST)


def _safely(job: Callable[[], object]) -> bool:
    try:
        return bool(job())
    except Exception:
        # What escapes a thread ends it, and the page would wait for ever.
        log.debug("work in the background failed", exc_info=True)
        return False
