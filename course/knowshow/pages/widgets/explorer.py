"""The principle explorer as a widget: data that does not change; searching it is the page's work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

import anywidget
import traitlets

from knowshow.pages.widgets import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.views.passages import PassageView
    from knowshow.views.principle_cards import CardView, TermView


class ExplorerPage(TypedDict):
    """What the explorer's page is given."""

    words: dict[str, str]
    cards: list[CardView]
    terms: list[TermView]
    kin: list[list[str]]
    passages: list[PassageView]
    source: str


class Explorer(anywidget.AnyWidget):
    """`cards` are the principles in order, `terms` the glossary; `source` tells where the principles stand.

    `kin` are groups of words that a search takes for one another; `passages` are what it finds in modules.
    """

    _esm = base.script("explorer")
    _css = base.styles("explorer")
    words = traitlets.Dict().tag(sync=True)
    cards: traitlets.List[Any] = traitlets.List().tag(sync=True)
    terms: traitlets.List[Any] = traitlets.List().tag(sync=True)
    kin: traitlets.List[Any] = traitlets.List().tag(sync=True)
    passages: traitlets.List[Any] = traitlets.List().tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        cards: Sequence[CardView],
        terms: Sequence[TermView],
        source: str,
        kin: Sequence[Sequence[str]] = (),
        passages: Sequence[PassageView] = (),
    ) -> None:
        """Show these; what is empty, glossary or passages, has no tab."""
        words = base.words("explorer")
        groups = [list(group) for group in kin]
        given = {"cards": list(cards), "terms": list(terms), "passages": list(passages)}
        super().__init__(words=words, source=source, kin=groups, **given)
