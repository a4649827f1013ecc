"""An item as the page needs it: Markdown rendered to HTML, and no hint of the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from knowshow.content import markdown
from knowshow.exercises import items

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowshow.exercises.items import Item, Option, SliderItem


class OptionView(TypedDict):
    """One thing to pick, order or match; `detail` is HTML, or empty."""

    id: str
    label: str
    detail: str


class StemView(TypedDict):
    """What every item has: its id, its question (`prompt`) and case (maybe empty) as HTML, and its points."""

    id: str
    prompt: str
    case: str
    points: int


class ChoiceItemView(StemView):
    """Pick one option, or up to `max_choices`; 0 means any number."""

    type: Literal["choice"]
    max_choices: int
    options: list[OptionView]


class OrderItemView(StemView):
    """Put the options in order."""

    type: Literal["order"]
    options: list[OptionView]


class MatchItemView(StemView):
    """Match each source with a target."""

    type: Literal["match"]
    sources: list[OptionView]
    targets: list[OptionView]


class SliderItemView(StemView):
    """Set a whole number between two bounds, in steps; `unit` and the labels of the ends may be empty."""

    type: Literal["slider"]
    lower: int
    upper: int
    step: int
    unit: str
    low_label: str
    high_label: str


class TextItemView(StemView):
    """Write an answer of about `expected_words`, and no more than `max_characters`."""

    type: Literal["extended-text"]
    expected_words: int
    max_characters: int


ItemView = ChoiceItemView | OrderItemView | MatchItemView | SliderItemView | TextItemView


def view(item: Item) -> ItemView:
    """Return an item as plain data for the page."""
    stem = _stem(item)
    if isinstance(item, items.ChoiceItem):
        options = _options(item.options)
        return {**stem, "type": "choice", "max_choices": item.max_choices, "options": options}
    if isinstance(item, items.OrderItem):
        return {**stem, "type": "order", "options": _options(item.options)}
    if isinstance(item, items.MatchItem):
        sources, targets = _options(item.sources), _options(item.targets)
        return {**stem, "type": "match", "sources": sources, "targets": targets}
    if isinstance(item, items.SliderItem):
        return _slider(stem, item)
    words, most = item.expected_words, items.MAX_CHARACTERS
    return {**stem, "type": "extended-text", "expected_words": words, "max_characters": most}


def _stem(item: Item) -> StemView:
    case = markdown.html(item.case) if item.case else ""
    return {"id": item.id, "prompt": markdown.inline(item.prompt), "case": case, "points": item.points}


def _slider(stem: StemView, item: SliderItem) -> SliderItemView:
    return {
        **stem,
        "type": "slider",
        "lower": item.lower,
        "upper": item.upper,
        "step": item.step,
        "unit": item.unit or "",
        "low_label": item.low_label or "",
        "high_label": item.high_label or "",
    }


def _options(options: Iterable[Option]) -> list[OptionView]:
    return [
        {
            "id": option.id,
            "label": option.label,
            "detail": markdown.inline(option.detail) if option.detail else "",
        }
        for option in options
    ]
