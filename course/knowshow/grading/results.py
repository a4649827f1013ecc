"""What became of one submission that was graded, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Result:
    """One submission's scores in the order of the items; None waits for a person.

    `changed` says that the autograded copy was made from other answers, whatever its date; `waits`, once it
    is in the gradebook, that a person has yet to read something.
    """

    learner: str
    timestamp: datetime | None
    scores: tuple[float | None, ...]
    answered: tuple[bool, ...]
    problems: tuple[str, ...] = ()
    changed: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A submission that cannot be graded, and why."""

    learner: str
    why: str
