"""The salience map on a notebook's page: `knowshow.salience_map()`. Private, and kept in the workspace."""

from __future__ import annotations

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.salience import Impacts, load_frame
from knowshow.learner import plan_file, workspace
from knowshow.learner.kept_file import KeptFile
from knowshow.pages.widgets import base
from knowshow.pages.widgets.salience import SalienceMap


def salience_map() -> SalienceMap | base.Panel:
    """The learner's map, begun with a worked example; what is wrong becomes a message in the page."""
    try:
        words = load_frame()
        kept = KeptFile(workspace.state("salience.json"), Impacts(impacts=words.examples))
        return SalienceMap(words, kept, plan_file.open_plan()).remember_at(workspace.handled_file())
    except KnowShowError as error:
        return base.Panel(say("salience", "problem"), str(error))
