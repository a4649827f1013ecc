"""The steps of a module, for the bar that the page draws above itself: this widget draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict, get_args

from knowshow.content.text import say
from knowshow.learner import progress, steps, steps_read
from knowshow.learner.steps_read import ReadStep
from knowshow.pages.widgets import base
from knowshow.pages.widgets.replying import Answer, Replying, saved_unless

if TYPE_CHECKING:
    from knowshow.content.course_map import Module
    from knowshow.learner.steps import StepProgress


class StepView(TypedDict):
    """A step: its id, its state, and in words how it stands."""

    id: str
    state: Literal["open", "begun", "done"]
    note: str


class StepsView(TypedDict):
    """The steps of a module, in order."""

    steps: list[StepView]


class StepsPage(TypedDict):
    """What the bar of steps is given."""

    words: dict[str, str]
    view: StepsView


class ReadMessage(TypedDict):
    """A step has been read to its end."""

    do: Literal["read"]
    step: ReadStep


class LookMessage(TypedDict):
    """Look again how the steps stand: something was kept on this page, or on another."""

    do: Literal["look"]


class Steps(Replying):
    """How the steps of one module stand; what was read to its end is kept."""

    _esm = base.script("module-steps")
    _css = ""

    def __init__(self, module: Module) -> None:
        """Show the steps as they stand now."""
        self.module = module
        super().__init__(words={})
        self._show()

    def _act(self, message: dict[str, Any]) -> Answer:
        failed = ""
        if message["do"] == "read":
            failed = self._keep(message["step"])
        elif message["do"] != "look":
            return Answer("refused")
        self._show()
        return saved_unless(failed)

    def _keep(self, step: object) -> str:
        known = next((name for name in get_args(ReadStep) if name == step), None)
        if known is None or known not in self.module.minutes:
            return ""
        kept = steps_read.open_file()
        if known in kept.value.read.get(self.module.id, {}):
            return ""
        return kept.change(lambda read: steps_read.add(read, self.module.id, known))

    def _show(self) -> None:
        exercise = progress.read_exercise(self.module)
        in_file = bool(exercise and exercise.sent and exercise.sent.in_file)
        stand = steps.list_steps(self.module, exercise)
        over = any(step.id == "story" and step.state == "done" for step in stand)
        view: StepsView = {
            "steps": [
                {"id": s.id, "state": s.state, "note": _note(s, over=over, in_file=in_file)} for s in stand
            ]
        }
        self.view = {**view}


def _note(step: StepProgress, *, over: bool, in_file: bool) -> str:
    """Say how a step stands; minutes that are left are in proportion to its parts, and never none."""
    if step.state == "done":
        return say("steps", "done_file" if in_file and step.id == "exercise" else f"done_{step.id}")
    left = max(1, round(step.minutes * (1 - step.finished / max(step.parts, 1))))
    if step.id == "looking-back" and not over:
        return say("steps", "after", minutes=step.minutes)
    if step.state == "open":
        return say("steps", "open", minutes=step.minutes)
    key = {"story": "left", "practice": "counted", "exercise": "answered"}[step.id]
    return say("steps", key, left=left, minutes=step.minutes, finished=step.finished, parts=step.parts)
