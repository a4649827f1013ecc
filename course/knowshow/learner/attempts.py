"""Whether a learner may hand in, or hand in again, by what the programme has set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from knowshow.content.programme import load_programme
from knowshow.learner import receipts, workspace
from knowshow.learner.feedback import find_latest

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.exercises.items import Assignment

Refusal = Literal["one_attempt", "feedback_came"]


def find_refusal(assignment: Assignment, folder: Path) -> Refusal | None:
    """Return why an exercise cannot be handed in any more; None where it can.

    Raises:
        InvalidFileError: the programme's settings break their format.
    """
    rule = load_programme(workspace.root()).attempts
    if rule == "any" or receipts.last(assignment.assignment) is None:
        return None
    if rule == "one":
        return "one_attempt"
    return "feedback_came" if find_latest(assignment, folder) else None
