"""The items of an assignment as the learner sees them. Types carry QTI's names; keys live elsewhere."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field

from knowshow.errors import Words
from knowshow.part import Id, Line, Part, Text, Whole

MAX_CHARACTERS = 20_000
Value = str | int | list[str] | dict[str, str]


class Option(Part):
    """One thing that can be picked, ordered or matched; its id never changes within an edition."""

    id: Id
    label: Line
    detail: Text | None = None


Options = Annotated[tuple[Option, ...], Field(min_length=2, max_length=20)]


class _Item(Part):
    id: Id
    prompt: Text
    case: Text | None = None
    points: Annotated[int, Field(strict=True, ge=1, le=100)]


class ChoiceItem(_Item):
    """Pick one option, or several where `max_choices` is not 1 (0: as many as you like)."""

    type: Literal["choice"]
    max_choices: Annotated[int, Field(strict=True, ge=0, le=20)] = 1
    options: Options


class OrderItem(_Item):
    """Put the options in order, the first one first."""

    type: Literal["order"]
    options: Options


class MatchItem(_Item):
    """Give each source one target; a target may serve several sources or none."""

    type: Literal["match"]
    sources: Options
    targets: Options


class SliderItem(_Item):
    """Name a whole number between two bounds, in steps."""

    type: Literal["slider"]
    lower: Whole
    upper: Whole
    step: Annotated[int, Field(strict=True, ge=1)] = 1
    unit: Line | None = None
    low_label: Line | None = None
    high_label: Line | None = None


class TextItem(_Item):
    """Write an answer in your own words; a person grades it."""

    type: Literal["extended-text"]
    expected_words: Annotated[int, Field(strict=True, ge=10, le=1500)]


Item = Annotated[ChoiceItem | OrderItem | MatchItem | SliderItem | TextItem, Field(discriminator="type")]


class Assignment(Part):
    """The public side of an assignment: what is asked, never what is right."""

    assignment: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    edition: Annotated[str, Field(strict=True, pattern=r"^[0-9]{4}\.[0-9]+$")]
    title: Line
    items: tuple[Item, ...] = Field(min_length=1, max_length=50)

    @cached_property
    def item(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for item in self.items}


def find_fault(item: Item, value: Any) -> Words | None:
    """Return why a value cannot be a response to an item; None where it can, right or wrong."""
    if isinstance(item, ChoiceItem):
        return _find_choice_fault(item, value)
    if isinstance(item, OrderItem):
        return _find_order_fault(item, value)
    if isinstance(item, MatchItem):
        return _find_match_fault(item, value)
    if isinstance(item, SliderItem):
        whole = isinstance(value, int) and not isinstance(value, bool)
        fits = whole and item.lower <= value <= item.upper and (value - item.lower) % item.step == 0
        bounds = {"lower": item.lower, "upper": item.upper, "step": item.step}
        return None if fits else Words("responses.outside", bounds)
    if not isinstance(value, str):
        return Words("responses.no_text")
    return None if len(value) <= MAX_CHARACTERS else Words("responses.long", {"most": MAX_CHARACTERS})


def is_blank(item: Item, value: Any) -> bool:
    """Return whether a value is no answer yet: None, nothing picked, only white space."""
    return value is None or value in ([], {}) or (isinstance(item, TextItem) and not str(value).strip())


def _get_ids(options: tuple[Option, ...]) -> set[str]:
    return {option.id for option in options}


def _find_choice_fault(item: ChoiceItem, value: Any) -> Words | None:
    picked = [value] if item.max_choices == 1 else value
    if not isinstance(picked, list) or not all(isinstance(pick, str) for pick in picked):
        return Words("responses.no_id" if item.max_choices == 1 else "responses.no_list")
    known = _get_ids(item.options)
    unknown = [pick for pick in picked if pick not in known]
    if unknown:
        return Words("responses.no_option", {"option": unknown[0][:60]})
    if len(set(picked)) != len(picked):
        return Words("responses.option_twice")
    if item.max_choices and len(picked) > item.max_choices:
        return Words("responses.too_many", {"most": item.max_choices})
    return None


def _find_order_fault(item: OrderItem, value: Any) -> Words | None:
    if not isinstance(value, list) or not all(isinstance(pick, str) for pick in value):
        return Words("responses.no_list")
    if len(value) != len(item.options) or set(value) != _get_ids(item.options):
        return Words("responses.not_every")
    return None


def _find_match_fault(item: MatchItem, value: Any) -> Words | None:
    if not isinstance(value, dict):
        return Words("responses.no_mapping")
    sources, targets = _get_ids(item.sources), _get_ids(item.targets)
    for source, target in value.items():
        if source not in sources or not isinstance(target, str) or target not in targets:
            pair = {"source": str(source)[:60], "target": str(target)[:60]}
            return Words("responses.no_pair", pair)
    return None
