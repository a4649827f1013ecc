"""An assignment with an item of each type, for tests of what is drawn and saved."""

from __future__ import annotations

from pathlib import Path

from knowshow.items import Assignment
from knowshow.loading import load

ITEMS = Path(__file__).resolve().parent / "data" / "sample-items.yaml"


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
