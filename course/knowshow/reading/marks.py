"""One person's marks for the answers to one item: a file to which only that person's page adds lines.

A later line about an answer replaces an earlier one, and a line without levels takes it back, so that
nothing is lost and two people never write into one file.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from knowshow.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowshow.exercises.keys import TextKey

_LARGEST = 50_000_000  # bytes; a line has about 300
_LONGEST = 5_000  # characters of a comment
_NEW = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)


class Mark(Part):
    """What one person gave one answer: the place of the chosen level (from 0) by criterion's id.

    `learner` is whose answer it is, `text` and `scheme` are digests of what was read and by which scheme;
    `levels` is None where an earlier mark was taken back. `time` is when (ISO 8601, UTC).
    """

    learner: str = Field(max_length=64)
    text: str = Field(max_length=64)
    scheme: str = Field(max_length=64)
    levels: dict[str, int] | None = None
    comment: str = Field("", max_length=_LONGEST)
    time: str = Field("", max_length=40)


def now() -> str:
    """Return the time for a mark, fine enough that two people's marks have an order."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def digest(text: str) -> str:
    """Return what tells one answer's words from another's."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def scheme_digest(key: TextKey) -> str:
    """Return what tells one mark scheme from another: criteria, levels and points, not the reasons."""
    return digest(json.dumps([criterion.model_dump() for criterion in key.criteria], sort_keys=True))


def points(key: TextKey, levels: dict[str, int]) -> float:
    """Return the points of the levels chosen."""
    return sum(criterion.levels[levels[criterion.id]].points for criterion in key.criteria)


def fits(key: TextKey, levels: Any) -> bool:
    """Return whether each criterion, and nothing else, has one of its levels."""
    if not isinstance(levels, dict) or set(levels) != {criterion.id for criterion in key.criteria}:
        return False
    return all(
        type(levels[criterion.id]) is int and 0 <= levels[criterion.id] < len(criterion.levels)
        for criterion in key.criteria
    )


class MarksFile:
    """The marks of one person in one file, the last for each answer; read again when it has grown."""

    def __init__(self, path: Path) -> None:
        """Read what is there."""
        self.path = path
        self.marks: dict[str, Mark] = {}
        self._seen: tuple[int, int] | None = None
        self.refresh()

    def refresh(self) -> None:
        """Read the file again where it has changed; one too large, or no plain file, holds nothing."""
        try:
            about = self.path.lstat()
        except OSError:
            return
        if self._seen == (about.st_mtime_ns, about.st_size):
            return
        self._seen = (about.st_mtime_ns, about.st_size)
        if self.path.is_file() and not self.path.is_symlink() and about.st_size <= _LARGEST:
            self.marks = {mark.learner: mark for mark in _read(self.path)}

    def add(self, mark: Mark, mode: int) -> None:
        """Add a mark, on the disk before this returns.

        Raises:
            OSError: the folder cannot be written; what was marked before stays.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = mark.model_dump_json().encode()
        handle = os.open(self.path, _NEW, mode)
        with os.fdopen(handle, "ab") as file:
            file.write(b"\n" * _ends_within_a_line(self.path) + line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self.marks[mark.learner] = mark


def _read(path: Path) -> Iterator[Mark]:
    with path.open("rb") as file:
        for line in file:
            try:
                yield Mark.model_validate_json(line)
            except ValidationError:
                continue  # cut short by a crash; what was marked is asked again


def _ends_within_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if not size:
            return False
        file.seek(size - 1)
        return file.read(1) != b"\n"
