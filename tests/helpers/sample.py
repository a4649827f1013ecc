"""An assignment and practice with an item of each type, for tests of what is drawn and saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.content.loading import load
from knowshow.exercises.items import Assignment
from knowshow.exercises.practice import PracticeSet

if TYPE_CHECKING:
    from knowshow.exercises.practice import Task

DATA = Path(__file__).resolve().parents[1] / "data"
ITEMS = DATA / "sample-items.yaml"
PRACTICE = DATA / "sample-practice.yaml"


def assignment() -> Assignment:
    """The sample, freshly loaded."""
    return load(Assignment, ITEMS)


def full() -> dict[str, str | int | list[str] | dict[str, str]]:
    """An answer to every item of the sample."""
    return {
        "first-step": "restore",
        "who-to-ask": ["tenants", "network"],
        "order-steps": ["stop", "talk", "repair", "report"],
        "match-facts": {"phone": "accessible", "months": "predictable", "closed": "transparent"},
        "households": 400,
        "in-your-words": "We stopped it. We will call you by Friday.",
    }


def practice() -> PracticeSet:
    """The sample of practice, freshly loaded."""
    return load(PracticeSet, PRACTICE)


def task(name: str) -> Task:
    """One task of the sample of practice."""
    return next(task for task in practice().tasks if task.stem.id == name)
