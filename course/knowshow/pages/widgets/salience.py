"""The salience map as a widget: Python keeps the impacts and orders them, the page draws and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

import traitlets

from knowshow.content.text import say
from knowshow.exercises import rows
from knowshow.exercises.salience import Impact, Impacts
from knowshow.learner import action_plan, plan_file
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Keeper, PutRowMessage, RestoreMessage
from knowshow.views import salience

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowshow.exercises.salience import Frame
    from knowshow.learner.action_plan import Plan
    from knowshow.learner.kept_file import KeptFile
    from knowshow.views.salience import FrameView, SalienceView


class SaliencePage(TypedDict):
    """What the salience map's page is given."""

    words: dict[str, str]
    view: SalienceView
    frame: FrameView
    notes: list[str]


class RemoveMessage(TypedDict):
    """Take away the impacts of these ids."""

    do: Literal["remove"]
    ids: list[str]


class PlanMessage(TypedDict):
    """Make a commitment of the impact of this id."""

    do: Literal["plan"]
    id: str


class SalienceMap(Keeper):
    """`frame` holds the words for the levels, `view` the impacts and their order with its reasons."""

    _esm = base.script("salience")
    _css = base.styles("outbox", "rows", "salience")
    frame = traitlets.Dict().tag(sync=True)

    def __init__(self, frame: Frame, kept: KeptFile[Impacts], plan_kept: KeptFile[Plan]) -> None:
        """Show the impacts kept; commitments made from them go into the plan."""
        self.words_of, self.kept, self.plan = frame, kept, plan_kept
        self.removed: list[tuple[int, Impact]] = []
        shown = salience.frame(frame)
        super().__init__(words=base.words("kept", "salience"), frame={**shown})
        self._show()

    def _do(self, message: dict[str, Any]) -> str:
        acts: dict[str, Callable[[Any], str]] = {
            "put": self._put,
            "remove": self._remove,
            "restore": self._restore,
            "plan": self._commit,
        }
        return acts[message["do"]](message)

    def _put(self, content: PutRowMessage) -> str:
        name, fields = content["id"], content["fields"]

        def changed(now: Impacts) -> Impacts:
            found = next((one.model_dump() for one in now.impacts if one.id == name), {})
            made = Impact.model_validate({**found, **fields, "id": name})
            return _with(now, rows.put(now.impacts, made))

        return self.kept.change(changed)

    def _remove(self, content: RemoveMessage) -> str:
        names = {str(name) for name in content["ids"]}
        before = self.kept.value.impacts
        going = [(index, one) for index, one in enumerate(before) if one.id in names]
        failed = self.kept.change(lambda now: _with(now, [one for one in now.impacts if one.id not in names]))
        if not failed and going:
            self.removed = going
        return failed

    def _restore(self, _content: RestoreMessage) -> str:
        def restored(now: Impacts) -> Impacts:
            impacts = now.impacts
            for index, one in self.removed:
                impacts = rows.put(impacts, one, index)
            return _with(now, impacts)

        return self.kept.change(restored)

    def _commit(self, content: PlanMessage) -> str:
        impact = next(one for one in self.kept.value.impacts if one.id == content["id"])
        what = say("salience", "commitment", what=impact.what.strip()[:1500])
        fields = {"source": "salience", "what": what, "principle": "GP24"}
        name = salience.commitment(impact.id)
        return plan_file.edit(
            self.plan,
            lambda now: (
                now
                if rows.find_place(now.commitments, name) is not None
                else action_plan.change(now, name, fields, plan_file.find_today())
            ),
        )

    def _show(self) -> None:
        self.notes = [*self.kept.notes, *self.plan.notes]
        planned = {one.id for one in self.plan.value.commitments}
        self.view = {**salience.view(self.words_of, self.kept.value.impacts, planned)}


def _with(now: Impacts, impacts: Any) -> Impacts:
    return Impacts.model_validate({**now.model_dump(), "impacts": [one.model_dump() for one in impacts]})
