"""Readers' marks on learners' answers, in the reading page's files: found, and overwritten in place.

A reader's page may add a line at any moment, so a file is never replaced: a learner's lines become empty
ones, which the page passes over.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pydantic import ValidationError

from knowshow.reading.marks import Mark
from knowshow.reading.pool import HOME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_BEGINNING: Final = re.compile(rb'{"learner":"([\w.@+-]+)"', re.ASCII)  # of a line, as pages write it
_WITHIN: Final = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class FoundMark(NamedTuple):
    """One line in a reader's file, about `learner`; `mark` is None where a crash cut it short.

    `start` and `size` are in bytes.
    """

    learner: str
    path: Path
    start: int
    size: int
    mark: Mark | None

    @property
    def assignment(self) -> str:
        """The exercise whose answer was marked."""
        return self.path.parent.parent.name

    @property
    def item(self) -> str:
        """The question whose answer was marked."""
        return self.path.parent.name


def find(root: Path, learners: Collection[str]) -> list[FoundMark]:
    """Return the marks on these learners' answers in the course folder `root`, file by file.

    Raises:
        OSError: a file cannot be read.
    """
    paths = sorted(path for path in root.joinpath(*HOME).glob("*/*/*") if path.is_file())
    found = (mark for path in paths if not path.is_symlink() for mark in _find_in(path))
    return [mark for mark in found if mark.learner in learners]


def _find_in(path: Path) -> Iterator[FoundMark]:
    start = 0
    with path.open("rb") as file:
        for line in file:
            mark, begun = _read(line), _BEGINNING.match(line)
            if mark or begun:
                learner = mark.learner if mark else begun[1].decode() if begun else ""
                yield FoundMark(learner, path, start, len(line.rstrip(b"\n")), mark)
            start += len(line)


def _read(line: bytes) -> Mark | None:
    try:
        return Mark.model_validate_json(line)
    except ValidationError:
        return None


def overwrite(marks: list[FoundMark]) -> None:
    """Overwrite marks on the disk by empty lines; what readers add meanwhile stays.

    Raises:
        OSError: a file cannot be written.
    """
    for mark in marks:
        handle = os.open(mark.path, _WITHIN)
        with os.fdopen(handle, "r+b", buffering=0) as file:
            file.seek(mark.start)
            file.write(b"\n" * mark.size)
            os.fsync(handle)
