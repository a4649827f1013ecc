"""Tell how far a learner has come, from journals, responses and receipts; nothing is stored twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowshow.content import course_files, json_file
from knowshow.content.loading import load
from knowshow.content.scenarios import load_kept
from knowshow.errors import KnowShowError
from knowshow.exercises import responses
from knowshow.exercises.items import Assignment
from knowshow.learner import endings, receipts, workspace
from knowshow.story import play
from knowshow.story.journal import fit, parse
from knowshow.story.position import position

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from knowshow.content.course_map import Module
    from knowshow.learner.receipts import Receipt
    from knowshow.story.position import PositionView
    from knowshow.story.scenario import Scenario
    from knowshow.story.state import Turn


@dataclass(frozen=True, slots=True)
class StoryProgress:
    """A dilemma's state: the decision it stands at, as `story.position` gives it, and whether it is over."""

    started: bool
    place: PositionView
    over: bool


@dataclass(frozen=True, slots=True)
class ExerciseProgress:
    """An assignment's state: how many items have an answer, and the receipt of what was last handed in."""

    answered: int
    items: int
    sent: Receipt | None


def read_story(module: Module) -> StoryProgress | None:
    """Return where a module's dilemma stands; None where it has none or its journal cannot be read."""
    read = read_path(module)
    if read is None:
        return None
    scenario, turns = read
    state = turns[-1].after if turns else play.start(scenario)
    return StoryProgress(bool(turns), position(scenario, state, len(turns)), play.is_over(scenario, state))


def read_path(module: Module) -> tuple[Scenario, tuple[Turn, ...]] | None:
    """Return a module's dilemma and the learner's way through it; None as `read_story`."""
    if module.dilemma is None:
        return None
    try:
        scenario = load_kept(module.dilemma)
        choices = _read_choices(scenario, workspace.state("journals", f"{module.dilemma}.json"))
        return scenario, play.trace(scenario, choices)
    except KnowShowError:
        return None


def read_exercise(module: Module) -> ExerciseProgress | None:
    """Return where a module's assignment stands; None where it has none or its answers cannot be read."""
    if module.assignment is None:
        return None
    try:
        folder = workspace.root() / "exercises" / module.assignment
        assignment = load(Assignment, course_files.exercises(module.assignment, "items.yaml"))
        answers = responses.load(folder / responses.NAME, assignment)
    except KnowShowError:
        return None
    return ExerciseProgress(
        len(answers.values) if answers else 0, len(assignment.items), receipts.last(module.assignment)
    )


def find_current(modules: Sequence[Module]) -> Module | None:
    """Return the unfinished module whose journal or answers changed last; None where none was begun.

    A story that is walked once more is unfinished, whatever was done before.
    """
    changes = [
        (_find_last_change(module), module)
        for module in modules
        if not is_done(module) or _is_under_way(module)
    ]
    latest = max(changes, key=lambda pair: pair[0], default=None)
    return latest[1] if latest and latest[0] > 0 else None


def find_next(modules: Sequence[Module], assignment: str) -> Module | None:
    """Return the first unfinished module after that of an assignment, round to itself; None where none is."""
    at = next((at for at, module in enumerate(modules) if module.assignment == assignment), -1) + 1
    return next((module for module in (*modules[at:], *modules[:at]) if not is_done(module)), None)


def is_done(module: Module) -> bool:
    """Return whether a module's dilemma was over once and its exercise handed in; what it lacks is done."""
    exercise = read_exercise(module)
    if exercise is not None and exercise.sent is None:
        return False
    dilemma = read_story(module)
    return dilemma is None or dilemma.over or endings.has_ended(str(module.dilemma))


def _is_under_way(module: Module) -> bool:
    dilemma = read_story(module)
    return dilemma is not None and dilemma.started and not dilemma.over


def _read_choices(scenario: Scenario, path: Path) -> tuple[str, ...]:
    """Return the choices that the player would resume; an unreadable file is left where it is."""
    data = json_file.read(path)
    return () if data is None else fit(scenario, parse(data)).choices


def _find_last_change(module: Module) -> float:
    paths = [workspace.state("journals", f"{module.dilemma}.json")]
    if module.assignment:
        paths.append(workspace.root() / "exercises" / module.assignment / responses.NAME)
    return max((path.stat().st_mtime for path in paths if path.exists()), default=0.0)
