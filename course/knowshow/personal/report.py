"""What is kept of a learner, as lines for whoever runs the course."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.personal.search import Course, Found

_LONGEST = 400  # characters of a path


def describe(course: Course, found: Found) -> Iterator[str]:
    """Yield every file, the count of every table, and what only a person can change."""
    yield say("personal", "heading", learner=found.learner, folder=course.root)
    for place in found.places:
        for path in place.files():
            yield _line(path)
    if course.exchange is None:
        yield say("personal", "no_exchange")
    for table, count in found.rows.items():
        yield say("personal", "rows", table=table, count=count)
    for file, count in Counter(mark.path for mark in found.marks).items():
        yield say("personal", "marks", path=file, count=count)
    yield from describe_rest(found)
    yield say("personal", "aggregates")


def count(found: Found, day: str) -> str:
    """Return one line on a learner who last handed in on `day`, and on how much is kept of them."""
    counts = {"files": len(found.files), "rows": sum(found.rows.values()), "marks": len(found.marks)}
    return say("personal", "overdue", learner=found.learner, day=day, **counts)


def describe_rest(found: Found) -> Iterator[str]:
    """Yield what is left to people: lists that name the learner, and what only bears their id."""
    if found.mentions:
        yield say("personal", "mentions")
    for path, mentions in groupby(found.mentions, key=lambda mention: mention.path):
        lines = ",".join(str(mention.line) for mention in mentions if mention.line)
        yield _line(f"{path}:{lines}" if lines else path)
    for foreign in found.foreign:
        yield say("personal", "foreign", path=sanitize.clean_name(foreign.path, _LONGEST), why=foreign.why)


def _line(path: object) -> str:
    return "  " + sanitize.clean_name(str(path), _LONGEST)
