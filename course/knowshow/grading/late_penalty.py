"""Late submissions: how late they are, and what nbgrader's plugin deducts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from traitlets import TraitError

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.grading import nbgrader_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta

    from knowshow.grading.nbgrader_settings import Settings

    Penalty = Callable[[str, float, float], float | None]


class PenaltyError(KnowShowError):
    """The late submission plugin cannot be used."""


def load_penalty(settings: Settings) -> Penalty:
    """Return the configured plugin's penalty: a function of the learner, the score and the seconds late.

    Raises:
        PenaltyError: the plugin cannot be imported.
    """
    if settings.penalty is None:
        return _load_plugin(nbgrader_app.load_application(settings.root))
    return _take_all if settings.penalty == "zero" else _take_nothing


def _take_all(_learner: str, score: float, _seconds: float) -> float | None:
    return score


def _take_nothing(_learner: str, _score: float, _seconds: float) -> float | None:
    return None


def _load_plugin(app: Any) -> Penalty:
    from nbgrader.preprocessors import AssignLatePenalties  # noqa: PLC0415 - slow to import

    try:
        assigning = AssignLatePenalties(parent=app)
        assigning.init_plugin()
    except (TraitError, ImportError) as error:
        raise PenaltyError(say("grade", "late_plugin", why=error)) from None
    plugin: Penalty = assigning.plugin_inst.late_submission_penalty
    return plugin


def seconds_late(due: datetime | None, extension: timedelta | None, stamp: datetime | None) -> float:
    """Return how many seconds late a submission is; 0 if it is in time, or without due date or stamp."""
    if due is None or stamp is None:
        return 0.0
    return max(0.0, (stamp - (due + extension if extension else due)).total_seconds())


def points_off(by: Penalty, learner: str, score: float, late: float) -> float | None:
    """Return the points to deduct, from 0 to `score`; None, as nbgrader stores it, for no penalty."""
    points = by(learner, score, late) if late > 0 else None
    return None if points is None else min(max(points, 0), score)
