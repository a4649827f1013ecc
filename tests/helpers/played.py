"""A course as a reader leaves it: stories read to an end and exercises handed in, with the days given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content import json_file
from knowshow.content.course_map import load_modules
from knowshow.content.scenarios import load_scenario
from knowshow.learner import endings, journals, receipts, workspace
from knowshow.learner.receipts import Receipt
from knowshow.story.journal import Journal
from storyteller import first_path

if TYPE_CHECKING:
    from knowshow.content.course_map import Module

DAY = "2026-11-20T12:00:00+00:00"
LATER = "2026-11-25T12:00:00+00:00"


def path_to_an_end(name: str) -> tuple[str, ...]:
    """The choices of whoever always takes the first one offered."""
    return tuple(first_path(load_scenario(name)))


def whole_path(name: str) -> Journal:
    """The journal of a story that was read to an end."""
    return Journal(name, load_scenario(name).version, path_to_an_end(name))


def read_story(name: str) -> None:
    """Leave the journal of a story that is over, as editions did that kept no ends."""
    journals.save(workspace.state("journals", f"{name}.json"), whole_path(name))


def end_story(name: str, *times: str) -> None:
    """Leave a story's ends, at these times, after those that are there."""
    path = endings.find_file()
    earlier = json_file.read(path) or {"endings": []}
    journal = whole_path(name).data()
    ended = [
        {"story": name, "version": journal["version"], "choices": journal["choices"], "time": time}
        for time in times
    ]
    json_file.write(path, {"version": 1, "endings": [*earlier["endings"], *ended]})


def hand_in(assignment: str, time: str = DAY, way: str = "by_exchange") -> None:
    """Leave the receipt of an exercise."""
    place = f"submissions/{assignment}.zip"
    receipts.keep(Receipt(assignment, "2026.2", "ada", time, 7, 8, "ab" * 32, way, place))


def finish(module: Module, time: str = DAY) -> None:
    """Leave a module that is done."""
    end_story(str(module.dilemma), time)
    hand_in(str(module.assignment), time)


def finish_all(time: str = DAY) -> None:
    """Leave a course of which every module is done."""
    for module in load_modules():
        finish(module, time)
