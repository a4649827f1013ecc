"""A module's commitments on its page: `knowshow.commitments("05-remedy")`. Private, kept in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner import plan_file

if TYPE_CHECKING:
    from knowshow.pages.widgets.base import Panel
    from knowshow.pages.widgets.commitments import Commitments


class NoPromptsError(KnowShowError):
    """A module that this edition has no prompts for."""


def commitments(module: str) -> Commitments | Panel:
    """What the learner takes from a module; what is wrong becomes a message in the page."""
    from knowshow.pages.widgets import base  # noqa: PLC0415 - what is kept is read without Jupyter too
    from knowshow.pages.widgets.commitments import Commitments  # noqa: PLC0415

    try:
        prompts = plan_file.prompts()
        if module not in prompts:
            raise NoPromptsError(say("plan", "no_prompts", module=module, known=", ".join(prompts)))
        only = {module: plan_file.titles()[module]}
        return Commitments(plan_file.kept(), plan_file.principles(), only, prompts[module])
    except KnowShowError as error:
        return base.Panel(say("plan", "problem"), str(error))
