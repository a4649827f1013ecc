"""The form of one assignment: Python checks and saves every answer, the page draws and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import anywidget
import traitlets

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner.answers import Answers, Outcome
from knowshow.pages.widgets import base
from knowshow.views import item as formview

if TYPE_CHECKING:
    from collections.abc import Callable

    Submit = Callable[[], "Handed"]


class Handed(NamedTuple):
    """What the page says once answers are handed in: a headline, and lines of text under it."""

    title: str
    text: str


class Form(anywidget.AnyWidget):
    """All items of an assignment, one to a page, and a review page before submitting."""

    _esm = base.script("form")
    _css = base.styles("items", "form")
    words = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    notes: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, answers: Answers, submit: Submit | None = None) -> None:
        """Show these answers; `submit` hands them in and gives what to say then."""
        self.answers = answers
        self.submit = submit
        assignment = answers.assignment
        view = {
            "assignment": f"{assignment.assignment} {assignment.edition}",
            "title": assignment.title,
            "items": [formview.view(item) for item in assignment.items],
            "submits": submit is not None,
        }
        super().__init__(
            words=base.words("form"), view=view, values=dict(answers.values), notes=list(answers.notes)
        )
        self.on_msg(self._heard)

    def _heard(self, _: object, content: Any, __: object) -> None:
        try:
            reply = self._reply(content)
        except Exception as error:
            # What escapes a handler is lost, and later answers with it.
            self.log.debug("a message could not be answered", exc_info=True)
            reply = _broken(content, error)
        self.send({**reply, "n": content.get("n") if isinstance(content, dict) else None})

    def _reply(self, content: dict[str, Any]) -> dict[str, Any]:
        if content["type"] == "submit":
            return self._submitted()
        outcome = self.answers.put(content["item"], content["value"])
        self._shown()
        return _reported(outcome, content["item"])

    def _submitted(self) -> dict[str, Any]:
        outcome = self.answers.save() if self.answers.unsaved else Outcome("saved")
        if outcome.kind != "saved" or self.submit is None:
            return _not_handed(outcome.text)
        try:
            handed = self.submit()
        except KnowShowError as error:
            return _not_handed(str(error))
        return {"type": "receipt", "done": True, **handed._asdict()}

    def _shown(self) -> None:
        self.values = dict(self.answers.values)
        self.notes = list(self.answers.notes)


def _broken(content: Any, error: Exception) -> dict[str, Any]:
    reason = type(error).__name__
    if isinstance(content, dict) and content.get("type") == "submit":
        return _not_handed(say("form", "broken_submit", reason=reason))
    return {"type": "failed", "text": say("form", "broken", reason=reason)}


def _not_handed(text: str) -> dict[str, Any]:
    return {"type": "receipt", "done": False, "title": say("form", "not_submitted"), "text": text}


def _reported(outcome: Outcome, item: str) -> dict[str, Any]:
    return {
        "type": outcome.kind,
        "item": item,
        "text": outcome.text,
        "time": outcome.time,
        "elsewhere": list(outcome.elsewhere),
    }
