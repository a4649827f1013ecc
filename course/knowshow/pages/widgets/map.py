"""The course map as a widget: rows of modules, and the way back to where one left off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict

import traitlets

from knowshow.content.text import date, say
from knowshow.learner import action_plan, follow_up, plan_file
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Keeper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.learner.action_plan import Commitment, Plan
    from knowshow.learner.kept_file import KeptFile

MOST: Final = 5  # commitments asked about at once; the next come when these are answered


class CameView(TypedDict):
    """Feedback that has come: its points in words, and the exercise's notebook, which shows it."""

    text: str
    href: str


class RowView(TypedDict):
    """A module on the map: notebook (`href`), question, minutes (`times`), its `state`, `done`.

    `came` is feedback on its exercise, if there is any.
    """

    number: int
    title: str
    question: str
    href: str
    times: str
    state: list[str]
    done: bool
    came: CameView | None


class CurrentView(TypedDict):
    """Where the learner left off: the module, the place in it in words, and its notebook.

    `finished`: all modules are done, and the notebook is that of the record.
    """

    title: str
    where: str
    href: str
    finished: bool


class FollowUpView(TypedDict):
    """A commitment to ask about: `what` was promised, `since` when, in words, and what `came` of it."""

    id: str
    what: str
    since: str
    came: str
    silent: bool


class FollowUpsView(TypedDict):
    """The commitments to ask about on this page, the oldest first."""

    rows: list[FollowUpView]


class MapPage(TypedDict):
    """What the course map's page is given; `record` is the notebook of the reader's record."""

    words: dict[str, str]
    rows: list[RowView]
    current: CurrentView | None
    record: str
    view: FollowUpsView
    notes: list[str]


class CourseMap(Keeper):
    """`rows` are the modules in order; `current` is where the learner left off, if anywhere.

    `view` asks what came of commitments: those that are due when the page is opened, until it is left.
    """

    _esm = base.script("map")
    _css = base.styles("outbox", "rows", "map")
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    current = traitlets.Dict(allow_none=True).tag(sync=True)
    record = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, rows: Sequence[RowView], current: CurrentView | None, record: str, plan: KeptFile[Plan]
    ) -> None:
        """Show `rows`, `current` on top of them, the way to the `record`, and what is due in the plan."""
        self.plan = plan
        self.saved = plan_file.find_saved_day(plan)
        self.today = plan_file.find_today()
        due = follow_up.list_due(plan.value, self.today, self.saved)
        self.due = [commitment.id for commitment in due[:MOST]]
        words = base.words("kept", "came", "start")
        super().__init__(words=words, rows=list(rows), current=current, record=record)
        self._show()

    def _do(self, message: dict[str, Any]) -> str:
        if message["do"] != "put":
            raise ValueError
        name = str(message["id"])
        fields = {key: message["fields"][key] for key in ("came", "silent") if key in message["fields"]}
        today = plan_file.find_today()

        def change(now: Plan) -> Plan:
            known = any(commitment.id == name for commitment in now.commitments)
            return action_plan.change(now, name, fields, today) if known else now

        return plan_file.edit(self.plan, change)

    def _show(self) -> None:
        self.notes = [*self.plan.notes, *follow_up.explain_ahead(self.plan.value, self.today)]
        known = {commitment.id: commitment for commitment in self.plan.value.commitments}
        self.view = {"rows": [self._ask(known[name]) for name in self.due if name in known]}

    def _ask(self, commitment: Commitment) -> FollowUpView:
        return {
            "id": commitment.id,
            "what": commitment.what.strip(),
            "since": say(
                "came", "came_since", day=date(follow_up.find_day(commitment, self.today, self.saved))
            ),
            "came": commitment.came,
            "silent": commitment.silent,
        }
