"""Practice items on a page: check, hint and solution; Python decides what is right and keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict, cast

from knowshow.exercises import practice
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Keeper
from knowshow.views import practice as practiceview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.exercises.items import Value
    from knowshow.exercises.practice import Task
    from knowshow.learner.practice_notes import PracticeNotes
    from knowshow.views.practice import TaskView


class PracticeView(TypedDict):
    """Practice items under their title, each with what was done with it."""

    title: str
    tasks: list[TaskView]


class PracticePage(TypedDict):
    """What the practice page is given."""

    words: dict[str, str]
    view: PracticeView
    notes: list[str]


class AnswerMessage(TypedDict):
    """Keep an answer to an item, or keep it and check it; None takes it back."""

    do: Literal["answer", "check"]
    item: str
    value: Value | None


class OpenMessage(TypedDict):
    """Open an item's hint or its solution, or close it."""

    do: Literal["hint", "solution"]
    item: str
    value: bool


class CompareMessage(TypedDict):
    """The criteria, by id, that the learner finds met in a written answer."""

    do: Literal["compare"]
    item: str
    value: list[str]


class Practice(Keeper):
    """Some tasks, each with what was done with it so far."""

    _esm = base.script("practice")
    _css = base.styles("items", "practice", "outbox")

    def __init__(self, notebook: PracticeNotes, tasks: Sequence[Task]) -> None:
        """Show these tasks and keep what is done with them in the notebook."""
        self.notebook = notebook
        self.shown = {task.stem.id: task for task in tasks}
        super().__init__(words=base.words("kept", "form", "practice"))
        self._show()

    def _do(self, message: dict[str, Any]) -> str:
        task = self.shown[message["item"]]
        changed = self._change(task, cast("AnswerMessage | OpenMessage | CompareMessage", message))
        return self.notebook.change(task, **changed)

    def _change(self, task: Task, message: AnswerMessage | OpenMessage | CompareMessage) -> dict[str, Any]:
        """What a message changes in an entry."""
        if message["do"] == "hint" or message["do"] == "solution":
            return {message["do"]: bool(message["value"])}
        if message["do"] == "compare":
            return {"compared": tuple(str(name) for name in message["value"])}
        kept = message["value"] if practice.is_answer(task.stem, message["value"]) else None
        return {"value": kept, "checked": kept} if message["do"] == "check" else {"value": kept}

    def _show(self) -> None:
        entries = ((task, self.notebook.entry(task)) for task in self.shown.values())
        tasks = [practiceview.view(task, entry) for task, entry in entries]
        view: PracticeView = {"title": self.notebook.drill.title, "tasks": tasks}
        self.view = {**view}
        self.notes = list(self.notebook.notes)
