"""The form of one assignment: Python checks and saves every answer, the page draws and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypedDict, cast

import traitlets

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner.answers import Answers, Outcome
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Answer, Keeper
from knowshow.views import item as formview

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowshow.exercises.items import Value
    from knowshow.views.item import ItemView

    Submit = Callable[[], "Handed"]


class Handed(NamedTuple):
    """What the page says once answers are handed in: a headline, and lines of text under it."""

    title: str
    text: str


class FormView(TypedDict):
    """An assignment: its name and edition (`assignment`), title, items; `submits` where it is handed in."""

    assignment: str
    title: str
    items: list[ItemView]
    submits: bool


class FormPage(TypedDict):
    """What the form's page is given; `values` are the answers by item."""

    words: dict[str, str]
    view: FormView
    values: dict[str, Value]
    notes: list[str]


class ReceiptView(TypedDict):
    """What became of handing in: `done` or not, a headline, and text in lines."""

    done: bool
    title: str
    text: str


class FormAnswers(TypedDict):
    """What the page is answered: to `put`, the items changed in another window; to `submit`, a receipt."""

    put: list[str]
    submit: ReceiptView


class PutAnswerMessage(TypedDict):
    """Answer an item; None takes the answer back."""

    do: Literal["put"]
    item: str
    value: Value | None


class SubmitMessage(TypedDict):
    """Hand the answers in."""

    do: Literal["submit"]


class Form(Keeper):
    """All items of an assignment, one to a page, and a review page before submitting."""

    _esm = base.script("form")
    _css = base.styles("items", "form", "outbox")
    values = traitlets.Dict().tag(sync=True)

    def __init__(self, answers: Answers, submit: Submit | None = None) -> None:
        """Show these answers; `submit` hands them in and gives what to say then."""
        self.answers = answers
        self.submit = submit
        assignment = answers.assignment
        view: FormView = {
            "assignment": f"{assignment.assignment} {assignment.edition}",
            "title": assignment.title,
            "items": [formview.view(item) for item in assignment.items],
            "submits": submit is not None,
        }
        super().__init__(
            words=base.words("kept", "form"),
            view={**view},
            values=dict(answers.values),
            notes=list(answers.notes),
        )

    def _act(self, message: dict[str, Any]) -> Answer:
        if message["do"] == "submit":
            return Answer(content=self._submitted())
        return self._put(cast("PutAnswerMessage", message))

    def _put(self, message: PutAnswerMessage) -> Answer:
        outcome = self.answers.put(message["item"], message["value"])
        self.values = dict(self.answers.values)
        self.notes = list(self.answers.notes)
        return Answer(outcome.kind, outcome.text, list(outcome.elsewhere))

    def _submitted(self) -> ReceiptView:
        outcome = self.answers.save() if self.answers.unsaved else Outcome("saved")
        if outcome.kind != "saved" or self.submit is None:
            return _not_handed(outcome.text)
        try:
            handed = self.submit()
        except KnowShowError as error:
            return _not_handed(str(error))
        except Exception as error:
            self.log.debug("a submission failed", exc_info=True)
            return _not_handed(say("form", "broken_submit", reason=type(error).__name__))
        return {"done": True, "title": handed.title, "text": handed.text}


def _not_handed(text: str) -> ReceiptView:
    return {"done": False, "title": say("form", "not_submitted"), "text": text}
