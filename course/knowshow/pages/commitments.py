"""A module's commitments on its page: `knowshow.commitments("05-remedy")`. Private, kept in the workspace."""

from __future__ import annotations

from knowshow.content import commitment_prompts
from knowshow.content.principles import load_principles
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner import plan_file, workspace
from knowshow.pages.widgets import base
from knowshow.pages.widgets.commitments import Commitments


class NoPromptsError(KnowShowError):
    """A module that this edition has no prompts for."""


def commitments(module: str) -> Commitments | base.Panel:
    """What the learner takes from a module; what is wrong becomes a message in the page."""
    try:
        prompts = commitment_prompts.load_prompts()
        if module not in prompts:
            raise NoPromptsError(say("plan", "no_prompts", module=module, known=", ".join(prompts)))
        only = {module: plan_file.list_titles()[module]}
        made = Commitments(plan_file.open_plan(), load_principles(), only, prompts[module])
        return made.remember_at(workspace.handled_file())
    except KnowShowError as error:
        return base.Panel(say("plan", "problem"), str(error))
