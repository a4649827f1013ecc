"""Grade batches in processes, or on the workers of a Dask cluster; yield results as they come in."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import signal
import sys
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
    from multiprocessing.context import BaseContext

    from knowshow.grading.batch import GradingTask
    from knowshow.grading.results import Refused, Result

    Batch = list[str]
    Done = list[Result | Refused]

_AHEAD = 3  # batches under way for each worker: it never waits, and memory stays flat
_ADDRESS = re.compile(r":[0-9]+$|^inproc://")
_LEAVE = 50_000  # objects that may be made before the collector looks; grading makes hardly any cycle
PATIENCE = 10  # seconds to wait for a scheduler


class WorkersError(KnowShowError):
    """The workers cannot be reached, or have gone."""


def run_in_process(task: GradingTask, batches: Iterable[Batch]) -> Iterator[Done]:
    """Grade every batch in this process."""
    for learners in batches:
        yield batch.run(task, learners)


def run_in_processes(task: GradingTask, batches: Iterable[Batch], workers: int) -> Iterator[Done]:
    """Grade batches in this process and `workers - 1` others; yield each one's results when it is done.

    This process grades while none of theirs wait for it: what it grades itself need not travel.

    Raises:
        WorkersError: a process has died.
    """
    others = workers - 1
    with ProcessPoolExecutor(others, mp_context=_choose_start(), initializer=_begin) as pool:
        left = iter(batches)
        running: set[Future[Done]] = set()
        try:
            while True:
                with _block_interrupts():
                    for learners in islice(left, others * _AHEAD - len(running)):
                        running.add(pool.submit(batch.run, task, learners))
                done = {future for future in running if future.done()}
                own = None if done else next(left, None)
                if own is not None:
                    yield batch.run(task, own)
                    continue
                if not running:
                    return
                done = done or wait(running, return_when=FIRST_COMPLETED).done
                running -= done
                for future in done:
                    yield future.result()
        except BrokenProcessPool:
            raise WorkersError(say("grade", "worker_gone")) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _choose_start() -> BaseContext:
    """Return how to start processes: as copies of this one where that is safe, which saves their imports.

    It is where no thread could hold a lock that its copy would wait for in vain. The copies leave the open
    gradebook alone: in SQLite this process writes, and on a server each worker has its own connection.
    """
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


def run_on_cluster(task: GradingTask, batches: Iterable[Batch], scheduler: str) -> Iterator[Done]:
    """Grade batches on a Dask cluster whose workers see the course folder at the same path.

    If a worker dies, another grades its batch again; a batch that was yielded is never graded twice.

    Raises:
        WorkersError: the scheduler's address is malformed, or nothing answers there.
    """
    if not _ADDRESS.search(scheduler):
        raise WorkersError(say("grade", "scheduler", address=scheduler))
    import distributed  # noqa: PLC0415 - an extra; a second to import

    dask: Any = distributed

    try:
        client = dask.Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # the last: tls:// without a certificate
        raise WorkersError(say("grade", "no_scheduler", address=scheduler, why=error)) from None
    with client:
        left = iter(batches)
        ahead = max(1, sum(client.nthreads().values())) * _AHEAD
        first = [_submit(client, task, learners) for learners in islice(left, ahead)]
        going = dask.as_completed(first, loop=client.loop)
        for future in going:
            yield future.result()
            for learners in islice(left, 1):
                going.add(_submit(client, task, learners))


def _submit(client: Any, task: GradingTask, learners: Batch) -> Any:
    return client.submit(batch.run, task, learners, pure=False, retries=5)


@contextmanager
def _block_interrupts() -> Iterator[None]:
    """Start processes that ignore Ctrl+C: this one gets it when the block ends, and they end with it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Leave alone what a copy shares with the process that started it, and end when that has gone."""
    gc.freeze()  # else the collector touches every object, and each page of them is copied
    gc.set_threshold(_LEAVE)
    _end_with_parent()


def _end_with_parent() -> None:
    """End this worker when the process that started it has gone, for whatever reason."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()


def _exit_after(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
