"""Know & Show: each notebook of the course is a page made of calls to these names.

The names are looked up when they are used, so that the pure core can be imported without Jupyter.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowshow.action_plan import action_plan
    from knowshow.commitments import commitments
    from knowshow.dilemma import dilemma
    from knowshow.exercise import exercise
    from knowshow.explorer import explorer
    from knowshow.involvement import involvement
    from knowshow.practice import practice
    from knowshow.salience_map import salience_map
    from knowshow.settings import settings
    from knowshow.start import start

__all__ = [
    "action_plan",
    "commitments",
    "dilemma",
    "exercise",
    "explorer",
    "involvement",
    "practice",
    "salience_map",
    "settings",
    "start",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'knowshow' has no attribute {name!r}")
    return getattr(importlib.import_module(f"knowshow.{name}"), name)


class _Course(ModuleType):
    """The package, in which `knowshow.dilemma` stays the function though a module has the same name."""

    def __setattr__(self, name: str, value: Any) -> None:
        # Importing a module would put it where its function is looked up; a second call would then fail.
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Course
