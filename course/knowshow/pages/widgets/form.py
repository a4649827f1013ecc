"""The form of one assignment: Python checks and saves every answer, the page draws and reports."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol, TypedDict, cast

import traitlets

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner import kept_file
from knowshow.learner.answers import Answers, Outcome
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Answer, Keeper
from knowshow.views import item as formview

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from knowshow.exercises.items import Value
    from knowshow.views.feedback import FeedbackView
    from knowshow.views.item import ItemView

    Submit = Callable[[str], "Handed | Asked"]


class Handed(NamedTuple):
    """What the page says once answers are handed in: a headline, and lines of text under it."""

    title: str
    text: str


class Asked(NamedTuple):
    """A question for the learner's name before anything is sent: a proposal, and what was wrong, if so."""

    proposal: str
    problem: str


class Desk(Protocol):
    """What a form can do with answers beyond keeping them."""

    def submit(self, learner: str) -> Handed | Asked:
        """Hand in under this name; empty for the name that is known."""

    def stand(self, values: Mapping[str, Value]) -> HandingView:
        """Return what was handed in and what came back."""

    def look(self, after: Callable[[], None], *, asked: bool = False) -> bool:
        """Look for feedback beside the kernel's work, then call `after`; return whether that has begun."""

    def read_zip(self) -> tuple[str, bytes]:
        """Return name and bytes of the file that was handed in last."""

    def add(self, name: str, data: bytes) -> None:
        """Keep a feedback file that the learner has brought."""


class SentView(TypedDict):
    """What was handed in last: a headline, lines of text, and the name it was handed in under.

    `change`: the name can be changed; `zip`: there is a file to save, and to send to `contact` (an address;
    `letter` is its link), if the programme names one.
    """

    title: str
    lines: list[str]
    learner: str
    change: bool
    zip: bool
    contact: str
    letter: str


class NextView(TypedDict):
    """Where to go once answers are handed in: what to say of it, the link's words, a page of the course."""

    lead: str
    label: str
    href: str


class HandingView(TypedDict):
    """What was handed in and what came back, each None where there is nothing.

    `next` is where to go then: the next module, and the reader's record. `looked` says how the search for
    feedback stands, `looks` whether it can be asked for, `closed` why nothing more can be handed in, if so.
    """

    sent: SentView | None
    next: list[NextView]
    feedback: FeedbackView | None
    looked: str
    looks: bool
    closed: str


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
    handing: HandingView


class ReceiptView(TypedDict):
    """What became of handing in: `done` or not, a headline, and text in lines.

    `asks`: the learner is to give a name first, for which `learner` is a proposal.
    """

    done: bool
    title: str
    text: str
    asks: bool
    learner: str


class FormAnswers(TypedDict):
    """What the page is answered: to `put`, the items changed in another window; to `submit`, a receipt.

    To `save`, a file's name, its bytes beside it; to `add`, what was wrong with the file, or empty.
    """

    put: list[str]
    submit: ReceiptView
    save: str
    add: str


class PutAnswerMessage(TypedDict):
    """Answer an item; None takes the answer back."""

    do: Literal["put"]
    item: str
    value: Value | None


class SubmitMessage(TypedDict):
    """Hand the answers in, under this name where one is given."""

    do: Literal["submit"]
    learner: str


class FetchMessage(TypedDict):
    """Give the file that was handed in, to `save`; or `look` for feedback."""

    do: Literal["save", "look"]


class AddMessage(TypedDict):
    """Take this feedback file; `data` is in base64."""

    do: Literal["add"]
    name: str
    data: str


NOTHING: Final[HandingView] = {
    "sent": None,
    "next": [],
    "feedback": None,
    "looked": "",
    "looks": False,
    "closed": "",
}


class Form(Keeper):
    """All items of an assignment, one to a page, a review page before submitting, and what came back."""

    _esm = base.script("form")
    _css = base.styles("items", "form", "outbox", "feedback")
    values = traitlets.Dict().tag(sync=True)
    handing = traitlets.Dict().tag(sync=True)

    def __init__(self, answers: Answers, submit: Submit | None = None, desk: Desk | None = None) -> None:
        """Show these answers; `desk` hands them in, or `submit` alone, and gives what to say then."""
        self.answers = answers
        self.desk = desk
        self.submit = desk.submit if desk else submit
        assignment = answers.assignment
        view: FormView = {
            "assignment": f"{assignment.assignment} {assignment.edition}",
            "title": assignment.title,
            "items": [formview.view(item) for item in assignment.items],
            "submits": self.submit is not None,
        }
        super().__init__(
            words=base.words("feedback", "kept", "form"),
            view={**view},
            values=dict(answers.values),
            notes=list(answers.notes),
            handing={**(desk.stand(answers.values) if desk else NOTHING)},
        )

    def look(self, *, asked: bool = False) -> None:
        """Look for feedback beside the kernel's work, and show it when it has come."""
        if self.desk:
            self.desk.look(self.refresh, asked=asked)
            self.refresh()

    def refresh(self) -> None:
        """Show what was handed in, and what came back, as it is now."""
        if self.desk:
            self.handing = {**self.desk.stand(self.answers.values)}

    def _act(self, message: dict[str, Any]) -> Answer:
        do = message["do"]
        if do == "submit":
            receipt = self._submit(str(message.get("learner") or ""))
            return Answer(content=receipt, once=receipt["done"])
        if do == "save" and self.desk:
            name, data = self.desk.read_zip()
            return Answer(content=name, buffers=(data,), once=False)
        if do == "look":
            self.look(asked=True)
            return Answer(once=False)
        if do == "add":
            return Answer(content=self._add(cast("AddMessage", message)), once=False)
        return self._put(cast("PutAnswerMessage", message))

    def _put(self, message: PutAnswerMessage) -> Answer:
        outcome = self.answers.put(message["item"], message["value"])
        self.values = dict(self.answers.values)
        self.notes = list(self.answers.notes)
        if self.handing["feedback"]:
            self.refresh()  # it says which answers have changed since
        return Answer(outcome.kind, outcome.text, list(outcome.elsewhere))

    def _submit(self, learner: str) -> ReceiptView:
        outcome = self.answers.save() if self.answers.unsaved else Outcome("saved")
        if outcome.kind != "saved" or self.submit is None:
            return _not_handed(outcome.text)
        try:
            handed = self.submit(learner)
        except KnowShowError as error:
            return _not_handed(str(error))
        except Exception as error:
            self.log.debug("a submission failed", exc_info=True)
            return _not_handed(say("form", "broken_submit", reason=type(error).__name__))
        if isinstance(handed, Asked):
            return {**_not_handed(handed.problem), "asks": True, "learner": handed.proposal}
        self.refresh()
        return {"done": True, "title": handed.title, "text": handed.text, "asks": False, "learner": ""}

    def _add(self, message: AddMessage) -> str:
        """Keep a file that the learner has brought; return what was wrong with it, or an empty string."""
        try:
            data = base64.b64decode(message["data"], validate=True)
            if self.desk:
                self.desk.add(str(message["name"]), data)
        except KnowShowError as error:
            return str(error)
        except OSError as error:
            return kept_file.explain_write_error(error)
        except ValueError:
            return say("form", "no_feedback_in", name=str(message["name"])[:80])
        self.refresh()
        return ""


def _not_handed(text: str) -> ReceiptView:
    return {"done": False, "title": say("form", "not_submitted"), "text": text, "asks": False, "learner": ""}
