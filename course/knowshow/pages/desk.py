"""The desk of one exercise: hands the answers in, keeps the receipt in sight, and shows what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from knowshow.content.programme import Programme, load_programme
from knowshow.content.text import date, say
from knowshow.errors import KnowShowError
from knowshow.handing_in import names, sanitize, zips
from knowshow.learner import attempts, feedback, receipts, workspace
from knowshow.learner.feedback import PAGE
from knowshow.pages import feedback_look
from knowshow.pages.clean_html import clean
from knowshow.pages.next_step import list_next
from knowshow.pages.widgets.form import Asked, Handed
from knowshow.views import feedback as feedback_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from knowshow.exercises.items import Assignment, Value
    from knowshow.learner.feedback import Arrival
    from knowshow.learner.receipts import Receipt
    from knowshow.pages.widgets.form import HandingView, SentView
    from knowshow.views.feedback import FeedbackView, ItemFeedbackView


class NoZipError(KnowShowError):
    """The file that was handed in is no longer there."""


@dataclass
class Desk:
    """What a form's page does with answers beyond keeping them; `folder` is the exercise's."""

    assignment: Assignment
    folder: Path
    looking: bool = False

    def submit(self, learner: str) -> Handed | Asked:
        """Hand in, or ask for a name where neither programme nor exchange gives one; raises KnowShowError."""
        from knowshow.handing_in import exchange, submit  # noqa: PLC0415 - only who presses Submit pays for it

        name = self.assignment.assignment
        given = learner.strip()
        if given and not sanitize.is_learner_id(given):
            return Asked(given, say("form", "bad_name"))
        if not names.find_name() and not given and exchange.find(name) is None:
            return Asked(names.propose_name(), "")
        chosen = bool(given) and not names.is_set()
        receipt = submit.submit(name, self.folder, given if chosen and exchange.find(name) is None else None)
        if chosen and receipt.in_file:
            names.keep_name(given)
        way = "zip" if receipt.in_file else "sent"
        closed, contact = self._read_rule()
        lines = _describe_receipt(receipt, contact, self._say_again(receipt, closed))
        return Handed(say("form", f"submitted_{way}"), "\n".join(lines))

    def stand(self, values: Mapping[str, Value]) -> HandingView:
        """Return what is known of what was handed in and of what came back; `values` are the answers now."""
        receipt = receipts.last(self.assignment.assignment)
        arrival = feedback.find_latest(self.assignment, self.folder)
        closed, contact = self._read_rule()
        again = self._say_again(receipt, closed) if receipt else ""
        return {
            "sent": _show_receipt(receipt, contact, arrival, again) if receipt else None,
            "next": list_next(self.assignment.assignment) if receipt else [],
            "feedback": self._show(arrival, values) if arrival else None,
            "looked": self._describe_look(receipt, arrival),
            "looks": receipt is not None and receipt.way == receipts.BY_EXCHANGE,
            "closed": closed,
        }

    def look(self, after: Callable[[], None], *, asked: bool = False) -> bool:
        """Look for feedback beside the kernel's work; `after` is called when it is over."""

        def done() -> None:
            self.looking = False
            after()

        self.looking = True  # before the thread starts, which may be done before `start` returns
        begun = feedback_look.start(done, asked=asked)
        if not begun:
            self.looking = False
        return begun

    def read_zip(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file that was handed in last, for the page to save."""
        receipt = receipts.last(self.assignment.assignment)
        folder = workspace.root() / zips.OUTBOX
        path = folder / _name_file(receipt) if receipt else folder
        if not receipt or not receipt.in_file or path.is_symlink() or not path.is_file():
            raise NoZipError(say("form", "no_zip"))
        return path.name, path.read_bytes()

    def add(self, name: str, data: bytes) -> None:
        """Keep a feedback file that the learner has brought; raises KnowShowError or OSError."""
        feedback.keep_file(self.assignment, self.folder, name, data)

    def _read_rule(self) -> tuple[str, str]:
        """Return why nothing more can be handed in, and whom to write to; empty where nothing is set."""
        try:
            refusal = attempts.find_refusal(self.assignment, self.folder)
            programme = load_programme(workspace.root())
        except KnowShowError:
            refusal, programme = None, Programme()
        return say("submit", refusal) if refusal else "", programme.contact or ""

    def _say_again(self, receipt: Receipt, closed: str) -> str:
        """Return what may be handed in after this receipt; empty where nothing may."""
        if receipt.edition != self.assignment.edition:
            return say("form", "receipt_other", edition=receipt.edition)
        return "" if closed else say("form", "receipt_again")

    def _describe_look(self, receipt: Receipt | None, arrival: Arrival | None) -> str:
        if receipt is None:
            return ""
        if receipt.way != receipts.BY_EXCHANGE:
            return "" if arrival else say("form", "look_by_hand")
        if self.looking:
            return say("form", "looking")
        last = feedback_look.last_look()
        if last and last.problem:
            return say("form", "look_failed", why=last.problem)
        return "" if arrival else say("form", "look_none")

    def _show(self, arrival: Arrival, values: Mapping[str, Value]) -> FeedbackView:
        content = arrival.feedback
        now = {
            name: sanitize.clean_text(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        shown = feedback_view.items(content, self.assignment, now)
        return {
            "total": feedback_view.total(content),
            "facts": list(self._describe(arrival, sum(item["changed"] for item in shown))),
            "items": [_clean_item(item) for item in shown],
            "page": arrival.path.relative_to(self.folder).as_posix() if arrival.path.suffix == PAGE else "",
        }

    def _describe(self, arrival: Arrival, changed: int) -> Iterator[str]:
        """Yield what there is to say of the attempt that feedback is about, and of what came after it."""
        content, tries = arrival.feedback, feedback.find_attempts(arrival)
        if tries.marked:
            yield say("form", "about_receipt", day=tries.marked.day, number=tries.marked.number)
        elif arrival.sent:
            yield say("form", "about_day", day=date(arrival.sent.astimezone()))
        else:
            yield say("form", "about_unknown")
        own = {receipt.learner for receipt in receipts.load_all(self.assignment.assignment)}
        if content.learner and own and content.learner not in own:
            yield say("form", "about_other", learner=sanitize.clean_name(content.learner))
        if content.unread:
            key = "waiting" if content.unread > 1 else "waiting_one"
            yield say("feedback", key, count=content.unread)
        if content.penalty:
            yield say("feedback", "penalty", points=f"{content.penalty:g}")
        if arrival.plain:
            yield say("form", "about_plain")
        elif content.edition != self.assignment.edition:
            yield say("form", "about_edition", edition=sanitize.clean_name(content.edition))
        if changed:
            yield say("form", "changed_one" if changed == 1 else "changed_more", count=changed)
        if tries.later:
            yield say("form", "about_later", day=tries.later.day, number=tries.later.number)


def _name_file(receipt: Receipt) -> str:
    """Return the name of the file that a receipt is for."""
    return receipt.place.replace("\\", "/").rpartition("/")[2]


def _describe_receipt(receipt: Receipt, contact: str, again: str) -> Iterator[str]:
    """Yield what a receipt says, in lines; `contact` is whom to send a file to, perhaps nobody.

    `again`: what is said of handing in once more.
    """
    if receipt.in_file:
        key = "where_zip_to" if contact else "where_zip"
        yield say("form", key, name=_name_file(receipt), contact=contact)
    else:
        yield say("form", "where_sent")
    facts = {"answered": receipt.answered, "items": receipt.items, "digest": receipt.number}
    yield f"{say('form', 'receipt', **facts)} {again}".rstrip()


def _show_receipt(receipt: Receipt, contact: str, arrival: Arrival | None, again: str) -> SentView:
    """Return a receipt for the page; a file on which feedback has come needs no sending any more."""
    marked = arrival is not None and feedback.find_attempts(arrival).marked == receipt
    by_zip = receipt.in_file and not marked
    key = "submitted_zip" if by_zip else "submitted_sent"
    lines = list(_describe_receipt(receipt, contact, again))
    day = say("form", "file_day" if by_zip else "sent_day", day=receipt.day)
    return {
        "title": say("form", key),
        "lines": [day, *(lines[1:] if marked else lines)],
        "learner": receipt.learner,
        "change": receipt.in_file and not names.is_set(),
        "zip": by_zip,
        "contact": contact if by_zip else "",
        "letter": _address_letter(receipt, contact) if contact and by_zip else "",
    }


def _address_letter(receipt: Receipt, contact: str) -> str:
    subject = say("form", "letter_subject", assignment=receipt.assignment, learner=receipt.learner)
    body = say("form", "letter_body", digest=receipt.number)
    return f"mailto:{quote(contact, safe='@')}?subject={quote(subject)}&body={quote(body)}"


def _clean_item(item: ItemFeedbackView) -> ItemFeedbackView:
    """Leave nothing but words and their plain shape in what a stranger's page has brought."""
    return {
        **item,
        "prompt": clean(item["prompt"]),
        "reasons": [clean(reason) for reason in item["reasons"]],
        "because": [{"about": part["about"], "html": clean(part["html"])} for part in item["because"]],
    }
