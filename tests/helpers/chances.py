"""What random answers earn, exactly, on the course's graded exercises."""

from __future__ import annotations

from itertools import chain, combinations
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.exercises import scoring
from knowshow.exercises.items import ChoiceItem, Item, MatchItem, OrderItem, SliderItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.exercises.keys import Key

SOLUTIONS = Path(__file__).parents[2] / "solutions"
NAMES = sorted(path.parent.name for path in SOLUTIONS.glob("*/items.yaml"))


def chance(item: Item, key: Key) -> float:
    """What random answers to an item earn on average, exactly."""
    if isinstance(item, ChoiceItem):
        ids = [option.id for option in item.options]
        most = item.max_choices or len(ids)
        ticks = chain.from_iterable(combinations(ids, n) for n in range(1, most + 1))
        return mean([scoring.score(item, key, list(t) if most > 1 else t[0]).earned for t in ticks])
    if isinstance(item, OrderItem):
        return item.points / 2  # each settled pair agrees in half of all orders
    if isinstance(item, MatchItem):
        sources = [source.id for source in item.sources]
        sure = [scoring.score(item, key, dict.fromkeys(sources, t.id)).earned for t in item.targets]
        return mean(sure)
    assert isinstance(item, SliderItem)
    values = range(item.lower, item.upper + 1, item.step)
    return mean([scoring.score(item, key, value).earned for value in values])


def mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
