"""Small scenarios for tests: the starter as data to bend, and chains as long as one likes."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from knowshow.content import course_files, yaml_reader
from knowshow.story import play
from knowshow.story.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STARTER = course_files.assets("guide", "starter.yaml")
TEXT = STARTER.read_text("utf-8")
_DATA = yaml_reader.read(STARTER).data


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


def scenarios() -> st.SearchStrategy[Scenario]:
    """Valid scenarios of all shapes: layers of decisions and events, so that every one of them ends.

    Hypothesis draws a size and a seed; drawing each part of a story by itself would take it a second a story.
    """
    return st.builds(drawn, st.integers(1, 4), st.integers(0, 2**32))


def drawn(layers: int, seed: int) -> Scenario:
    """A story of some layers, drawn by chance from a seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = [[f"n{i}-{j}" for j in range(chance.randint(1, 2))] for i in range(layers)]
    names.append(["end-a", "end-b"])
    nodes: list[dict[str, Any]] = []
    for i, layer in enumerate(names[:-1]):
        onward = [name for later in names[i + 1 :] for name in later]
        nodes += [
            _node(chance, name, onward, nodes, opening=not nodes and j == 0) for j, name in enumerate(layer)
        ]
    ending = {"kind": "ending", "title": "End", "time": "Later", "text": "It ends."}
    nodes += [ending | {"id": name, "best": name == "end-a"} for name in names[-1]]
    _tag(random.Random(seed + 1), nodes)  # noqa: S311 - no secret
    data = starter() | {
        "id": "drawn",
        "stakeholders": [{"id": who, "name": who, "role": "-", "lens": "rightsholder"} for who in PEOPLE],
        "indicators": [_gauge(name) for name in GAUGES],
        "start": names[0][0],
        "nodes": nodes,
        "delayed": [_delayed(chance, f"d{i}", nodes) for i in range(chance.randint(0, 3))],
        "invariants": [],
    }
    data["debrief"] = data["debrief"] | {"lives": []}
    return Scenario.model_validate(data)


def _tag(chance: random.Random, nodes: list[dict[str, Any]]) -> None:
    """Let some choices bear one or two moves of three, so that rules have something to go by."""
    for node in nodes:
        for choice in node.get("choices", ()):
            choice["moves"] = chance.sample(("hear", "tell", "study"), chance.randint(0, 2))


def bare(path: Path) -> Scenario:
    """A story kept without its words, with others in their place."""
    kept = yaml_reader.read(path).data
    who = {"label": "-", "who": ["ana"]}
    said = {"title": "-", "time": "-", "text": "-"}
    done = {"label": "-", "detail": "-", "then": "-", "feedback": "-"}
    for node in kept["nodes"]:
        node.update(said)
        if node["kind"] == "decision":
            node.update(question="-", choices=[done | choice for choice in node["choices"]])
    kept |= {
        "indicators": [who | indicator for indicator in kept["indicators"]],
        "delayed": [{"text": "-"} | delayed for delayed in kept["delayed"]],
        "stakeholders": [{"id": "ana", "name": "Ana", "role": "-", "lens": "rightsholder"}],
        "invariants": [],
    }
    debrief = {key: value for key, value in _DATA["debrief"].items() if key != "lives"}
    return Scenario.model_validate(starter() | kept | {"debrief": debrief})


def _gauge(name: str) -> dict[str, Any]:
    gauge = {"id": name, "label": name, "about": "people", "who": ["ana"], "start": 0}
    return gauge | {"range": [-99, 99], "better": "less"}


def _picks(nodes: list[dict[str, Any]]) -> list[str]:
    return [choice["id"] for node in nodes for choice in node.get("choices", ())]


def _condition(chance: random.Random, picks: list[str], depth: int = 2) -> dict[str, Any]:
    kinds = [
        "flag",
        "at_least",
        "at_most",
        *(["chose"] if picks else []),
        *(["all", "any", "not"] if depth else []),
    ]
    kind = chance.choice(kinds)
    if kind in ("all", "any"):
        return {kind: [_condition(chance, picks, depth - 1) for _ in range(chance.randint(1, 2))]}
    if kind == "not":
        return {kind: _condition(chance, picks, depth - 1)}
    if kind in ("at_least", "at_most"):
        return {kind: {chance.choice(GAUGES): chance.randint(-3, 3)}}
    return {kind: chance.choice(FLAGS if kind == "flag" else picks)}


def _moved(chance: random.Random) -> dict[str, Any]:
    effects = {name: chance.randint(-2, 2) for name in GAUGES if chance.random() < 0.6}
    return {"effects": effects, "flags": chance.sample(FLAGS, chance.randint(0, 2))}


def _goto(chance: random.Random, onward: list[str], picks: list[str]) -> Any:
    if chance.random() < 0.6:
        return chance.choice(onward)
    return [{"when": _condition(chance, picks), "to": chance.choice(onward)}, {"to": chance.choice(onward)}]


def _node(
    chance: random.Random, name: str, onward: list[str], before: list[dict[str, Any]], *, opening: bool
) -> dict[str, Any]:
    picks = _picks(before)
    node: dict[str, Any] = {"id": name, "title": "A scene", "time": "Now", "text": "Something."}
    voice = {"who": chance.choice(PEOPLE), "says": chance.choice(("I am here.", "أنا هنا", "e\u0301"))}
    node["voices"] = [voice, voice | {"when": _condition(chance, picks)}][: chance.randint(0, 2)]
    if not opening and chance.random() < 0.3:
        return node | _moved(chance) | {"kind": "event", "goto": _goto(chance, onward, picks)}
    choices: list[dict[str, Any]] = []
    for number in range(chance.randint(1, 3)):
        said = {
            "id": f"{name}-c{number}",
            "label": "Do",
            "detail": "So.",
            "then": "Then.",
            "feedback": "Why.",
        }
        closed = {"when": _condition(chance, picks)} if number and chance.random() < 0.4 else {}
        choices.append(said | _moved(chance) | closed | {"goto": _goto(chance, onward, picks)})
    return node | {"kind": "decision", "question": "What now?", "choices": choices}


def _delayed(chance: random.Random, name: str, nodes: list[dict[str, Any]]) -> dict[str, Any]:
    decisions = [node["id"] for node in nodes if node["kind"] == "decision"]
    at = chance.sample([node["id"] for node in nodes], chance.randint(1, 2))
    part = {"id": name, "at": at, "because": chance.choice(decisions), "text": "It comes."}
    return part | _moved(chance) | {"when": _condition(chance, _picks(nodes))}


def chain(levels: int, width: int) -> Scenario:
    """A story of many decisions that merges into few states: each moves one indicator up by one, or not.

    It has 2 ** levels paths; the indicator stops the story from going on above `width` by being all there is.
    """
    last = {"kind": "ending", "id": "end", "title": "End", "time": "Later", "text": "It ends."}
    nodes: list[dict[str, Any]] = []
    for level in range(levels):
        goto = f"n{level + 1}" if level + 1 < levels else "end"
        said = {"detail": "So.", "then": "Then.", "feedback": "Why.", "cites": ["GP13"]}
        full = {"at_least": {"harm": width - 1}}
        up = said | {
            "id": f"up{level}",
            "label": "Up",
            "goto": goto,
            "effects": {"harm": 1},
            "when": {"not": full},
        }
        top = said | {"id": f"top{level}", "label": "Top", "goto": goto, "when": full}
        stay = said | {"id": f"stay{level}", "label": "Stay", "goto": goto}
        scene = {
            "id": f"n{level}",
            "kind": "decision",
            "title": "A scene",
            "time": "Now",
            "text": "Something.",
        }
        nodes.append(scene | {"question": "What now?", "choices": [up, top, stay]})
    data = starter() | {
        "stakeholders": [{"id": "ana", "name": "Ana", "role": "-", "lens": "rightsholder"}],
        "indicators": [_gauge("harm")],
        "start": "n0",
        "nodes": [*nodes, last],
        "delayed": [],
        "invariants": [],
    }
    data["debrief"] = data["debrief"] | {"lives": []}
    return Scenario.model_validate(data)


def first_path(scenario: Scenario) -> list[str]:
    """The path on which the first choice that is open is taken each time."""
    choices: list[str] = []
    state = play.start(scenario)
    while not play.is_over(scenario, state):
        choices.append(play.available(scenario, state)[0].id)
        state = play.step(scenario, state, choices[-1])
    return choices
