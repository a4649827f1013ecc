"""What came of a commitment, thirty days after it was written: asked of its owner alone. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content import text
from knowshow.learner.action_plan import list_stated
from knowshow.learner.plan_calendar import read_day

if TYPE_CHECKING:
    from datetime import date

    from knowshow.learner.action_plan import Commitment, Plan

AFTER: int = 30  # days


def list_due(plan: Plan, today: date, saved: date) -> list[Commitment]:
    """Return the commitments to ask about, the oldest first: thirty days old, not answered, not silenced.

    One that was written before days were noted counts as written when the plan was `saved` last.
    """
    due = [
        (written, commitment)
        for commitment in list_stated(plan)
        if not commitment.came.strip()
        and not commitment.silent
        and (today - (written := find_day(commitment, today, saved))).days >= AFTER
    ]
    return [commitment for _, commitment in sorted(due, key=lambda pair: pair[0])]


def find_day(commitment: Commitment, today: date, saved: date) -> date:
    """Return the day a commitment was written; `saved` where none was noted, or one that is still to come."""
    day = read_day(commitment.since)
    return day if day and day <= today else saved


def explain_ahead(plan: Plan, today: date) -> list[str]:
    """Return a line where commitments were written on a day still to come: then or now the clock is wrong."""
    ahead = [day for each in list_stated(plan) if (day := read_day(each.since)) and day > today]
    if not ahead:
        return []
    return [text.say("came", "came_ahead", day=text.date(max(ahead)), today=text.date(today))]
