"""The record of the course as a widget: what was read, decided and answered, to read and to print."""

from __future__ import annotations

from typing import TypedDict

import anywidget
import traitlets

from knowshow.pages.widgets import base


class RecordRowView(TypedDict):
    """A module that was begun: what was `read` and `answered`, as sentences, and `decided`, as labels."""

    number: int
    title: str
    done: bool
    read: list[str]
    decided: list[str]
    answered: list[str]


class BeginView(TypedDict):
    """Where to begin: the link's words, and a page of the course."""

    label: str
    href: str


class RecordView(TypedDict):
    """The record: how far it goes (`state`), its `facts`, `notes` on what is wrong with it, and its modules.

    `open` names the modules that were not begun; `begin` is there where there is nothing to tell of yet.
    """

    kicker: str
    state: str
    facts: list[str]
    notes: list[str]
    rows: list[RecordRowView]
    open: str
    begin: BeginView | None


class RecordPage(TypedDict):
    """What the page of the record is given."""

    words: dict[str, str]
    view: RecordView


class Record(anywidget.AnyWidget):
    """`view` is the record as it is when the page is opened; nothing is changed from it."""

    _esm = base.script("record")
    _css = base.styles("record")
    words = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, view: RecordView) -> None:
        """Show `view`."""
        super().__init__(words=base.words("record"), view={**view})
