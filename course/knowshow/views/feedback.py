"""Feedback as the exercise's page shows it: a stranger's Markdown as clean HTML, plain text as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.exercises import score_in_words
from knowshow.exercises.answer_in_words import describe_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from knowshow.exercises.feedback import Feedback, ItemFeedback, Shape
    from knowshow.exercises.items import Assignment, Value


class ReasonView(TypedDict):
    """Something said under a heading of its own (`about` is a key of words), as HTML."""

    about: str
    html: str


class ItemFeedbackView(TypedDict):
    """What one answer earned and why.

    `number` is the question's, 0 where it is asked no more; `prompt` is HTML; `points` says them in a
    sentence; `answer` and `comment` are plain text, `reasons` HTML. `changed`: the answer is another one now.
    """

    number: int
    prompt: str
    points: str
    answer: list[str]
    shape: Shape
    notes: list[str]
    reasons: list[str]
    comment: str
    because: list[ReasonView]
    principles: list[str]
    changed: bool


class FeedbackView(TypedDict):
    """Feedback on an attempt: the points in a line, `facts` about the attempt, and each item's.

    `page` is the address of the grader's own page beside the exercise, or empty.
    """

    total: str
    facts: list[str]
    items: list[ItemFeedbackView]
    page: str


def total(feedback: Feedback) -> str:
    """Return the points in one line, which says so where a text waits to be read."""
    earned, maximum = (score_in_words.format_points(p) for p in (feedback.earned, feedback.maximum))
    return say("feedback", "total_so_far" if feedback.unread else "total", earned=earned, maximum=maximum)


def items(
    feedback: Feedback, assignment: Assignment, values: Mapping[str, Value]
) -> Sequence[ItemFeedbackView]:
    """Return each item's feedback; `values` are the answers as they are now, by item id."""
    numbers = {item.id: number for number, item in enumerate(assignment.items, 1)}
    comparable = bool(feedback.made) and feedback.edition == assignment.edition
    return [
        _show_item(
            item, numbers.get(item.id, 0), changed=comparable and _has_changed(item, assignment, values)
        )
        for item in feedback.items
    ]


def _show_item(item: ItemFeedback, number: int, *, changed: bool) -> ItemFeedbackView:
    return {
        "number": number,
        "prompt": markdown.inline(item.prompt),
        "points": score_in_words.headline(item),
        "answer": list(item.answer),
        "shape": item.shape,
        "notes": list(item.notes),
        "reasons": [markdown.inline(line) for line in item.reasons],
        "comment": item.comment,
        "because": list(_explain(item)),
        "principles": list(item.principles),
        "changed": changed,
    }


def _explain(item: ItemFeedback) -> Iterator[ReasonView]:
    for about, explanation in (("why", item.why), ("differ", item.differ), ("flip", item.flip)):
        if explanation:
            yield {"about": about, "html": markdown.html(explanation)}


def _has_changed(item: ItemFeedback, assignment: Assignment, values: Mapping[str, Value]) -> bool:
    """Return whether the answer is not the one that was marked; the page gives both the same clean-up."""
    asked = assignment.item.get(item.id)
    return asked is not None and describe_answer(asked, values.get(item.id))[0] != item.answer
