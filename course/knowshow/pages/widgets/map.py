"""The course map as a widget: rows of modules, and the way back to where one left off."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from knowshow.pages.widgets import base


class CourseMap(anywidget.AnyWidget):
    """`rows` are the modules in order; `current` is where the learner left off, if anywhere."""

    _esm = base.script("map")
    _css = base.styles("map")
    words = traitlets.Dict(base.words("start")).tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    current = traitlets.Dict(allow_none=True).tag(sync=True)

    def __init__(self, rows: list[dict[str, Any]], current: dict[str, Any] | None) -> None:
        """Show `rows`, and `current` on top of them."""
        super().__init__(rows=rows, current=current)
