"""What becomes of one answer: who has yet to read it, or which points it gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from knowshow.content.text import say
from knowshow.exercises.score_in_words import format_points
from knowshow.reading.marks import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.exercises.keys import TextKey
    from knowshow.reading.marks import Mark
    from knowshow.reading.rules import Rules

State = Literal["unread", "second", "third", "settled"]


class Settled(NamedTuple):
    """Where an answer stands: what it waits for, or its `points` and the `comment` for its learner."""

    state: State
    points: float = 0
    comment: str = ""


def settle(key: TextKey, rules: Rules, marks: Sequence[Mark]) -> Settled:
    """Return where an answer stands after these marks, in the order in which they were given.

    The marks are each by another person, for the words and by the scheme that hold now. Two that are at most
    `rules.apart` points from each other count half each; beyond that a third person's mark stands.
    """
    if not marks:
        return Settled("unread")
    if rules.readers == 1:
        return _final(key, marks[:1])
    if len(marks) == 1:
        return Settled("second")
    first, second = (points(key, mark.levels or {}) for mark in marks[:2])
    if abs(first - second) <= rules.apart:
        return _final(key, marks[:2])
    return _final(key, marks[2:3]) if len(marks) > 2 else Settled("third")  # noqa: PLR2004 - two read first


def _final(key: TextKey, marks: Sequence[Mark]) -> Settled:
    earned = sum(points(key, mark.levels or {}) for mark in marks) / len(marks)
    lines = [_line(key, place, marks) for place in range(len(key.criteria))]
    comments = dict.fromkeys(mark.comment.strip() for mark in marks)
    return Settled("settled", earned, "\n".join([*lines, *(text for text in comments if text)]))


def _line(key: TextKey, place: int, marks: Sequence[Mark]) -> str:
    criterion = key.criteria[place]
    levels = [criterion.levels[(mark.levels or {})[criterion.id]] for mark in marks]
    labels = say("marking", "or").join(dict.fromkeys(level.label for level in levels))
    earned = format_points(sum(level.points for level in levels) / len(levels))
    return say(
        "marking",
        "level",
        criterion=criterion.label,
        label=labels,
        points=earned,
        most=format_points(criterion.most),
    )
