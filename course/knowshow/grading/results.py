"""The outcome of grading one submission: a result, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class Result(NamedTuple):
    """One submission's scores, in the order of the items; None where a person has to score.

    `unwritten` is the autograded copy if the one on the disk was made from other answers, whatever its date:
    it is written once the gradebook holds the result. `waits` is set then, if a person has yet to read
    something. A tuple, since it travels from process to process by the ten thousand.
    """

    learner: str
    timestamp: datetime | None
    scores: tuple[float | None, ...]
    answered: tuple[bool, ...]
    problems: tuple[str, ...] = ()
    unwritten: bytes | None = None
    waits: bool = False

    @property
    def changed(self) -> bool:
        """Whether the learner has sent other answers since the last grading."""
        return self.unwritten is not None


@dataclass(frozen=True, slots=True)
class Refused:
    """A submission that cannot be graded: whose it is, and why, in one line."""

    learner: str
    why: str


Batch = list[str]  # learners
Done = list[Result | Refused]
