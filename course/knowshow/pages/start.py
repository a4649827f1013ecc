"""The start page: the course map with what is done and where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from knowshow.content import course_files, course_map
from knowshow.content.course_map import StepId
from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import EXERCISES, ITEMS, NOTEBOOK
from knowshow.exercises.items import Assignment
from knowshow.learner import feedback, plan_file, progress, steps, workspace
from knowshow.pages import feedback_look
from knowshow.pages.next_step import RECORD
from knowshow.pages.widgets import base
from knowshow.pages.widgets.map import CourseMap
from knowshow.views import feedback as feedback_view

if TYPE_CHECKING:
    from knowshow.content.course_map import Module
    from knowshow.pages.widgets.map import CameView, CurrentView, RowView


def start() -> CourseMap | base.Panel:
    """Show the course map; what is wrong becomes a message in the page."""
    try:
        shown = make_map().remember_at(workspace.handled_file())
    except KnowShowError as error:
        return base.Panel(say("start", "problem"), str(error))
    feedback_look.start(lambda: shown.set_trait("rows", [_row(module) for module in _list_modules()]))
    return shown


def make_map() -> CourseMap:
    """The course map as it stands now, without looking for feedback; raises KnowShowError."""
    there = _list_modules()
    return CourseMap([_row(module) for module in there], _current(there), RECORD, plan_file.open_plan())


def _list_modules() -> list[Module]:
    """Return the modules whose notebooks are there."""
    return [m for m in course_map.load_modules() if (course_files.notebooks() / f"{m.id}.ipynb").exists()]


def _current(there: list[Module]) -> CurrentView | None:
    module = progress.find_current(there)
    if module is None and there and all(progress.is_done(each) for each in there):
        where = say("start", "record_lead")
        return {"title": say("start", "all_done"), "where": where, "href": RECORD, "finished": True}
    if module is None:
        return None
    step = steps.find_next(module)
    if step == "exercise" and module.assignment:
        where, href = say("start", "exercise"), f"{EXERCISES}/{module.assignment}/{NOTEBOOK}.ipynb#next"
    elif step == "story" or step is None:
        told = progress.read_story(module)
        where, href = _told(told) if told else module.question, f"{_href(module)}#next"
    else:
        where, href = say("extension", f"step_{step}"), f"{_href(module)}#{step}"
    return {"title": module.title, "where": where, "href": href, "finished": False}


def _row(module: Module) -> RowView:
    return {
        "number": module.number,
        "title": module.title,
        "question": module.question,
        "href": _href(module),
        "times": _times(module),
        "state": _states(module),
        "done": progress.is_done(module),
        "came": _came(module),
    }


def _came(module: Module) -> CameView | None:
    """The feedback that has come on a module's exercise, if any."""
    if module.assignment is None:
        return None
    place = f"{EXERCISES}/{module.assignment}"
    if not feedback.list_files(workspace.root() / place):
        return None  # most often, and the questions need not be read
    try:
        assignment = load(Assignment, course_files.exercises(module.assignment, ITEMS), ITEMS)
        arrival = feedback.find_latest(assignment, workspace.root() / place)
    except KnowShowError:
        return None
    if arrival is None:
        return None
    text = say("start", "feedback", total=feedback_view.total(arrival.feedback))
    return {"text": text, "href": f"{place}/{NOTEBOOK}.ipynb"}


def _times(module: Module) -> str:
    """Return the minutes of a module's parts in words, and of all of them together."""
    minutes = {step: module.minutes.get(step, 0) for step in get_args(StepId)}
    story, exercise, whole = (
        minutes["story"] + minutes["looking-back"],
        minutes["exercise"],
        sum(minutes.values()),
    )
    return say("start", "times", story=story, practice=whole - story - exercise, exercise=exercise, all=whole)


def _href(module: Module) -> str:
    """The learner's notebook, relative to the start page."""
    own = workspace.root() / f"{module.id}.ipynb"
    return own.name


def _states(module: Module) -> list[str]:
    told, handed = progress.read_story(module), progress.read_exercise(module)
    if not (told and told.started) and not (handed and handed.answered):
        return []
    lines = [_told(told)] if told and told.started else []
    if handed:
        lines.append(_handed(handed))
    return lines


def _told(told: progress.StoryProgress) -> str:
    if told.over:
        return say("start", "story_over")
    return say("player", **told.place)


def _handed(handed: progress.ExerciseProgress) -> str:
    if handed.sent is not None:
        key = "sent_file" if handed.sent.in_file else "sent"
        return say("start", key, day=handed.sent.day, number=handed.sent.number)
    return say("start", "answered", answered=handed.answered, items=handed.items)
