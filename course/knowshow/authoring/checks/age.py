"""Are the facts of the course so old that somebody should look at them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.authoring.checks.story import finding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from knowshow.content.course_map import Map
    from knowshow.errors import Fault

MOST_DAYS = 120


def faults(course: Map, today: dt.date) -> Iterator[Fault]:
    """Yield a fault where the day of the facts lies more than `MOST_DAYS` before today."""
    days = (today - course.facts).days
    if days > MOST_DAYS:
        yield finding("KS821", ("facts",), {"facts": course.facts, "days": days, "most": MOST_DAYS})
