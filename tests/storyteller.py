"""Small scenarios for tests: the starter as data to bend, and chains as long as one likes."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from knowshow import places, yamlfile
from knowshow.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

STARTER = places.assets("guide", "starter.yaml")
TEXT = STARTER.read_text("utf-8")
_DATA = yamlfile.read(STARTER).data


def starter() -> dict[str, Any]:
    """The starter's data, a fresh copy."""
    return copy.deepcopy(_DATA)


def told(changes: Mapping[str, Any] | None = None) -> Scenario:
    """The starter as a scenario, with changes to its top-level keys."""
    return Scenario.model_validate(starter() | dict(changes or {}))


def choice(data: dict[str, Any], name: str) -> dict[str, Any]:
    """One choice in a scenario's data."""
    found = [one for node in data["nodes"] for one in node.get("choices", ()) if one["id"] == name]
    only: dict[str, Any] = found[0]
    return only


PEOPLE = ("ana", "ben")
GAUGES = ("harm", "cost")
FLAGS = ("asked", "paid", "told")


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Valid scenarios of all shapes: layers of decisions and events, so that every one of them ends."""
    layers = draw(st.lists(st.integers(1, 2), min_size=1, max_size=4))
    names = [[f"n{i}-{j}" for j in range(width)] for i, width in enumerate(layers)] + [["end-a", "end-b"]]
    picks = [f"{node}-c{k}" for layer in names[:-1] for node in layer for k in range(3)]
    conditions = _conditions(picks)
    nodes: list[dict[str, Any]] = []
    for i, layer in enumerate(names[:-1]):
        onward = [name for later in names[i + 1 :] for name in later]
        nodes += [
            draw(_node(name, onward, conditions, opening=i == 0 and name == layer[0])) for name in layer
        ]
    ending = {"kind": "ending", "title": "End", "time": "Later", "text": "It ends."}
    nodes += [ending | {"id": name} for name in names[-1]]
    decisions = [node["id"] for node in nodes if node["kind"] == "decision"]
    made = [choice["id"] for node in nodes for choice in node.get("choices", ())]
    late = draw(st.lists(_delayed([n["id"] for n in nodes], decisions, conditions), max_size=3))
    data = starter() | {
        "id": "drawn",
        "stakeholders": [{"id": who, "name": who, "role": "-", "lens": "rightsholder"} for who in PEOPLE],
        "indicators": [_gauge(name) for name in GAUGES],
        "start": names[0][0],
        "nodes": nodes,
        "delayed": [delayed | {"id": f"d{i}"} for i, delayed in enumerate(late)],
        "invariants": [],
    }
    data["debrief"] = data["debrief"] | {"lives": []}
    return Scenario.model_validate(_only_made(data, set(made)))


def _gauge(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "label": name,
        "about": "people",
        "who": ["ana"],
        "start": 0,
        "range": [-99, 99],
        "better": "less",
    }


def _conditions(picks: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    bound = st.dictionaries(st.sampled_from(GAUGES), st.integers(-3, 3), min_size=1, max_size=1)
    plain = st.one_of(
        st.sampled_from(FLAGS).map(lambda flag: {"flag": flag}),
        st.sampled_from(picks).map(lambda pick: {"chose": pick}),
        bound.map(lambda test: {"at_least": test}),
        bound.map(lambda test: {"at_most": test}),
    )
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            inner.map(lambda one: {"not": one}),
            st.lists(inner, min_size=1, max_size=2).map(lambda some: {"all": some}),
            st.lists(inner, min_size=1, max_size=2).map(lambda some: {"any": some}),
        ),
        max_leaves=3,
    )


def _moving() -> dict[str, st.SearchStrategy[Any]]:
    return {
        "effects": st.dictionaries(st.sampled_from(GAUGES), st.integers(-2, 2), max_size=2),
        "flags": st.lists(st.sampled_from(FLAGS), max_size=2, unique=True),
    }


def _goto(onward: list[str], conditions: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Any]:
    branches = st.tuples(conditions, st.sampled_from(onward), st.sampled_from(onward)).map(
        lambda drawn: [{"when": drawn[0], "to": drawn[1]}, {"to": drawn[2]}]
    )
    return st.one_of(st.sampled_from(onward), branches)


@st.composite
def _node(
    draw: st.DrawFn,
    name: str,
    onward: list[str],
    conditions: st.SearchStrategy[dict[str, Any]],
    *,
    opening: bool,
) -> dict[str, Any]:
    voice = st.fixed_dictionaries(
        {"who": st.sampled_from(PEOPLE), "says": st.text(min_size=1, max_size=9)},
        optional={"when": conditions},
    )
    node: dict[str, Any] = {"id": name, "title": "A scene", "time": "Now", "text": "Something."}
    node["voices"] = draw(st.lists(voice, max_size=2))
    if not opening and draw(st.booleans()):
        moved = draw(st.fixed_dictionaries({**_moving(), "goto": _goto(onward, conditions)}))
        return node | moved | {"kind": "event"}
    choices: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        said = {
            "id": f"{name}-c{number}",
            "label": "Do",
            "detail": "So.",
            "then": "Then.",
            "feedback": "Why.",
        }
        moved = draw(st.fixed_dictionaries({**_moving(), "goto": _goto(onward, conditions)}))
        closed = {"when": draw(conditions)} if number and draw(st.booleans()) else {}
        choices.append(said | moved | closed)
    return node | {"kind": "decision", "question": "What now?", "choices": choices}


@st.composite
def _delayed(
    draw: st.DrawFn, nodes: list[str], decisions: list[str], conditions: st.SearchStrategy[dict[str, Any]]
) -> dict[str, Any]:
    at = draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=2, unique=True))
    part = {
        "at": at,
        "because": draw(st.sampled_from(decisions)),
        "text": "It comes.",
        "when": draw(conditions),
    }
    return part | draw(st.fixed_dictionaries(_moving()))


def _only_made(data: Any, made: set[str]) -> Any:
    """The data with every `chose` of a choice that was not drawn replaced by a flag."""
    if isinstance(data, dict):
        if data.get("chose", next(iter(made))) not in made:
            return {"flag": FLAGS[0]}
        return {key: _only_made(value, made) for key, value in data.items()}
    return [_only_made(one, made) for one in data] if isinstance(data, list | tuple) else data
