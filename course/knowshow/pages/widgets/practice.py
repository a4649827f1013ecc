"""Practice items on a page: check, hint and solution; Python decides what is right and keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from knowshow.content.text import say
from knowshow.exercises import practice
from knowshow.pages.widgets import base
from knowshow.views import practice as practiceview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.exercises.practice import Task
    from knowshow.learner.practice_notes import Notebook


class Practice(anywidget.AnyWidget):
    """Some tasks, each with what was done with it so far."""

    _esm = base.script("practice")
    _css = base.styles("items", "practice")
    words = traitlets.Dict().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    tasks: traitlets.List[Any] = traitlets.List().tag(sync=True)
    notes: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, notebook: Notebook, tasks: Sequence[Task]) -> None:
        """Show these tasks and keep what is done with them in the notebook."""
        self.notebook = notebook
        self.shown = {task.stem.id: task for task in tasks}
        super().__init__(words=base.words("form", "practice"), title=notebook.drill.title)
        self._show()
        self.on_msg(self._heard)

    def _heard(self, _: object, content: Any, __: object) -> None:
        try:
            failed = self._act(content)
        except Exception as error:
            # What escapes a handler is lost, and later answers with it.
            self.log.debug("a message could not be answered", exc_info=True)
            failed = say("practice", "broken", reason=type(error).__name__)
        said = content if isinstance(content, dict) else {}
        kind = "failed" if failed else "saved"
        self.send({"type": kind, "text": failed, "act": said.get("do"), "item": said.get("item")})

    def _act(self, content: dict[str, Any]) -> str:
        task = self.shown[content["item"]]
        what = self._change(task, content)
        failed = self.notebook.change(task, **what)
        self._show()
        return failed

    def _change(self, task: Task, content: dict[str, Any]) -> dict[str, Any]:
        """What a message changes in an entry."""
        do, value = content["do"], content.get("value")
        if do in ("hint", "solution"):
            return {do: bool(value)}
        if do == "compare":
            return {"compared": tuple(str(name) for name in value or ())}
        kept = value if practice.fits(task.stem, value) else None
        return {"value": kept, "checked": kept} if do == "check" else {"value": kept}

    def _show(self) -> None:
        entries = ((task, self.notebook.entry(task)) for task in self.shown.values())
        self.tasks = [practiceview.view(task, entry) for task, entry in entries]
        self.notes = list(self.notebook.notes)
