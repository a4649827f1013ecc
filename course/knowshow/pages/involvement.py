"""The involvement sorter on a notebook's page: `knowshow.involvement()`. Private, kept in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.involvement import Cases, Sorted
from knowshow.learner import workspace
from knowshow.learner.kept_file import Kept

if TYPE_CHECKING:
    from knowshow.pages.widgets.base import Panel
    from knowshow.pages.widgets.involvement import Sorter


def cases() -> Cases:
    """The cases that ship with the course.

    Raises:
        KnowShowError: their file is wrong.
    """
    return load(Cases, course_files.assets("involvement.yaml"), "involvement.yaml")


def involvement() -> Sorter | Panel:
    """The cases to sort, as far as the learner has got; what is wrong becomes a message in the page."""
    from knowshow.pages.widgets import base  # noqa: PLC0415 - the cases are read without Jupyter too
    from knowshow.pages.widgets.involvement import Sorter  # noqa: PLC0415

    try:
        return Sorter(cases(), Kept(workspace.state("involvement.json"), Sorted()))
    except KnowShowError as error:
        return base.Panel(say("involvement", "problem"), str(error))
