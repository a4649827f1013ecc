"""What was chosen in an item: shares, the key marked, and each answer against the points elsewhere."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knowshow.exercises.keys import ChoiceKey, MatchKey
from knowshow.grading.reports import classical, disclosure
from knowshow.grading.reports.table import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowshow.exercises.items import ChoiceItem, Item, MatchItem
    from knowshow.exercises.keys import Key
    from knowshow.grading.reports.table import Column, Kind

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
    if item.type == "choice" and isinstance(key, ChoiceKey):
        return _find_picks(item, key, given, _Comparison(column, rows, rest))
    if item.type == "match" and isinstance(key, MatchKey):
        return _find_pairs(item, key, given, _Comparison(column, rows, rest))
    return _find_places(item, given)


class _Comparison:
    """Correlates giving an answer with the rest of the points, where that says nothing of few people."""

    def __init__(self, column: Column, rows: Sequence[int], rest: Sequence[float]) -> None:
        """Count the learners and add up their rests for each kind of answer; leave out who has no copy."""
        self.rest: list[float] = []
        self.counts: Counter[int] = Counter()
        self.sums: defaultdict[int, float] = defaultdict(float)
        for row, points in zip(rows, rest, strict=True):
            place = column.answers[row]
            if place != UNKNOWN:
                self.rest.append(points)
                self.counts[place] += 1
                self.sums[place] += points

    def correlate(self, names: Sequence[str | None]) -> dict[str, float]:
        """Return the point-biserial for each answer that may be shown, as groups of people are.

        `names` holds for each kind the answer that it gives, of those that exclude each other; None for
        another one.
        """
        groups: dict[str, tuple[int, float]] = {}
        for place, name in enumerate(names):
            if name is not None and self.counts[place]:
                count, total = groups.get(name, (0, 0.0))
                groups[name] = count + self.counts[place], total + self.sums[place]
        sizes = {name: count for name, (count, _) in groups.items()}
        shown = disclosure.find_shown(sizes, len(self.rest) - sum(sizes.values()))
        return classical.point_biserials({name: groups[name] for name in shown}, self.rest)


def _find_picks(
    item: ChoiceItem, key: ChoiceKey, given: list[tuple[Kind, int]], comparison: _Comparison
) -> Iterator[AnswerFigures]:
    picks = [(kind,) if isinstance(kind, str) else kind for kind, _ in given if not isinstance(kind, int)]
    taken: Counter[str | None] = Counter()
    for kind, (_, count) in zip(picks, given, strict=True):
        taken.update(dict.fromkeys(kind, count))
    every = sum(count for _, count in given)
    single = item.max_choices == 1
    correlations: dict[str, float] = {}
    if single:
        correlations = comparison.correlate([pick for (pick,) in picks])
    for option in item.options if not single else ():  # each option divides the learners anew
        correlations |= comparison.correlate([option.id if option.id in kind else None for kind in picks])
    best = max(option.credit for option in key.options.values())
    for option in item.options:
        credit = key.options[option.id].credit
        full = credit == best if single else credit > 0
        role: Role = "key" if full else "part" if credit > 0 else "distractor"
        share = taken[option.id] / every
        yield AnswerFigures(option.id, "", share, role, credit, correlations.get(option.id))


def _find_pairs(
    item: MatchItem, key: MatchKey, given: list[tuple[Kind, int]], comparison: _Comparison
) -> Iterator[AnswerFigures]:
    every = sum(count for _, count in given)
    worth = item.points / len(item.sources)
    for place, source in enumerate(item.sources):
        targets = [kind[place] if isinstance(kind, tuple) else None for kind, _ in given]
        matched: Counter[str | None] = Counter()
        for target, (_, count) in zip(targets, given, strict=True):
            matched[target] += count
        correlations = comparison.correlate(targets)
        accepts = key.sources[source.id].accepts
        for option in item.targets:
            right = option.id in accepts
            share = matched[option.id] / every
            if share or right:
                role: Role = "key" if right else "distractor"
                credit, value = worth if right else 0.0, correlations.get(option.id)
                yield AnswerFigures(source.id, option.id, share, role, credit, value)


def _find_places(item: Item, given: list[tuple[Kind, int]]) -> Iterator[AnswerFigures]:
    """Yield an order's mean places, or a slider's quartiles."""
    if item.type == "order":
        orders = [(kind, count) for kind, count in given if isinstance(kind, tuple)]
        places: Counter[str | None] = Counter()
        for order, count in orders:
            for place, option in enumerate(order, 1):
                places[option] += place * count
        every = sum(count for _, count in orders)
        for part in item.options:
            yield AnswerFigures(part.id, "", places[part.id] / every)
    elif item.type == "slider":
        numbers = [number for number, count in given if isinstance(number, int) for _ in range(count)]
        cuts = statistics.quantiles(numbers, method="inclusive")
        for name, cut in zip(("q1", "q2", "q3"), cuts, strict=True):
            yield AnswerFigures(name, "", cut)
