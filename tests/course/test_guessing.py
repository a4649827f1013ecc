"""Guessing does not pay: on no assignment does a habit earn much more than chance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chances import NAMES, SOLUTIONS, chance
from knowshow.content import yaml_reader
from knowshow.content.loading import load
from knowshow.exercises import scoring
from knowshow.exercises.items import Assignment, ChoiceItem, Item, MatchItem, OrderItem, SliderItem, TextItem
from knowshow.exercises.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowshow.exercises.items import Option

    Pick = Callable[[Sequence[Option]], Option]

MARGIN = 0.10


def first(options: Sequence[Option]) -> Option:
    return options[0]


def last(options: Sequence[Option]) -> Option:
    return options[-1]


def longest(options: Sequence[Option]) -> Option:
    return max(options, key=size)


def shortest(options: Sequence[Option]) -> Option:
    return min(options, key=size)


def size(option: Option) -> int:
    return len(option.label) + len(option.detail or "")


def habit(item: Item, pick: Pick, *, everything: bool) -> Any:
    """The answer of somebody who looks at the options' place or length only."""
    if isinstance(item, ChoiceItem):
        if item.max_choices == 1:
            return pick(item.options).id
        ticked = item.options if everything else [pick(item.options)]
        return [option.id for option in ticked[: item.max_choices or None]]
    if isinstance(item, OrderItem):
        left, order = list(item.options), []
        while left:
            order.append(pick(left))
            left.remove(order[-1])
        return [option.id for option in order]
    if isinstance(item, MatchItem):
        return {source.id: pick(item.targets).id for source in item.sources}
    assert isinstance(item, SliderItem)
    return item.lower if pick in (first, shortest) else item.upper


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("pick", [first, last, longest, shortest])
@pytest.mark.parametrize("name", NAMES)
def test_no_habit_beats_chance(name: str, pick: Pick, *, everything: bool) -> None:
    keys = load(Keys, SOLUTIONS / f"{name}.key.yaml").key
    items = load(Assignment, SOLUTIONS / name / "items.yaml").items
    scored = [item for item in items if not isinstance(item, TextItem)]
    earned = sum(
        scoring.score(item, keys[item.id], habit(item, pick, everything=everything)).earned for item in scored
    )
    at_random = sum(chance(item, keys[item.id]) for item in scored)
    assert earned <= at_random + MARGIN * sum(item.points for item in scored)


@pytest.mark.parametrize("name", NAMES)
def test_always_the_safest_sounding_course_does_not_pay(name: str) -> None:
    picks = yaml_reader.read(Path(__file__).with_name("cautious.yaml")).data[name]
    keys = load(Keys, SOLUTIONS / f"{name}.key.yaml").key
    items = load(Assignment, SOLUTIONS / name / "items.yaml").item
    choices = {item.id for item in items.values() if isinstance(item, ChoiceItem)}
    assert set(picks) == choices
    earned = sum(scoring.score(items[one], keys[one], pick).earned for one, pick in picks.items())
    at_random = sum(chance(items[one], keys[one]) for one in picks)
    scored = sum(item.points for item in items.values() if not isinstance(item, TextItem))
    assert earned <= at_random + MARGIN * scored
