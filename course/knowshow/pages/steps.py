"""How the steps of a module stand, for the bar above its page: `knowshow.steps("05-remedy")`."""

from __future__ import annotations

from knowshow.content import course_map
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner import workspace
from knowshow.pages.widgets import base
from knowshow.pages.widgets.steps import Steps


class NoModuleError(KnowShowError):
    """A module that this edition does not have."""


def steps(module: str) -> Steps | base.Panel:
    """Tell the page how its steps stand; what is wrong becomes a message in the page."""
    try:
        modules = {each.id: each for each in course_map.load_modules()}
        if module not in modules:
            raise NoModuleError(say("steps", "unknown", module=module, known=", ".join(modules)))
        return Steps(modules[module]).remember_at(workspace.handled_file())
    except KnowShowError as error:
        return base.Panel(say("steps", "problem"), str(error))
