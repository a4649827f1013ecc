"""Scores from keys and answers: pure, always between 0 and the item's points, each with its reasons.

Sources. Credit per option: IMS QTI 3.0, response mapping with lower bound. Order: the share of settled
pairs that agree, which is Kendall's tau (1938) rescaled to 0..1 and restricted to a partial order.
Match: QTI's response mapping over pairs. Slider: a band, then a straight line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knowshow.exercises import items
from knowshow.exercises.keys import ChoiceKey, MatchKey, OrderKey, SliderKey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from knowshow.exercises.items import Assignment, Item
    from knowshow.exercises.keys import Key, Keys

Outcome = Literal["not-attempted", "none", "partial", "full", "needs-manual"]
ReasonKind = Literal[
    "picked", "floor", "pairs", "swapped", "matched", "mismatched", "unmatched", "within", "below", "above"
]
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score's explanation; `about` holds ids or numbers, `feedback` the author's words."""

    kind: ReasonKind
    about: tuple[str | int, ...] = ()
    points: float | None = None
    feedback: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What one answer earned. `needs-manual` waits for a person and has earned 0 so far."""

    item: str
    earned: float
    maximum: int
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """The scores of one submission, in the order of the items."""

    assignment: str
    scores: tuple[Score, ...]

    @property
    def earned(self) -> float:
        """Points earned so far."""
        return round(sum(score.earned for score in self.scores), _DECIMALS)

    @property
    def maximum(self) -> int:
        """Points that can be earned."""
        return sum(score.maximum for score in self.scores)

    @property
    def needs_manual(self) -> bool:
        """Whether a person has something to grade."""
        return any(score.outcome == "needs-manual" for score in self.scores)


def score(item: Item, key: Key, value: Any) -> Score:
    """Score one answer; a value that cannot be an answer to the item counts as not attempted."""
    if items.is_blank(item, value) or items.find_fault(item, value) is not None:
        return Score(item.id, 0.0, item.points, "not-attempted")
    if item.type == "extended-text":
        return Score(item.id, 0.0, item.points, "needs-manual")
    points, reasons = _score_value(key, value, item.points)
    earned = round(min(max(points, 0.0), float(item.points)), _DECIMALS)
    outcome: Outcome = "full" if earned == item.points else "partial" if earned else "none"
    return Score(item.id, earned, item.points, outcome, reasons)


def grade(keys: Keys, assignment: Assignment, responses: Mapping[str, Any]) -> Grade:
    """Score every item; one without a response is not attempted."""
    key = keys.key
    return Grade(
        assignment.assignment,
        tuple(score(item, key[item.id], responses.get(item.id)) for item in assignment.items),
    )


def _score_value(key: Key, value: Any, maximum: int) -> tuple[float, tuple[Reason, ...]]:
    if isinstance(key, ChoiceKey):
        return _score_choice(key, list_picks(value))
    if isinstance(key, OrderKey):
        return _score_order(key, value, maximum)
    if isinstance(key, MatchKey):
        return _score_match(key, value, maximum)
    if isinstance(key, SliderKey):
        return _score_slider(key, value, maximum)
    return 0.0, ()


def list_picks(value: Any) -> list[str]:
    """Return the picks in an answer to a choice, be it a single id or a list of ids."""
    return [value] if isinstance(value, str) else list(value)


def _score_choice(key: ChoiceKey, picked: list[str]) -> tuple[float, tuple[Reason, ...]]:
    reasons = [
        Reason("picked", (pick,), key.options[pick].credit, key.options[pick].feedback) for pick in picked
    ]
    total = sum(key.options[pick].credit for pick in picked)
    if total < key.floor:
        reasons.append(Reason("floor", (), key.floor))
    return max(total, key.floor), tuple(reasons)


def _score_order(key: OrderKey, value: list[str], maximum: int) -> tuple[float, tuple[Reason, ...]]:
    # Kendall's tau is agreeing less disagreeing pairs, by all; the share of agreeing ones rescales it to 0..1
    place = {option: i for i, option in enumerate(value)}
    swapped = [(first, later) for first, later in key.pairs if place[first] > place[later]]
    agreeing = len(key.pairs) - len(swapped)
    reasons = [Reason("pairs", (agreeing, len(key.pairs)))]
    reasons += [Reason("swapped", pair, None, key.feedback.get(pair[0])) for pair in swapped]
    return maximum * agreeing / len(key.pairs), tuple(reasons)


def _score_match(key: MatchKey, value: dict[str, str], maximum: int) -> tuple[float, tuple[Reason, ...]]:
    reasons = []
    matched = 0
    for source, source_key in key.sources.items():
        target = value.get(source)
        if target is None:
            reasons.append(Reason("unmatched", (source,)))
            continue
        accepted = target in source_key.accepts
        matched += accepted
        reasons.append(
            Reason("matched" if accepted else "mismatched", (source, target), None, source_key.feedback)
        )
    return maximum * matched / len(key.sources), tuple(reasons)


def _score_slider(key: SliderKey, value: int, maximum: int) -> tuple[float, tuple[Reason, ...]]:
    beyond = abs(value - key.target) - key.tolerance
    if beyond <= 0:
        return float(maximum), (Reason("within", (value,), None, key.within),)
    side: ReasonKind = "below" if value < key.target else "above"
    feedback = key.below if side == "below" else key.above
    share = max(0.0, 1 - beyond / key.fade) if key.fade else 0.0
    return maximum * share, (Reason(side, (value,), None, feedback),)
