"""Which choice is at least as good, and which beats, on stories with known outcomes."""

from __future__ import annotations

from typing import Any

import pytest

import storyteller
from knowshow.story.dominance import Judge
from knowshow.story.explore import explore

Pairs = list[tuple[int, int]]


def compare_both_ways(first: Pairs, second: Pairs) -> tuple[bool, bool, bool, bool]:
    """As good and beats, one way and the other, of two choices with given sets of outcomes.

    Outcomes are pairs of numbers added to the starter's two indicators: less of the first is better, and
    more of the second.
    """
    data = storyteller.starter()
    nodes: list[dict[str, Any]] = [data["nodes"][0]]
    pattern = nodes[0]["choices"][0] | {"goto": "end", "flags": []}
    opening: list[dict[str, Any]] = []
    for name, outcomes in (("one", first), ("two", second)):
        opening.append(pattern | {"id": name, "goto": f"then-{name}", "effects": {}})
        later = [
            pattern | {"id": f"{name}-{i}", "effects": {"near-school": x, "contracts": y}}
            for i, (x, y) in enumerate(outcomes)
        ]
        nodes.append(nodes[0] | {"id": f"then-{name}", "choices": later})
    nodes[0] = nodes[0] | {"choices": opening}
    nodes.append({"id": "end", "kind": "ending", "title": "End", "time": "Later", "text": "It ends."})
    changes = {"nodes": nodes, "delayed": [], "invariants": [], "debrief": data["debrief"] | {"lives": []}}
    exploration = explore(storyteller.told(changes))
    judge = Judge(exploration)
    left, right = (edge.to for edge in exploration.edges[0])
    return (
        judge.is_as_good(left, right),
        judge.beats(left, right),
        judge.is_as_good(right, left),
        judge.beats(right, left),
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param([(-1, 1)], [(0, 0)], (True, True, False, False), id="better on each"),
        pytest.param(
            [(-1, 0)], [(0, 0)], (True, False, False, False), id="better on one, alike on the other"
        ),
        pytest.param([(-1, -1)], [(0, 0)], (False, False, False, False), id="a price"),
        pytest.param([(0, 0)], [(0, 0)], (True, False, True, False), id="alike"),
        pytest.param(
            [(-2, 2), (5, -5)], [(0, 0)], (False, False, False, False), id="a gamble is not as good"
        ),
        pytest.param([(-2, 1), (-1, 2)], [(-1, 0)], (True, False, False, False), id="whatever comes later"),
        pytest.param([(-2, 0), (0, 2)], [(-1, -1)], (False,) * 4, id="one end is worse than their only one"),
        pytest.param(
            [(-3, 3), (-1, 1)], [(-2, 2), (0, 0)], (True, True, False, False), id="overlapping, moved"
        ),
        pytest.param([(-1, 1)], [(-2, 0), (0, 2)], (False, False, False, False), id="between two extremes"),
    ],
)
def test_choices_are_judged_by_all_endings_they_can_lead_to(
    first: Pairs, second: Pairs, expected: tuple[bool, bool, bool, bool]
) -> None:
    assert compare_both_ways(first, second) == expected
