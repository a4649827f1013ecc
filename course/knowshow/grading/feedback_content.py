"""What a learner's feedback says, as data: from answers, scores, keys and what the gradebook adds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from knowshow.content.principles import load_principles
from knowshow.content.text import say
from knowshow.exercises import score_in_words
from knowshow.exercises.answer_in_words import describe_answer
from knowshow.exercises.feedback import Feedback, ItemFeedback
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowshow.exercises.course_folder import Exercise
    from knowshow.exercises.items import Item, Value
    from knowshow.exercises.scoring import Score


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the gradebook adds to an item's score: a grader's `comment`, if there is one.

    `points_by_key` is what the key alone gives, if the gradebook has other points. `awaits_review` says that
    a person gave those points for an earlier answer, and has yet to read this one.
    """

    comment: str | None = None
    points_by_key: float | None = None
    awaits_review: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """Whose attempt feedback is about; `sent` is UTC without a zone, as nbgrader keeps it."""

    learner: str = ""
    sent: datetime | None = None
    penalty: float = 0


def make_feedback(
    exercise: Exercise,
    values: dict[str, Value],
    scores: Sequence[Score],
    remarks: dict[str, Remarks],
    attempt: Attempt,
) -> Feedback:
    """Return the feedback; `scores` are in the order of the items, `remarks` by item id."""
    sheet = exercise.assignment
    pairs = zip(sheet.items, scores, strict=True)
    items = [
        _make_item(exercise, item, score, values.get(item.id), remarks.get(item.id, Remarks()))
        for item, score in pairs
    ]
    again = sum(remark.awaits_review for remark in remarks.values())
    return Feedback(
        assignment=sheet.assignment,
        edition=sheet.edition,
        title=sheet.title,
        learner=attempt.learner,
        sent=attempt.sent.replace(tzinfo=UTC).isoformat() if attempt.sent else "",
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        earned=round(max(0.0, sum(score.earned for score in scores) - attempt.penalty), 6),
        maximum=sum(score.maximum for score in scores),
        penalty=attempt.penalty,
        unread=again + sum(score.outcome == "needs-manual" for score in scores),
        items=tuple(items),
    )


def _make_item(
    exercise: Exercise, item: Item, score: Score, value: Value | None, remarks: Remarks
) -> ItemFeedback:
    key = exercise.keys.key[item.id]
    lines, shape = describe_answer(item, value)
    return ItemFeedback(
        id=item.id,
        prompt=item.prompt,
        earned=max(0.0, score.earned),
        maximum=score.maximum,
        outcome=score.outcome,
        answer=tuple(sanitize.clean_text(line) for line in lines),
        shape=shape,
        notes=tuple(_describe_remarks(remarks)),
        reasons=tuple(score_in_words.sentences(item, score)),
        comment=sanitize.clean_text(remarks.comment or "")[:20_000],
        why=key.why,
        differ=key.differ or "",
        flip=key.flip or "",
        principles=tuple(_name_principle(cite) for cite in key.cites),
    )


def _describe_remarks(remarks: Remarks) -> Iterator[str]:
    if remarks.awaits_review:
        yield say("feedback", "again")
    if remarks.points_by_key is not None:
        yield say("feedback", "alone", points=score_in_words.format_points(remarks.points_by_key))


@cache
def _name_principle(cite: str) -> str:
    reference = load_principles().find(cite)
    if reference is None:
        return cite
    principle, letter = reference
    number = principle.id.removeprefix("GP") + (f"({letter})" if letter else "")
    return say("feedback", "principle", number=number, title=principle.title, pages=principle.place)
