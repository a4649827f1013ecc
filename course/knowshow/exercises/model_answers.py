"""The best and the worst answers to a key, for tests of an exercise and for benchmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.exercises.keys import ChoiceKey, MatchKey, OrderKey, SliderKey, TextKey

if TYPE_CHECKING:
    from knowshow.exercises.items import Assignment, Item, Value
    from knowshow.exercises.keys import Key, Keys


def make_answers(assignment: Assignment, keys: Keys, *, right: bool = True) -> dict[str, Value]:
    """Return the best submission, item id to value, or the worst one where `right` is False."""
    make = make_best if right else make_worst
    return {item.id: make(item, keys.key[item.id]) for item in assignment.items}


def make_best(item: Item, key: Key) -> Value:
    """Return the answer that earns the most."""
    if isinstance(key, ChoiceKey):
        ranked = sorted(key.options, key=lambda option: -key.options[option].credit)
        limit = getattr(item, "max_choices", 1)
        picks = [option for option in ranked if key.options[option].credit > 0]
        return (picks or ranked)[0] if limit == 1 else picks[: limit or None]
    if isinstance(key, OrderKey):
        return _sort_options(item, key)
    if isinstance(key, MatchKey):
        return {source: sought.accepts[0] for source, sought in key.sources.items()}
    if isinstance(key, SliderKey):
        return _find_nearest_step(item, key.target)
    return key.example


def make_worst(item: Item, key: Key) -> Value:
    """Return the answer that earns the least and still counts as an answer."""
    if isinstance(key, ChoiceKey):
        least = min(key.options, key=lambda option: key.options[option].credit)
        return least if getattr(item, "max_choices", 1) == 1 else [least]
    if isinstance(key, OrderKey):
        return _sort_options(item, key)[::-1]
    if isinstance(key, MatchKey):
        targets = [target.id for target in getattr(item, "targets", ())]
        wrong = {s: [t for t in targets if t not in sought.accepts] for s, sought in key.sources.items()}
        return {source: (others or targets)[0] for source, others in wrong.items()}
    if isinstance(key, SliderKey):
        low, high = getattr(item, "lower", 0), getattr(item, "upper", 0)
        return int(low if abs(low - key.target) >= abs(high - key.target) else high)
    if isinstance(key, TextKey):
        return "?"
    raise AssertionError(key)


def _sort_options(item: Item, key: OrderKey) -> list[str]:
    """Return the options in an order that breaks no settled pair; ties keep the item's own order."""
    remaining = [option.id for option in getattr(item, "options", ())]
    ordered: list[str] = []
    while remaining:
        free = (
            o for o in remaining if not any(later == o and first in remaining for first, later in key.pairs)
        )
        ordered.append(next(free, remaining[0]))
        remaining.remove(ordered[-1])
    return ordered


def _find_nearest_step(item: Item, target: int) -> int:
    low, high, step = (int(getattr(item, name)) for name in ("lower", "upper", "step"))
    return min(max(low + round((target - low) / step) * step, low), high)
