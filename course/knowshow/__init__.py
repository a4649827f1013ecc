"""Know & Show: each notebook of the course is a page made of calls to these names.

The names are looked up when they are used, so that the pure core can be imported without Jupyter.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowshow.dilemma import dilemma
    from knowshow.exercise import exercise
    from knowshow.practice import practice
    from knowshow.start import start

__all__ = ["dilemma", "exercise", "practice", "start"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'knowshow' has no attribute {name!r}")
    return getattr(importlib.import_module(f"knowshow.{name}"), name)
