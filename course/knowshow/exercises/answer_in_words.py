"""Put an answer into words: the labels of what was picked, one line for each part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.exercises import score_in_words

if TYPE_CHECKING:
    from knowshow.exercises.feedback import Shape
    from knowshow.exercises.items import Item


def describe_answer(item: Item, value: Any) -> tuple[tuple[str, ...], Shape]:
    """Return an answer's lines, plain text, and how they stand together; None has no line.

    A part that the item no longer knows stands as its id.
    """
    labels = score_in_words.labels(item)
    if value is None:
        return (), "line"
    if item.type == "match":
        pairs = ((source.label, value[source.id]) for source in item.sources if source.id in value)
        return tuple(f"{source}: {labels.get(target, target)}" for source, target in pairs), "list"
    if item.type == "extended-text":
        return (str(value),), "words"
    if item.type == "slider":
        return (f"{value} {item.unit or ''}".strip(),), "line"
    if isinstance(value, str):
        return (labels.get(value, value),), "line"
    return tuple(labels.get(pick, pick) for pick in value), "numbered" if item.type == "order" else "list"
