"""A practice task as the page needs it: its outcome, and only what the learner asked to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.exercises import practice, scoring
from knowshow.exercises.keys import TextKey
from knowshow.views import item as formview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.items import Value
    from knowshow.exercises.practice import Entry, Outcome, Task
    from knowshow.exercises.scoring import Reason
    from knowshow.views.item import ItemView


class BecauseView(TypedDict):
    """Why an answer is right, where experts differ, what would change it (HTML or empty), and the cites."""

    why: str
    cites: list[str]
    differ: str
    flip: str


class CriterionView(TypedDict):
    """A criterion for a written answer: its label, what it shows at best (HTML), whether it is ticked."""

    id: str
    label: str
    shows: str
    met: bool


class TaskView(TypedDict):
    """A practice item and the learner's work on it.

    `outcome` is that of the answer last checked, and `stale` says that the answer has changed since.
    `feedback` holds lines of HTML; `hint` and `solution` are HTML, empty until opened; `because` comes with
    the solution, or once the answer is right; `criteria` come with a written answer that was checked.
    """

    item: ItemView
    value: Value | None
    outcome: Outcome
    stale: bool
    feedback: list[str]
    hint: str
    solution: str
    because: BecauseView | None
    criteria: list[CriterionView]


def view(task: Task, entry: Entry) -> TaskView:
    """Return a task, with the learner's `entry`, as plain data for the page."""
    stands = practice.find_outcome(task, entry)
    return {
        "item": formview.view(task.stem),
        "value": entry.value,
        "outcome": stands,
        "stale": entry.checked != entry.value,
        "feedback": [markdown.inline(line) for line in feedback(task, entry)],
        "hint": markdown.html(task.hint) if entry.hint else "",
        "solution": markdown.html(task.solution) if entry.solution else "",
        "because": _because(task) if entry.solution or stands == "right" else None,
        "criteria": _criteria(task, entry) if stands != "not-attempted" else [],
    }


def feedback(task: Task, entry: Entry) -> Iterator[str]:
    """Yield lines about the answer last checked, in Markdown, without giving the solution away."""
    if isinstance(task.key, TextKey) or not practice.is_answer(task.stem, entry.checked):
        return
    parts = (part for name in ("options", "sources", "targets") for part in getattr(task.stem, name, ()))
    labels = {part.id: part.label for part in parts}
    for reason in scoring.score(task.stem, task.key, entry.checked).reasons:
        yield from _feedback_lines(reason, labels)


def _feedback_lines(reason: Reason, labels: dict[str, str]) -> Iterator[str]:
    about = [labels.get(part, part) if isinstance(part, str) else str(part) for part in reason.about]
    if reason.kind in ("pairs", "unmatched", "picked", "matched", "mismatched"):
        yield say("practice", reason.kind, about=about, feedback=reason.feedback or "").strip()
    elif reason.feedback:
        yield reason.feedback


def _because(task: Task) -> BecauseView:
    return {
        "why": markdown.inline(task.key.why),
        "cites": list(task.key.cites),
        "differ": markdown.inline(task.key.differ or ""),
        "flip": markdown.inline(task.key.flip or ""),
    }


def _criteria(task: Task, entry: Entry) -> list[CriterionView]:
    if not isinstance(task.key, TextKey):
        return []
    best = {each.id: max(each.levels, key=lambda level: level.points) for each in task.key.criteria}
    return [
        {
            "id": each.id,
            "label": markdown.inline(each.label),
            "shows": markdown.inline(best[each.id].shows),
            "met": each.id in entry.compared,
        }
        for each in task.key.criteria
    ]
