"""When stories were read to an end, and by which path: what a journal forgets when its story begins anew."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from knowshow.learner import workspace
from knowshow.learner.kept_file import KeptFile, peek
from knowshow.part import Id, Part

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.learner.journals import Journal

MOST = 30  # endings of one story; the first and the latest are kept


def _check_time(time: str) -> str:
    """Return a time with its zone; raises ValueError where it is none, or none in the reader's zone."""
    moment = datetime.fromisoformat(time)
    if moment.tzinfo is None:
        raise ValueError
    try:
        moment.astimezone()
    except (OverflowError, OSError):  # the first and the last day that there are
        raise ValueError from None
    return time


class Ended(Part):
    """One time that a story came to an end: `time` in ISO 8601 with its zone, `choices` the whole path."""

    story: Id
    version: Annotated[int, Field(strict=True, ge=1)]
    choices: Annotated[tuple[str, ...], Field(max_length=10_000)]
    time: Annotated[str, AfterValidator(_check_time)]

    @property
    def moment(self) -> datetime:
        """The time in the reader's own zone."""
        return datetime.fromisoformat(self.time).astimezone()


class Endings(Part):
    """All endings, in the order in which they were reached, whatever the clock said."""

    version: Annotated[int, Field(strict=True, ge=1, le=1)] = 1
    endings: tuple[Ended, ...] = ()


def find_file() -> Path:
    """Return the file of the workspace that endings are kept in."""
    return workspace.state("endings.json")


def open_endings() -> KeptFile[Endings]:
    """Open the endings on disk; there are none where there is no file yet."""
    return KeptFile(find_file(), Endings())


def keep(path: Path, journal: Journal) -> str:
    """Add the end of a story to those in a file; return why that failed, or an empty string.

    The same path once more, such as one decision back and forth, is no other ending.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    ended = Ended(story=journal.scenario, version=journal.version, choices=journal.choices, time=now)
    return KeptFile(path, Endings()).change(lambda kept: _add(kept, ended))


def has_ended(story: str) -> bool:
    """Return whether a story was once read to an end; a file that cannot be read is left where it is."""
    return any(each.story == story for each in peek(find_file(), Endings()).endings)


def _add(kept: Endings, ended: Ended) -> Endings:
    own = [each for each in kept.endings if each.story == ended.story]
    if own and own[-1].choices == ended.choices:
        return kept
    surplus = own[1:2] if len(own) >= MOST else []
    others = [each for each in kept.endings if each not in surplus]
    return Endings(endings=(*others, ended))
