"""Lock an assignment, so that one run at a time grades it in a course folder."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from knowshow.content import folder_lock
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
        held = folder_lock.hold(exercise.source.parent)
    except BlockingIOError:
        raise BusyError(say("grade", "busy", name=exercise.name)) from None
    try:
        yield
    finally:
        folder_lock.release(held)
