"""Batches spread over processes, or over the workers of a Dask cluster; results come as they are done."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait as wait_for
from typing import TYPE_CHECKING, Any

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.grading import batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowshow.grading.batch import GradingTask
    from knowshow.grading.results import Refused, Result

    Batch = list[str]
    Done = list[Result | Refused]

_AHEAD = 3
_ADDRESS = re.compile(r":[0-9]+$|^inproc://")
PATIENCE = 10


class WorkersError(KnowShowError):
    """Workers that cannot be reached or have gone."""


def here(task: GradingTask, batches: Iterable[Batch]) -> Iterator[Done]:
    """Every batch in this process."""
    for learners in batches:
        yield batch.run(task, learners)


def processes(task: GradingTask, batches: Iterable[Batch], workers: int) -> Iterator[Done]:
    """Batches over so many processes of this machine; few are under way at a time, to keep memory flat."""
    method = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=method, initializer=_end_with_parent) as pool:
        left = iter(batches)
        running: set[Future[Done]] = set()
        try:
            while True:
                with _deaf():
                    for learners in islice(left, workers * _AHEAD - len(running)):
                        running.add(pool.submit(batch.run, task, learners))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        except BrokenProcessPool:
            raise WorkersError(say("grade", "worker_gone")) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def cluster(task: GradingTask, batches: Iterable[Batch], scheduler: str) -> Iterator[Done]:
    """Batches over a Dask cluster whose workers see the course folder at the same place.

    A batch whose worker dies is run again by another; what was yielded is never asked for again.
    """
    if not _ADDRESS.search(scheduler):
        raise WorkersError(say("grade", "scheduler", address=scheduler))
    import distributed  # noqa: PLC0415 - an extra; a second to import

    dask: Any = distributed

    try:
        client = dask.Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersError(say("grade", "no_scheduler", address=scheduler, why=error)) from None
    with client:
        left = iter(batches)
        ahead = max(1, sum(client.nthreads().values())) * _AHEAD
        first = [_send(client, task, learners) for learners in islice(left, ahead)]
        going = dask.as_completed(first, loop=client.loop)
        for future in going:
            yield future.result()
            for learners in islice(left, 1):
                going.add(_send(client, task, learners))


def _send(client: Any, task: GradingTask, learners: Batch) -> Any:
    return client.submit(batch.run, task, learners, pure=False, retries=5)


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that do not hear Ctrl+C: this one hears it a moment later, and they end with it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """Let a worker end when the process that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
