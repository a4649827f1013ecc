"""Tell how far a story has come: at which decision it stands, and of how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from knowshow.story.scenario import Decision, Event, Scenario

if TYPE_CHECKING:
    from knowshow.story.state import State


class PositionView(TypedDict):
    """Where a story stands: decision `number`, of `most` where it cannot loop; `key` is the words' key."""

    key: Literal["place", "place_at_most", "place_open"]
    number: int
    most: NotRequired[int]


def position(scenario: Scenario, state: State, taken: int) -> PositionView:
    """Return the number of the decision a story stands at, after `taken` choices, and of how many."""
    number, left = taken + 1, _count_decisions(scenario, state.node)
    if left is None:
        return {"key": "place_open", "number": number}
    least, most = left
    return {"key": "place" if least == most else "place_at_most", "number": number, "most": taken + most}


def _count_decisions(scenario: Scenario, node: str) -> tuple[int, int] | None:
    """Count the fewest and the most decisions from a node, itself included, to an ending; None in a loop."""
    left: dict[str, tuple[int, int] | None] = {}
    open_ = [node]
    while open_:
        current = scenario.node[open_[-1]]
        ways = _list_targets(current)
        fresh = current.id not in left
        left.setdefault(current.id, None)  # until it is known: met again on the way, it is a loop
        ahead = [way for way in ways if fresh and way not in left]
        if ahead:
            open_ += ahead
            continue
        ends = [left[way] for way in ways] or [(0, 0)]
        counted = [end for end in ends if end]
        if len(counted) == len(ends):
            own = isinstance(current, Decision)
            left[current.id] = min(end[0] for end in counted) + own, max(end[1] for end in counted) + own
        open_.pop()
    return left[node]


def _list_targets(node: object) -> list[str]:
    gotos = [c.goto for c in node.choices] if isinstance(node, Decision) else []
    gotos += [node.goto] if isinstance(node, Event) else []
    return [way for goto in gotos for way in ([goto] if isinstance(goto, str) else [b.to for b in goto])]
