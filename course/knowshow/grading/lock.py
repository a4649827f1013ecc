"""Lock an assignment, so that one run at a time grades it in a course folder."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.course_folder import Exercise


class BusyError(KnowShowError):
    """Somebody else is grading the assignment at this moment."""


@contextmanager
def lock_assignment(exercise: Exercise) -> Iterator[None]:
    """Lock an assignment for grading, where the system and the disk have locks.

    Raises:
        BusyError: somebody else is grading the assignment.
    """
    try:
        import fcntl  # noqa: PLC0415 - not everywhere
    except ImportError:
        yield
        return
    folder = os.open(exercise.source.parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError(say("grade", "busy", name=exercise.name)) from None
        yield
    finally:
        os.close(folder)
