"""Grade batches on the workers of a Dask cluster; yield results as they come in."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.grading import batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowshow.grading.batch import GradingTask
    from knowshow.grading.results import Batch, Done

_AHEAD = 3  # batches under way for each worker: it never waits, and memory stays flat
_ADDRESS = re.compile(r":[0-9]+$|^inproc://")
PATIENCE = 10  # seconds to wait for a scheduler


class WorkersError(KnowShowError):
    """The workers cannot be reached, or have gone."""


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
