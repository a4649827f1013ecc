"""What was chosen in an item: shares, the key marked, and each answer against the points elsewhere."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knowshow.exercises.keys import ChoiceKey, MatchKey
from knowshow.exercises.scoring import list_picks
from knowshow.grading.reports import classical, disclosure
from knowshow.grading.reports.table import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from knowshow.exercises.items import ChoiceItem, Item, MatchItem, Value
    from knowshow.exercises.keys import Key
    from knowshow.grading.reports.table import Column

Role = Literal["key", "part", "distractor", ""]


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """One answer that could be given, and how it did.

    For a choice `option` is an option and `value` the share that picked it; for a match `option` is a
    source, `target` its target and `value` the share that matched them; for an order `value` is the mean
    place of the option, from 1; for a slider `option` is `q1`, `q2` or `q3` and `value` that quartile.
    `credit` (points) and `role` say what the key makes of it. `correlation` is the point-biserial of
    giving this answer with the rest of the points; None where it would say something of few people.
    """

    option: str
    target: str
    value: float
    role: Role = ""
    credit: float | None = None
    correlation: float | None = None


def find_chosen(
    column: Column, key: Key, rows: Sequence[int], rest: Sequence[float]
) -> Iterable[AnswerFigures]:
    """Return what was chosen in an item; the learners in `rows` got `rest` points in the other items."""
    item, counts = column.item, Counter(answer for answer in column.answers if answer >= 0)
    given = [(kind, counts[place]) for place, kind in enumerate(column.kinds)]
    compared = [(column.answers[row], points) for row, points in zip(rows, rest, strict=True)]
    if item.type == "choice" and isinstance(key, ChoiceKey):
        return _find_picks(item, key, given, _Comparison(column.kinds, compared))
    if item.type == "match" and isinstance(key, MatchKey):
        return _find_pairs(item, key, given, _Comparison(column.kinds, compared))
    return _find_places(item, given)


class _Comparison:
    """Correlates giving an answer with the rest of the points, where that says nothing of few people."""

    def __init__(self, kinds: Sequence[Value], compared: Sequence[tuple[int, float]]) -> None:
        self.kinds = kinds
        known = [(place, points) for place, points in compared if place != UNKNOWN]
        self.places = [place for place, _ in known]
        self.rest = [points for _, points in known]
        self.counts = Counter(self.places)

    def correlate(self, answers: Mapping[str, Callable[[Value], bool]]) -> dict[str, float]:
        """Return the point-biserial for each answer that may be shown.

        `answers` exclude each other: nobody gives two of them. They are shown as groups of people are.
        """
        chosen = {
            name: {place for place, kind in enumerate(self.kinds) if gives(kind)}
            for name, gives in answers.items()
        }
        sizes = {name: sum(self.counts[place] for place in places) for name, places in chosen.items()}
        groups = {name: size for name, size in sizes.items() if size}
        shown = disclosure.find_shown(groups, len(self.places) - sum(groups.values()))
        pairs = ((name, self._correlate(chosen[name])) for name in shown)
        return {name: value for name, value in pairs if value is not None}

    def _correlate(self, places: set[int]) -> float | None:
        return classical.correlation([float(place in places) for place in self.places], self.rest)


def _find_picks(
    item: ChoiceItem, key: ChoiceKey, given: list[tuple[Value, int]], comparison: _Comparison
) -> Iterator[AnswerFigures]:
    taken: Counter[str] = Counter()
    for kind, count in given:
        taken.update(dict.fromkeys(list_picks(kind), count))
    every = sum(count for _, count in given)
    tests = {option.id: _picks(option.id) for option in item.options}
    if item.max_choices == 1:
        correlations = comparison.correlate(tests)
    else:  # several may be picked, so each option divides the learners anew
        correlations = {}
        for name, test in tests.items():
            correlations |= comparison.correlate({name: test})
    best = max(option.credit for option in key.options.values())
    for option in item.options:
        credit = key.options[option.id].credit
        full = credit == best if item.max_choices == 1 else credit > 0
        role: Role = "key" if full else "part" if credit > 0 else "distractor"
        share = taken[option.id] / every
        yield AnswerFigures(option.id, "", share, role, credit, correlations.get(option.id))


def _picks(option: str) -> Callable[[Value], bool]:
    return lambda value: option in list_picks(value)


def _find_pairs(
    item: MatchItem, key: MatchKey, given: list[tuple[Value, int]], comparison: _Comparison
) -> Iterator[AnswerFigures]:
    pairs: Counter[tuple[str, str]] = Counter()
    for kind, count in given:
        if isinstance(kind, dict):
            pairs.update(dict.fromkeys(kind.items(), count))
    every = sum(count for _, count in given)
    worth = item.points / len(item.sources)
    for source in item.sources:
        accepts = key.sources[source.id].accepts
        tests = {target.id: _matches(source.id, target.id) for target in item.targets}
        correlations = comparison.correlate(tests)
        for target in item.targets:
            right = target.id in accepts
            share = pairs[source.id, target.id] / every
            if share or right:
                role: Role = "key" if right else "distractor"
                credit, value = worth if right else 0.0, correlations.get(target.id)
                yield AnswerFigures(source.id, target.id, share, role, credit, value)


def _matches(source: str, target: str) -> Callable[[Value], bool]:
    return lambda value: isinstance(value, dict) and value.get(source) == target


def _find_places(item: Item, given: list[tuple[Value, int]]) -> Iterator[AnswerFigures]:
    """Yield an order's mean places, or a slider's quartiles."""
    if item.type == "order":
        orders = [(kind, count) for kind, count in given if isinstance(kind, list)]
        every = sum(count for _, count in orders)
        for option in item.options:
            places = sum(count * (order.index(option.id) + 1) for order, count in orders)
            yield AnswerFigures(option.id, "", places / every)
    elif item.type == "slider":
        numbers = [number for number, count in given if isinstance(number, int) for _ in range(count)]
        cuts = statistics.quantiles(numbers, method="inclusive")
        for name, cut in zip(("q1", "q2", "q3"), cuts, strict=True):
            yield AnswerFigures(name, "", cut)
