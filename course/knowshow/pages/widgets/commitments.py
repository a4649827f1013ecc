"""Commitments as a widget: those of one module with its prompts, or all of them and the page to share."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from knowshow.content.text import say
from knowshow.exercises import rows as records
from knowshow.learner import action_plan, follow_up, plan_calendar, plan_export, plan_file
from knowshow.learner import kept_file as keeping
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Answer, Keeper, PutRowMessage, RestoreMessage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from knowshow.content.commitment_prompts import Prompt
    from knowshow.content.principles import Principles
    from knowshow.learner.action_plan import Commitment, Plan
    from knowshow.learner.kept_file import KeptFile

    Export = Callable[[KeptFile[Plan], Principles], list[str]]


class CommitmentView(TypedDict):
    """A commitment: who does what by when; `source` is where it was written, `prompt` what it answers.

    `came` is what came of it, and `asks` says that this is asked now.
    """

    id: str
    source: str
    prompt: str
    what: str
    who: str
    by: str
    principle: str
    came: str
    asks: bool


class GroupView(TypedDict):
    """The commitments written in one place (a module's id, `salience` or `own`), under its title."""

    source: str
    title: str
    rows: list[CommitmentView]


class PromptView(TypedDict):
    """A question that a commitment answers, how one might begin, and the principle it rests on."""

    id: str
    ask: str
    starts: str
    cite: str


class LabelView(TypedDict):
    """A principle to choose: its id and how it is called in a list."""

    id: str
    label: str


class ExportedView(TypedDict):
    """What the last export said, line by line, whether the page was made, and whether it had dates.

    `page` is what was made, as HTML, and `text` the same as Markdown; both are empty where nothing was.
    `number` counts the exports that were asked for.
    """

    number: int
    made: bool
    dated: bool
    lines: list[str]
    page: str
    text: str


class CommitmentsView(TypedDict):
    """Commitments by where they were written; the `whole` plan or one module's with its prompts."""

    whole: bool
    owner: str
    groups: list[GroupView]
    prompts: list[PromptView]
    principles: list[LabelView]
    exported: ExportedView


class CommitmentsPage(TypedDict):
    """What the page of commitments is given."""

    words: dict[str, str]
    view: CommitmentsView
    notes: list[str]


class DropMessage(TypedDict):
    """Take away the commitment of this id."""

    do: Literal["remove"]
    id: str


class OwnerMessage(TypedDict):
    """Whose plan it is."""

    do: Literal["owner"]
    value: str


class ExportMessage(TypedDict):
    """Make the page, and the Markdown."""

    do: Literal["export"]


class CalendarMessage(TypedDict):
    """Give the commitment of this id, which has a day, as a file for calendars."""

    do: Literal["calendar"]
    id: str


class Commitments(Keeper):
    """`view` holds the commitments by where they were written, the prompts, and what the last export said."""

    _esm = base.script("commitments")
    _css = base.styles("outbox", "rows", "commitments")

    def __init__(
        self,
        kept: KeptFile[Plan],
        principles: Principles,
        titles: Mapping[str, str],
        prompts: Sequence[Prompt],
        export: Export | None = None,
    ) -> None:
        """Show the commitments of the sources in `titles`; with `export`, the page can be made."""
        self.kept, self.principles, self.titles = kept, principles, titles
        self.prompts, self.export = prompts, export
        self.removed: tuple[int, Commitment] | None = None
        self.exported = _nothing_made(0)
        super().__init__(words=base.words("kept", "came", "plan"))
        self._show()

    def _act(self, message: dict[str, Any]) -> Answer:
        if message["do"] != "calendar":
            return super()._act(message)
        self.kept.refresh()
        stored = [each for each in self.kept.value.commitments if each.id == message["id"]]
        data = plan_calendar.make_calendar(stored, datetime.now().astimezone())
        if data is None:
            return Answer("refused", say("plan", "no_date"), once=False)
        return Answer(content=f"{stored[0].by.strip()}.ics", buffers=(data,), once=False)

    def _do(self, message: dict[str, Any]) -> str:
        acts: dict[str, Callable[[Any], str]] = {
            "put": self._put,
            "remove": self._remove,
            "restore": self._restore,
            "owner": self._owner,
            "export": self._export,
        }
        return acts[message["do"]](message)

    def _put(self, content: PutRowMessage) -> str:
        today = plan_file.find_today()
        return plan_file.edit(
            self.kept, lambda now: action_plan.change(now, content["id"], content["fields"], today)
        )

    def _remove(self, content: DropMessage) -> str:
        name = str(content["id"])
        index = records.find_place(self.kept.value.commitments, name)
        going = self.kept.value.commitments[index] if index is not None else None
        failed = plan_file.edit(self.kept, lambda now: action_plan.drop(now, name))
        if not failed and going is not None and index is not None:
            self.removed = (index, going)
        return failed

    def _restore(self, _content: RestoreMessage) -> str:
        if self.removed is None:
            return ""
        index, one = self.removed
        fields, today = one.model_dump(), plan_file.find_today()
        return plan_file.edit(self.kept, lambda now: action_plan.change(now, one.id, fields, today, index))

    def _owner(self, content: OwnerMessage) -> str:
        owner = content["value"]
        return plan_file.edit(self.kept, lambda now: now.model_validate({**now.model_dump(), "owner": owner}))

    def _export(self, _content: ExportMessage) -> str:
        if self.export is None:
            return ""
        self.kept.refresh()
        number = self.exported["number"] + 1
        self.exported = _nothing_made(number, say("plan", "nothing"))
        stated = action_plan.list_stated(self.kept.value)
        if not stated:
            return ""
        try:
            dated = any(plan_calendar.read_day(each.by) for each in stated)
            lines = self.export(self.kept, self.principles)
            page, text = plan_export.read_made()
            self.exported = {
                "number": number,
                "made": True,
                "dated": dated,
                "lines": lines,
                "page": page,
                "text": text,
            }
        except OSError as error:
            self.exported = _nothing_made(number)
            return keeping.explain_write_error(error)
        return ""

    def _show(self) -> None:
        today, saved = plan_file.find_today(), plan_file.find_saved_day(self.kept)
        self.notes = [*self.kept.notes, *follow_up.explain_ahead(self.kept.value, today)]
        due = {each.id for each in follow_up.list_due(self.kept.value, today, saved)}
        found = action_plan.group_by_source(self.kept.value.commitments, self.titles)
        shown = self.titles if self.export is None else [*found, *(s for s in ("own",) if s not in found)]
        view: CommitmentsView = {
            "whole": self.export is not None,
            "owner": self.kept.value.owner,
            "groups": [
                {
                    "source": source,
                    "title": self.titles.get(source, source),
                    "rows": [
                        _row(commitment, asks=commitment.id in due) for commitment in found.get(source, [])
                    ],
                }
                for source in shown
            ],
            "prompts": [
                {"id": one.id, "ask": one.ask, "starts": one.starts, "cite": one.cite} for one in self.prompts
            ],
            "principles": [
                {"id": one.id, "label": f"{one.id.removeprefix('GP')} · {one.title}"}
                for one in self.principles.principles
            ],
            "exported": self.exported,
        }
        self.view = {**view}


def _nothing_made(number: int, *lines: str) -> ExportedView:
    return {"number": number, "made": False, "dated": False, "lines": list(lines), "page": "", "text": ""}


def _row(commitment: Commitment, *, asks: bool) -> CommitmentView:
    return {
        "id": commitment.id,
        "source": commitment.source,
        "prompt": commitment.prompt,
        "what": commitment.what,
        "who": commitment.who,
        "by": commitment.by,
        "principle": commitment.principle,
        "came": commitment.came,
        "asks": asks,
    }
