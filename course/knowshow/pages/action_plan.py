"""The whole action plan on the capstone's page: `knowshow.action_plan()`."""

from __future__ import annotations

from knowshow.content.principles import load_principles
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner import plan_file, workspace
from knowshow.learner.plan_export import export
from knowshow.pages.widgets import base
from knowshow.pages.widgets.commitments import Commitments


def action_plan() -> Commitments | base.Panel:
    """Every commitment, to be edited and made into a page; what is wrong becomes a message."""
    try:
        made = Commitments(plan_file.open_plan(), load_principles(), plan_file.list_titles(), (), export)
        return made.remember_at(workspace.handled_file())
    except KnowShowError as error:
        return base.Panel(say("plan", "problem"), str(error))
