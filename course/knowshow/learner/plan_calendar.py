"""An action plan's dates as a file that calendar programs take (RFC 5545). Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from knowshow.content.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from icalendar import Alarm, Event

    from knowshow.learner.action_plan import Commitment

_OURS = UUID("5f0c5b0e-4d0f-4a0c-9a57-0c1d8a6a3f11")  # in it, a commitment has the same id in every file
_AHEAD = timedelta(days=7)
_TITLE = 120  # characters
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # RFC 5545 takes none of them


def read_day(by: str) -> date | None:
    """Return the day in `by` where it is one (`2027-03-31`), else None."""
    try:
        return date.fromisoformat(by.strip()) if _DAY.fullmatch(by.strip()) else None
    except ValueError:
        return None


def make_calendar(commitments: Iterable[Commitment], now: datetime) -> bytes | None:
    """Return the commitments that have a day, each as a whole-day event with a reminder a week before.

    What is not stated yet is left out; None where nothing is left. An event keeps its id, so that a calendar
    that takes the file again changes it and does not double it. `now`, with its zone, is when it is made.
    """
    dated = [(day, each) for each in commitments if each.what.strip() and (day := read_day(each.by))]
    if not dated:
        return None
    import icalendar  # noqa: PLC0415 - only who makes the page pays for it

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//knowshow//EN")
    calendar.add("version", "2.0")
    for day, commitment in dated:
        calendar.add_component(_fill_event(icalendar.Event(), icalendar.Alarm(), day, commitment, now))
    return bytes(calendar.to_ical())


def _fill_event(event: Event, alarm: Alarm, day: date, commitment: Commitment, now: datetime) -> Event:
    what, who = (_CONTROL.sub("", text).strip() for text in (commitment.what, commitment.who))
    words = " ".join(what.split())
    title = words if len(words) <= _TITLE else f"{words[: _TITLE - 1]}…"
    event.add("uid", str(uuid5(_OURS, f"{commitment.source} {commitment.id}")))
    event.add("dtstamp", now)
    event.add("dtstart", day)  # without an end: the whole of that day
    event.add("summary", title)
    seen_to = f"{say('plan', 'who')}: {who}" if who else ""
    event.add("description", "\n".join(filter(None, (what, seen_to))))
    event.add("transp", "TRANSPARENT")
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -_AHEAD)
    event.add_component(alarm)
    return event
