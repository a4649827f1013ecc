"""The salience map on a notebook's page: `knowshow.salience_map()`. Private, and kept in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.salience import Frame, Impacts
from knowshow.learner import plan_file, workspace
from knowshow.learner.kept_file import Kept

if TYPE_CHECKING:
    from knowshow.pages.widgets.base import Panel
    from knowshow.pages.widgets.salience import SalienceMap


def frame() -> Frame:
    """The words for the levels, and the worked example.

    Raises:
        KnowShowError: the file that holds them is wrong.
    """
    return load(Frame, course_files.assets("salience.yaml"), "salience.yaml")


def salience_map() -> SalienceMap | Panel:
    """The learner's map, begun with a worked example; what is wrong becomes a message in the page."""
    from knowshow.pages.widgets import base  # noqa: PLC0415 - what is kept is read without Jupyter too
    from knowshow.pages.widgets.salience import SalienceMap  # noqa: PLC0415

    try:
        words = frame()
        kept = Kept(workspace.state("salience.json"), Impacts(impacts=words.examples))
        return SalienceMap(words, kept, plan_file.kept())
    except KnowShowError as error:
        return base.Panel(say("salience", "problem"), str(error))
