"""Put a score into words: each reason as a sentence, from the item's labels and the key's feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content.text import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.feedback import ItemFeedback
    from knowshow.exercises.items import Item
    from knowshow.exercises.scoring import Reason, Score


def format_points(points: float) -> str:
    """Return points as people write them: 3, 2.5, 0.33."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def headline(score: Score | ItemFeedback) -> str:
    """Return the outcome and the points in one sentence."""
    outcome = score.outcome.replace("-", "_")
    earned, maximum = format_points(score.earned), format_points(score.maximum)
    return say("grading", outcome, earned=earned, maximum=maximum)


def sentences(item: Item, score: Score) -> Iterator[str]:
    """Yield each reason as one sentence or two."""
    for reason in score.reasons:
        sentence = _explain(item, reason)
        yield f"{sentence} {reason.feedback}" if reason.feedback else sentence


def plain(item: Item, score: Score) -> str:
    """Return headline and sentences as lines of plain text."""
    return "\n".join((headline(score), *sentences(item, score)))


def labels(item: Item) -> dict[str, str]:
    """Return the label of every option, source and target by its id."""
    parts = (option for field in ("options", "sources", "targets") for option in getattr(item, field, ()))
    return {option.id: option.label for option in parts}


def _explain(item: Item, reason: Reason) -> str:
    label_of = labels(item)
    about = [label_of.get(part, part) if isinstance(part, str) else str(part) for part in reason.about]
    points = "" if reason.points is None else format_points(reason.points)
    unit = getattr(item, "unit", None) or ""
    return say("grading", f"reason_{reason.kind}", about=about, points=points, unit=unit).strip()
