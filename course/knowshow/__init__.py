"""Know & Show: each notebook of the course is a page made of calls to these names.

The names are looked up when they are used, so that the pure core can be imported without Jupyter.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowshow.pages.action_plan import action_plan
    from knowshow.pages.commitments import commitments
    from knowshow.pages.dilemma import dilemma
    from knowshow.pages.exercise import exercise
    from knowshow.pages.explorer import explorer
    from knowshow.pages.involvement import involvement
    from knowshow.pages.practice import practice
    from knowshow.pages.record import record
    from knowshow.pages.salience_map import salience_map
    from knowshow.pages.settings import settings
    from knowshow.pages.start import start
    from knowshow.pages.steps import steps
    from knowshow.pages.workshop import workshop

__all__ = [
    "action_plan",
    "commitments",
    "dilemma",
    "exercise",
    "explorer",
    "involvement",
    "practice",
    "record",
    "salience_map",
    "settings",
    "start",
    "steps",
    "workshop",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'knowshow' has no attribute {name!r}")
    return getattr(importlib.import_module(f"knowshow.pages.{name}"), name)
