"""The minutes of a session: what a plan has for opening, decisions and debrief, and how many are left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Sequence

Length = Literal["60", "90", "half a day"]
BRIEFLY: Final = 2  # minutes for a decision that is read and taken without talk


class PlanError(KnowShowError):
    """A plan that does not fit the story."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A session of `total` minutes, of which `opening`, `pause` and `debrief` are fixed.

    `discussed` is the number of decisions that are talked over, None for all of them. The pause comes after
    the third.
    """

    total: int
    opening: int
    debrief: int
    discussed: int | None
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """Whole minutes left: of the `session`, of the part that the room is in (`here`), and `spare`.

    `spare` is what the session has beyond all that is still ahead; below 0 the room is late by so much.
    """

    session: int
    here: int
    spare: int


# The three sessions of the facilitator's guide.
PLANS: Final[dict[Length, Plan]] = {
    "60": Plan(60, 8, 20, 3),
    "90": Plan(90, 10, 25, 5),
    "half a day": Plan(240, 15, 45, None, pause=20),
}


def parts(plan: Plan, decisions: Sequence[int]) -> tuple[int, ...]:
    """Return the minutes of each part: the opening, every decision, the debrief.

    `decisions` are the minutes that the story asks for each decision ahead of the room, in order. Those
    talked over share what the plan has in proportion, never more than they ask for; the others get
    `BRIEFLY`. The pause is added to the third. Raise `PlanError` where a decision would get no minute.
    """
    talked = len(decisions) if plan.discussed is None else min(plan.discussed, len(decisions))
    pause = plan.pause if len(decisions) > 3 else 0  # noqa: PLR2004 - after the third, where there is a fourth
    time = plan.total - plan.opening - plan.debrief - pause - BRIEFLY * (len(decisions) - talked)
    asked = sum(decisions[:talked])
    shares = [min(minutes, minutes * time // asked) for minutes in decisions[:talked]]
    if any(share < 1 for share in shares):
        raise PlanError(
            f"plan: {plan.total} minutes are too few for {len(decisions)} decisions; take a longer one"
        )
    spans = [*shares, *[BRIEFLY] * (len(decisions) - talked)]
    if pause:
        spans[2] += pause
    return (plan.opening, *spans, plan.debrief)


def minutes_left(plan: Plan, spans: Sequence[int], done: int, spent: int, here: int = 0) -> Left:
    """Return what is left after `done` of the parts `spans`, `spent` minutes into the session.

    `here` is how many minutes of those the room has spent in the part that it is in.
    """
    session = plan.total - spent
    in_part = spans[done] - here if done < len(spans) else 0
    return Left(session, in_part, session - max(0, in_part) - sum(spans[done + 1 :]))
