"""Receipts of what a learner has handed in: written when it is sent, read to show progress."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from knowshow.content import json_file
from knowshow.content.text import date, say
from knowshow.errors import KnowShowError
from knowshow.learner import workspace

if TYPE_CHECKING:
    from pathlib import Path


BY_EXCHANGE = "by_exchange"  # the way of a submission that went to nbgrader's exchange
BY_ZIP = "by_zip"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was handed in: `time` in ISO 8601, `digest` the SHA-256 of the file, `place` where it went."""

    assignment: str
    edition: str
    learner: str
    time: str
    answered: int
    items: int
    digest: str
    way: str
    place: str

    @property
    def number(self) -> str:
        """The receipt's number as people compare it: the first sixteen digits of the digest, by fours."""
        return " ".join(self.digest[i : i + 4] for i in range(0, 16, 4))

    @property
    def in_file(self) -> bool:
        """Whether it went into a file, which its learner has yet to send."""
        return self.way == BY_ZIP

    @property
    def day(self) -> str:
        """The day it was sent, in the reader's own time zone and in words."""
        return date(datetime.fromisoformat(self.time).astimezone())

    def __str__(self) -> str:
        """Give the receipt in words."""
        sent = say("submit", self.way, place=self.place)
        return say("submit", "receipt", **asdict(self) | {"digest": self.number, "sent": sent})


_RECEIPTS = TypeAdapter(list[Receipt])


def keep(receipt: Receipt) -> str:
    """Add a receipt to those of its assignment; return why that failed, or an empty string. Never raises.

    The submission counts even if its receipt cannot be kept. A file that holds no receipts
    is set aside, not written over.
    """
    path = _find_file(receipt.assignment)
    try:
        try:
            earlier = _RECEIPTS.validate_python(json_file.read(path) or [])
        except (ValidationError, json_file.UnreadableError):
            json_file.set_aside(path)
            earlier = []
        json_file.write(path, [asdict(item) for item in (*earlier, receipt)])
    except OSError as error:
        return say("submit", "not_kept", why=error.strerror or type(error).__name__)
    return ""


def last(assignment: str) -> Receipt | None:
    """Return an assignment's latest receipt; None where there is none that can be read."""
    stored = load_all(assignment)
    return stored[-1] if stored else None


def load_all(assignment: str) -> list[Receipt]:
    """Return an assignment's receipts, the latest last; none where the file cannot be read."""
    try:
        stored = _RECEIPTS.validate_python(json_file.read(_find_file(assignment)) or [])
    except (KnowShowError, ValidationError):
        return []
    return stored if all(_is_sound(receipt, assignment) for receipt in stored) else []


def _is_sound(receipt: Receipt, assignment: str) -> bool:
    """Return whether a receipt can be one of an assignment's: its numbers, its time in the reader's zone."""
    try:
        datetime.fromisoformat(receipt.time).astimezone()
    except (ValueError, OverflowError, OSError):
        return False
    return (
        receipt.assignment == assignment
        and 0 <= receipt.answered <= receipt.items
        and re.fullmatch(r"[0-9a-f]{16,64}", receipt.digest) is not None
    )


def list_assignments() -> list[str]:
    """Return the names of all assignments that there are receipts of, sorted."""
    names = (path.stem for path in workspace.state("receipts").glob("*.json"))
    return sorted(name for name in names if re.fullmatch(r"[a-z0-9-]+", name))


def _find_file(assignment: str) -> Path:
    return workspace.state("receipts", f"{assignment}.json")
