"""A dilemma on a notebook's page: `knowshow.dilemma("cut-off")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.content.principles import Principles
from knowshow.content.scenarios import load_scenario
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner import workspace
from knowshow.pages.widgets import base
from knowshow.pages.widgets.player import Player

if TYPE_CHECKING:
    from knowshow.story.scenario import Scenario


def scenario(name: str) -> Scenario:
    """A scenario that ships with the course.

    Raises:
        KnowShowError: there is none of that name, or its file is wrong.
    """
    return load_scenario(course_files.assets("scenarios", f"{name}.yaml"))


def principles() -> Principles:
    """The Guiding Principles that ship with the course."""
    return load(Principles, course_files.assets("principles.yaml"), "principles.yaml")


def dilemma(name: str) -> Player | base.Panel:
    """Play a dilemma, from where it was left; what is wrong becomes a message in the page."""
    try:
        return Player(scenario(name), principles(), workspace.state("journals", f"{name}.json"))
    except KnowShowError as error:
        return base.Panel(say("player", "problem"), str(error))
