"""Grade batches in this process and in others on this machine; yield results as they come in.

The standard library's pool of processes does the same with three threads, two queues and locks between them:
measured beside it, two processes take 1 to 7 % less CPU time this way.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, NamedTuple

from knowshow.content.text import say
from knowshow.grading import batch
from knowshow.grading.workers import WorkersError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

    from knowshow.grading.batch import GradingTask
    from knowshow.grading.results import Batch, Done

_AHEAD = 2  # batches under way for each helper: it never waits, and memory stays flat
_FIRST = 40  # submissions graded before helpers start
_LEAVE = 50_000  # objects that may be made before the collector looks; grading makes hardly any cycle
_PATIENCE = 10  # seconds for a helper to end what it has in hand


class Helper(NamedTuple):
    """A process that grades, and this end of the pipe to it: numbers go there, results come back."""

    process: BaseProcess
    pipe: Connection


def run(task: GradingTask, batches: Sequence[Batch], workers: int) -> Generator[Done]:
    """Grade batches in this process and `workers - 1` helpers; yield each one's results when it is done.

    This process grades while nothing has come from a helper: what it grades itself need not travel. It grades
    a few before it starts them, so that its copies have prepared what all need.

    Raises:
        WorkersError: a helper has died.
        KnowShowError: as `batch.run`, in whichever process.
    """
    if workers == 1 or not batches:
        for learners in batches:
            yield batch.run(task, learners)
        return
    first, *others = batches
    yield batch.run(task, first[:_FIRST])
    batches = [rest for rest in (first[_FIRST:], *others) if rest]
    with _start(task, batches, workers - 1) as helpers:
        yield from _share(task, batches, [helper.pipe for helper in helpers])


def _share(task: GradingTask, batches: Sequence[Batch], pipes: list[Connection]) -> Iterator[Done]:
    """Keep every helper busy by the numbers of batches, which never fill a pipe, and grade beside them."""
    left = iter(range(len(batches)))
    under_way = dict.fromkeys(pipes, 0)

    def hand_out(pipe: Connection) -> None:
        while under_way[pipe] < _AHEAD and (number := next(left, None)) is not None:
            with _explain_end():
                pipe.send(number)
            under_way[pipe] += 1

    for pipe in pipes:
        hand_out(pipe)
    while busy := [pipe for pipe in pipes if under_way[pipe]]:
        came = wait(busy, timeout=0)
        if not came and (number := next(left, None)) is not None:
            yield batch.run(task, batches[number])
            continue
        came = came or wait(busy)
        for pipe in [pipe for pipe in busy if pipe in came]:
            with _explain_end():
                done = pipe.recv()
            under_way[pipe] -= 1
            hand_out(pipe)
            if isinstance(done, Exception):
                raise done
            yield done


@contextmanager
def _explain_end() -> Iterator[None]:
    """Say in words that the helper at the other end of a pipe has gone, also in the middle of a message."""
    try:
        yield
    except (EOFError, OSError):
        raise WorkersError(say("grade", "worker_gone")) from None


@contextmanager
def _start(task: GradingTask, batches: Sequence[Batch], count: int) -> Iterator[list[Helper]]:
    """Start helpers, and see them end: each does when its pipe is closed here, or this process has gone."""
    context = _choose_start()
    helpers: list[Helper] = []
    copied: list[Connection] = []  # its copies have this process's ends, too: no pipe ends while one is open
    try:
        with _block_interrupts():
            for _ in range(count):
                ours, theirs = context.Pipe()
                if context.get_start_method() == "fork":
                    copied.append(ours)
                process = context.Process(target=_help, args=(task, batches, theirs, copied), daemon=True)
                process.start()
                theirs.close()
                helpers.append(Helper(process, ours))
        yield helpers
    finally:
        for helper in helpers:
            helper.pipe.close()
        for helper in helpers:
            helper.process.join(_PATIENCE)
            helper.process.kill()  # one that has ended is left alone
            helper.process.join()


def _choose_start() -> ForkContext | SpawnContext:
    """Return how to start processes: as copies of this one where that is safe, which saves their imports.

    It is where no thread could hold a lock that its copy would wait for in vain. The copies leave the open
    gradebook alone: in SQLite this process writes, and on a server each worker has its own connection.
    """
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork") if alone else multiprocessing.get_context("spawn")


def _help(task: GradingTask, batches: Sequence[Batch], pipe: Connection, copied: list[Connection]) -> None:
    """Grade the batches whose numbers come, until no more can."""
    for end in copied:
        end.close()
    gc.freeze()  # else the collector touches every object that is shared, and each page of them is copied
    gc.set_threshold(_LEAVE)
    with suppress(EOFError, ConnectionError):
        while True:
            pipe.send(_grade(task, batches[pipe.recv()]))


def _grade(task: GradingTask, learners: Batch) -> Done | Exception:
    try:
        return batch.run(task, learners)
    except Exception as error:  # noqa: BLE001 - raised again in the process that asked
        return error


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
