"""The outcome of grading one submission: a result, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Result:
    """One submission's scores, in the order of the items; None where a person has to score.

    `changed` says that the last autograded copy was made from other answers, whatever its date. `waits` is
    set once the result is in the gradebook, if a person has yet to read something.
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
    """A submission that cannot be graded: whose it is, and why, in one line."""

    learner: str
    why: str
