"""Whose data is kept for longer than the programme says: `retention_days` in its `programme.yaml`."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from knowshow.content.programme import NAME, load_programme
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import SUBMITTED
from knowshow.handing_in import dates, submission
from knowshow.personal import gradebook_rows
from knowshow.personal.places import PersonalError
from knowshow.personal.search import list_learners, search_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowshow.personal.search import Course, Found

_SENT: Final = re.compile(r"[^+]+\+(?P<time>.+?)(?:\+[\w-]{12})?", re.DOTALL)


def load_days(root: Path) -> int:
    """Return for how many days after somebody's last hand-in everything of theirs is kept.

    Raises:
        PersonalError: the programme does not say.
        InvalidFileError: its file breaks its format.
    """
    days = load_programme(root).retention_days
    if days is None:
        raise PersonalError(say("personal", "no_retention", file=NAME))
    return days


def find_overdue(course: Course, now: datetime | None = None) -> Iterator[tuple[Found, datetime]]:
    """Yield who handed in nothing within the days that data is kept, and when they last did (UTC, no zone).

    Raises:
        KnowShowError: the days are not set, or a place cannot be read.
    """
    limit = (now or datetime.now(UTC)).replace(tzinfo=None) - timedelta(days=load_days(course.root))
    last = {}
    newest = gradebook_rows.list_newest(course.db_url)
    for learner in sorted(list_learners(course)):
        times = list(_list_collected(course.root / SUBMITTED / learner, course.root))
        times += [newest[learner]] if learner in newest else []
        if times and max(times) < limit:
            last[learner] = max(times)
    for learner, found in search_all(course, last.keys()).items():
        latest = max([last[learner], *_list_sent(found, course.root)])
        if latest < limit:
            yield found, latest


def _list_collected(folder: Path, root: Path) -> Iterator[datetime]:
    """Yield when each of a learner's collected hand-ins was made."""
    for path in folder.glob("*/"):
        stamp = None
        with suppress(KnowShowError):
            stamp = submission.read_stamp(path, root)
        yield stamp or _read_change(path)


def _list_sent(found: Found, root: Path) -> Iterator[datetime]:
    """Yield when each hand-in was made that lies in the exchange."""
    for path in (place.path for place in found.places if place.kind == "inbound"):
        match = _SENT.fullmatch(path.name.removeprefix(f"{found.learner}+"))
        stamp = None
        with suppress(KnowShowError):
            stamp = dates.parse(match["time"], root) if match else None
        yield stamp or _read_change(path)


def _read_change(path: Path) -> datetime:
    """Return when a folder was changed, for one without a date that can be read."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
