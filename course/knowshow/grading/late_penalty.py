"""Late submission: how late, and what nbgrader's plugin takes off for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from traitlets import TraitError

from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta

    Penalty = Callable[[str, float, float], float | None]


class PenaltyError(KnowShowError):
    """A late submission plugin that cannot be used."""


def penalty(app: Any) -> Penalty:
    """The late submission penalty that nbgrader is configured with: of a learner, a score, and seconds.

    Raises:
        PenaltyError: its plugin cannot be imported.
    """
    from nbgrader.preprocessors import AssignLatePenalties  # noqa: PLC0415 - slow to import

    try:
        assigning = AssignLatePenalties(parent=app)
        assigning.init_plugin()
    except (TraitError, ImportError) as error:
        raise PenaltyError(say("grade", "late_plugin", why=error)) from None
    found: Penalty = assigning.plugin_inst.late_submission_penalty
    return found


def seconds(due: datetime | None, extension: timedelta | None, stamp: datetime | None) -> float:
    """How late a submission is; 0 where it is not, or where nobody knows."""
    if due is None or stamp is None:
        return 0.0
    return max(0.0, (stamp - (due + extension if extension else due)).total_seconds())


def taken(by: Penalty, learner: str, score: float, late: float) -> float | None:
    """What is taken off a score, never more than it; None for nothing, as nbgrader writes it."""
    found = by(learner, score, late) if late > 0 else None
    return None if found is None else min(max(found, 0), score)
