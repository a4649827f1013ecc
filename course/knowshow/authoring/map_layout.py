"""Lay out a scenario's nodes in columns, left to right, as plain positions and sizes in pixels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from knowshow.story.scenario import Decision, Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowshow.errors import Problem
    from knowshow.story.scenario import Goto, Scenario

# pixels: a box's width, between columns, a row's height, between boxes, around the whole
WIDTH, GAP, ROW, SPACE, EDGE = 300, 130, 26, 34, 24


@dataclass
class Row:
    """One line of a box: a choice, an event's way on, or a delayed consequence that arrives here."""

    id: str
    text: str
    kind: Literal["choice", "onward", "delayed"]
    to: tuple[str, ...] = ()
    because: str | None = None
    marks: tuple[str, ...] = ()


@dataclass
class Box:
    """One node with its rows; `x` and `y` are its upper left corner, `marks` the codes of its findings."""

    id: str
    title: str
    kind: Literal["decision", "event", "ending"]
    rows: list[Row] = field(default_factory=list)
    marks: tuple[str, ...] = ()
    x: int = 0
    y: int = 0

    @property
    def height(self) -> int:
        """The box's height in pixels: its title and its rows."""
        return ROW * (len(self.rows) + 1) + 12

    def middle(self, row: int | None = None) -> int:
        """Return the y at which an edge meets the title, or a row (from 0)."""
        return self.y + ROW // 2 + 6 + (0 if row is None else ROW * (row + 1))


@dataclass
class Graph:
    """All boxes, by node id, and the size of the whole in pixels."""

    boxes: dict[str, Box]
    width: int
    height: int


def lay_out(scenario: Scenario, problems: Sequence[Problem] = ()) -> Graph:
    """Lay out a scenario; findings mark the node, choice or consequence at whose place they stand.

    A finding that stands elsewhere, such as a broken norm, marks the choice after which it is met.
    """
    boxes = {node.id: Box(node.id, node.title, node.kind) for node in scenario.nodes}
    for i, node in enumerate(scenario.nodes):
        box = boxes[node.id]
        box.marks = _marks(problems, f"nodes[{i}]", "choices")
        if isinstance(node, Event):
            box.rows.append(Row(node.id, "", "onward", targets(node.goto)))
        for j, choice in enumerate(node.choices if isinstance(node, Decision) else ()):
            marks = (*_marks(problems, f"nodes[{i}].choices[{j}]"), *_marks_by_path(problems, choice.id))
            box.rows.append(Row(choice.id, choice.label, "choice", targets(choice.goto), None, marks))
    for i, delayed in enumerate(scenario.delayed):
        for at in delayed.at:
            marks = _marks(problems, f"delayed[{i}]")
            boxes[at].rows.append(Row(delayed.id, delayed.id, "delayed", (), delayed.because, marks))
    return _place(boxes, _layers(scenario.start, boxes))


def targets(goto: Goto) -> tuple[str, ...]:
    """Return the ids of the nodes that a route can lead to."""
    return (goto,) if isinstance(goto, str) else tuple(dict.fromkeys(branch.to for branch in goto))


def _marks(problems: Sequence[Problem], prefix: str, besides: str = "\n") -> tuple[str, ...]:
    codes = [
        problem.code
        for problem in problems
        if problem.key.startswith((f"{prefix}.", prefix + "\n")) or problem.key == prefix
        if not problem.key.startswith(f"{prefix}.{besides}")
    ]
    return tuple(dict.fromkeys(codes))


def _marks_by_path(problems: Sequence[Problem], choice: str) -> tuple[str, ...]:
    drawn = ("nodes", "delayed")
    codes = [
        problem.code
        for problem in problems
        if problem.path[-1:] == (choice,) and not problem.key.startswith(drawn)
    ]
    return tuple(dict.fromkeys(codes))


def _layers(start: str, boxes: dict[str, Box]) -> list[list[str]]:
    """Return columns of nodes, by their longest way from the start without a way back; lost ones last."""
    depth: dict[str, int] = {}
    back: set[tuple[str, str]] = set()
    order = _order(start, boxes, back)
    for name in order:
        depth.setdefault(name, 0)
        for to in _targets(boxes[name]):
            if (name, to) not in back:
                depth[to] = max(depth.get(to, 0), depth[name] + 1)
    lost = [name for name in boxes if name not in depth]
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for name in order:
        layers[depth[name]].append(name)
    return [*layers, lost] if lost else layers


def _order(start: str, boxes: dict[str, Box], back: set[tuple[str, str]]) -> list[str]:
    """Return reachable nodes, each before those it leads to; add edges that lead back to `back`."""
    done: list[str] = []
    state = {start: "open"}
    stack = [(start, iter(_targets(boxes[start])))]
    while stack:
        name, targets = stack[-1]
        to = next(targets, None)
        if to is None:
            state[name] = "done"
            done.append(name)
            stack.pop()
        elif state.get(to) == "open":
            back.add((name, to))
        elif to not in state:
            state[to] = "open"
            stack.append((to, iter(_targets(boxes[to]))))
    return done[::-1]


def _targets(box: Box) -> list[str]:
    return [to for row in box.rows for to in row.to]


def _place(boxes: dict[str, Box], layers: list[list[str]]) -> Graph:
    """Set each box's position: a column for each layer, sorted by the mean height of the edges into it."""
    tallest = EDGE
    for column, layer in enumerate(layers):
        layer.sort(key=lambda name: _mean_height(name, boxes, layers[:column]))
        y = EDGE
        for name in layer:
            boxes[name].x, boxes[name].y = EDGE + column * (WIDTH + GAP), y
            y += boxes[name].height + SPACE
        tallest = max(tallest, y)
    return Graph(boxes, 2 * EDGE + len(layers) * (WIDTH + GAP) - GAP, tallest + EDGE)


def _mean_height(name: str, boxes: dict[str, Box], before: list[list[str]]) -> float:
    heights = [
        boxes[before_name].middle(i)
        for layer in before
        for before_name in layer
        for i, row in enumerate(boxes[before_name].rows)
        if name in row.to
    ]
    return sum(heights) / len(heights) if heights else 0.0
