"""What is done and what comes next, from what is kept of a course."""

from __future__ import annotations

from typing import TYPE_CHECKING

import played
from knowshow.content.course_map import load_modules
from knowshow.learner import journals, progress
from knowshow.story.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path


def test_the_next_module_is_the_first_after_it_that_is_not_done(workspace: Path) -> None:
    modules = load_modules()
    assert workspace.is_dir()
    assert progress.find_next(modules, "01-strategy") == modules[1]
    played.finish(modules[1])
    assert progress.find_next(modules, "01-strategy") == modules[2]
    assert progress.find_next(modules, "06-capstone") == modules[0]


def test_a_module_whose_story_is_not_read_comes_last_and_after_all_there_is_none(workspace: Path) -> None:
    modules = load_modules()
    assert workspace.is_dir()
    for module in modules[1:]:
        played.finish(module)
    played.hand_in("01-strategy")
    assert progress.find_next(modules, "01-strategy") == modules[0]
    played.end_story(str(modules[0].dilemma), played.DAY)
    assert progress.find_next(modules, "01-strategy") is None


def test_a_story_walked_once_more_leaves_its_module_done_and_is_gone_on_with(workspace: Path) -> None:
    (first, *_) = modules = load_modules()
    played.finish(first)
    assert workspace.is_dir()
    assert (progress.is_done(first), progress.find_current(modules)) == (True, None)
    begun = played.whole_path(str(first.dilemma))
    path = workspace / ".knowshow" / "journals" / f"{first.dilemma}.json"
    journals.save(path, Journal(begun.scenario, begun.version, begun.choices[:1]))
    assert (progress.is_done(first), progress.find_current(modules)) == (True, first)
