"""How each step of a module stands, from what a learner keeps; nothing is stored twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knowshow.learner import plan_file, practice_notes, progress, steps_read
from knowshow.learner.action_plan import Plan, list_stated
from knowshow.learner.kept_file import peek

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from knowshow.content.course_map import Module, StepId
    from knowshow.learner.progress import ExerciseProgress, StoryProgress

State = Literal["open", "begun", "done"]
_PLAN = "06-capstone"  # its page shows the commitments of all modules


@dataclass(frozen=True, slots=True)
class StepProgress:
    """A step's state; `finished` of its `parts` are done, and `parts` is 0 where they cannot be counted."""

    id: StepId
    minutes: int
    state: State
    finished: int = 0
    parts: int = 0


def list_steps(module: Module, exercise: ExerciseProgress | None) -> list[StepProgress]:
    """Return the steps of a module in order; `exercise` is how its exercise stands, None where unknown."""
    story = progress.read_story(module)
    read = steps_read.peek_read(module.id)
    return [_find_step(module, step, story, read, exercise) for step in module.minutes]


def find_next(module: Module) -> StepId | None:
    """Return the step to go on with, None where all are done: what was begun, in the end what comes first."""
    left = [step for step in list_steps(module, progress.read_exercise(module)) if step.state != "done"]
    begun = [step.id for step in left if step.state == "begun" and step.id in ("story", "exercise")]
    return next(iter([*begun, *(step.id for step in left)]), None)


def _find_step(
    module: Module,
    step: StepId,
    story: StoryProgress | None,
    read: Mapping[steps_read.ReadStep, datetime],
    exercise: ExerciseProgress | None,
) -> StepProgress:
    if step == "story":
        finished, parts = _count_decisions(story)
    elif step == "practice":
        finished, parts = practice_notes.count_checked(module.id)
    elif step == "what-you-will-do":
        finished, parts = _count_commitments(module)
    elif step == "exercise":
        finished, parts = _count_answers(exercise)
    else:
        over = step != "looking-back" or (story is not None and story.over)
        finished, parts = int(over and step in read), 1
    state: State = "done" if parts and finished >= parts else "begun" if finished else "open"
    return StepProgress(step, module.minutes[step], state, finished, parts)


def _count_decisions(story: StoryProgress | None) -> tuple[int, int]:
    """Count decisions taken, of at most how many; a story that can loop is never counted as nearly over."""
    if story is None:
        return 0, 0
    taken = story.place["number"] - 1
    if story.over:
        return max(taken, 1), max(taken, 1)
    return taken, max(story.place.get("most", taken + 1), taken + 1)


def _count_commitments(module: Module) -> tuple[int, int]:
    """Count one commitment as enough; where the whole plan is drawn up, the page that is made of it."""
    plan = peek(plan_file.find_path(), Plan())
    if module.id == _PLAN:
        return int(bool(plan.written)), 1
    return int(any(commitment.source == module.id for commitment in list_stated(plan))), 1


def _count_answers(exercise: ExerciseProgress | None) -> tuple[int, int]:
    """Count answered items; all of them count as done only once they were handed in."""
    if exercise is None:
        return 0, 0
    if exercise.sent is not None:
        return exercise.items, exercise.items
    return min(exercise.answered, exercise.items), exercise.items + 1
