"""The principle explorer as a widget: data that does not change; searching it is the page's work."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from knowshow.pages.widgets import base


class Explorer(anywidget.AnyWidget):
    """`cards` are the principles in order, `terms` the glossary, `source` where the principles stand."""

    _esm = base.script("explorer")
    _css = base.styles("explorer")
    words = traitlets.Dict().tag(sync=True)
    cards: traitlets.List[Any] = traitlets.List().tag(sync=True)
    terms: traitlets.List[Any] = traitlets.List().tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)

    def __init__(self, cards: list[dict[str, Any]], terms: list[dict[str, Any]], source: str) -> None:
        """Show these; an empty glossary shows none."""
        super().__init__(words=base.words("explorer"), cards=cards, terms=terms, source=source)
