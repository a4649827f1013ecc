"""The course map as a widget: rows of modules, and the way back to where one left off."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import anywidget
import traitlets

from knowshow.pages.widgets import base

if TYPE_CHECKING:
    from collections.abc import Sequence


class CameView(TypedDict):
    """Feedback that has come: its points in words, and the exercise's notebook, which shows it."""

    text: str
    href: str


class RowView(TypedDict):
    """A module on the map: notebook (`href`), question, minutes (`times`), its `state`, `done`.

    `came` is feedback on its exercise, if there is any.
    """

    number: int
    title: str
    question: str
    href: str
    times: str
    state: list[str]
    done: bool
    came: CameView | None


class CurrentView(TypedDict):
    """Where the learner left off: the module, the place in it in words, and its notebook.

    `finished`: all modules are done, and the notebook is that of the record.
    """

    title: str
    where: str
    href: str
    finished: bool


class MapPage(TypedDict):
    """What the course map's page is given; `record` is the notebook of the reader's record."""

    words: dict[str, str]
    rows: list[RowView]
    current: CurrentView | None
    record: str


class CourseMap(anywidget.AnyWidget):
    """`rows` are the modules in order; `current` is where the learner left off, if anywhere."""

    _esm = base.script("map")
    _css = base.styles("map")
    words = traitlets.Dict().tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    current = traitlets.Dict(allow_none=True).tag(sync=True)
    record = traitlets.Unicode().tag(sync=True)

    def __init__(self, rows: Sequence[RowView], current: CurrentView | None, record: str) -> None:
        """Show `rows`, `current` on top of them, and the way to the `record` below."""
        super().__init__(words=base.words("start"), rows=list(rows), current=current, record=record)
