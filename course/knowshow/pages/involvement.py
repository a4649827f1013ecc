"""The involvement sorter on a notebook's page: `knowshow.involvement()`. Private, kept in the workspace."""

from __future__ import annotations

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.involvement import Sorted, load_cases
from knowshow.learner import workspace
from knowshow.learner.kept_file import KeptFile
from knowshow.pages.widgets import base
from knowshow.pages.widgets.involvement import Sorter


def involvement() -> Sorter | base.Panel:
    """The cases to sort, as far as the learner has got; what is wrong becomes a message in the page."""
    try:
        sorter = Sorter(load_cases(), KeptFile(workspace.state("involvement.json"), Sorted()))
        return sorter.remember_at(workspace.handled_file())
    except KnowShowError as error:
        return base.Panel(say("involvement", "problem"), str(error))
