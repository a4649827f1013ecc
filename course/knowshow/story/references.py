"""What a scenario's ids point at: every mention with its place, and every mention that leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from knowshow.errors import Fault, Place, Words
from knowshow.story.nearest import mend
from knowshow.story.scenario import Branch, Choice, ChoiceNorm, Decision, Ending, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowshow.story.scenario import Condition, Delayed, Goto, Scenario


class Mention(NamedTuple):
    """An id written somewhere: of what kind it is, and where it stands in the data."""

    kind: str
    id: str
    place: Place


_CODES = {"node": "KS101", "stakeholder": "KS102", "indicator": "KS103", "choice": "KS104"}


def faults(scenario: Scenario) -> Iterator[Fault]:
    """Yield everything that would keep the reducer from playing the scenario."""
    yield from _twice(scenario)
    known = {kind: set(ids) for kind, ids in defined(scenario).items()}
    for mention in mentions(scenario):
        if mention.kind in _CODES and mention.id not in known[mention.kind]:
            hint = mend(mention.id, known[mention.kind])
            words = Words("story.no_such", {"kind": _kind(mention.kind), "id": mention.id, "mend": hint})
            yield Fault(_CODES[mention.kind], words, mention.place)
    yield from _because(scenario)
    yield from _branches(scenario)
    yield from _renamed(scenario)


def _kind(kind: str) -> Words:
    return Words(f"story.kind_{kind}")


def defined(scenario: Scenario) -> dict[str, dict[str, Place]]:
    """Return the place of every id, by kind and id; of an id given twice, the first place."""
    found: dict[str, dict[str, Place]] = {kind: {} for kind in _CODES}
    for kind, name, place in _given(scenario):
        found.setdefault(kind, {}).setdefault(name, place)
    return found


def _given(scenario: Scenario) -> Iterator[Mention]:
    lists: dict[str, tuple[Any, ...]] = {
        "stakeholder": scenario.stakeholders,
        "right": scenario.rights,
        "indicator": scenario.indicators,
        "node": scenario.nodes,
        "delayed": scenario.delayed,
        "invariant": scenario.invariants,
    }
    keys = {"node": "nodes", "delayed": "delayed"}
    for kind, parts in lists.items():
        for i, part in enumerate(parts):
            yield Mention(kind, part.id, (keys.get(kind, f"{kind}s"), i, "id"))
    for i, node in enumerate(scenario.nodes):
        for j, choice in enumerate(node.choices if isinstance(node, Decision) else ()):
            yield Mention("choice", choice.id, ("nodes", i, "choices", j, "id"))


def _twice(scenario: Scenario) -> Iterator[Fault]:
    """Yield ids given twice; nodes, choices and delayed consequences share a space: logs hold all three."""
    shared = {"node", "choice", "delayed"}
    seen: dict[tuple[str, str], str] = {}
    for kind, name, place in _given(scenario):
        space = "log" if kind in shared else kind
        if (space, name) in seen:
            values = {"id": name, "first": _kind(seen[space, name]), "kind": _kind(kind)}
            yield Fault("KS107", Words("story.twice", values), place)
        seen.setdefault((space, name), kind)


def mentions(scenario: Scenario) -> Iterator[Mention]:
    """Yield every id that points at something, flags included (kinds `sets` and `asks`)."""
    yield Mention("node", scenario.start, ("start",))
    for i, indicator in enumerate(scenario.indicators):
        yield from _each("stakeholder", indicator.who, ("indicators", i, "who"))
    for i, node in enumerate(scenario.nodes):
        yield from _voices(node.voices, ("nodes", i))
        if isinstance(node, Event):
            yield from _moving(node, ("nodes", i))
        for j, choice in enumerate(node.choices if isinstance(node, Decision) else ()):
            yield from _moving(choice, ("nodes", i, "choices", j))
    for i, delayed in enumerate(scenario.delayed):
        here: Place = ("delayed", i)
        yield from _each("node", delayed.at, (*here, "at"))
        yield Mention("node", delayed.because, (*here, "because"))
        yield from _voices(delayed.voices, here)
        yield from _moving(delayed, here)
    yield from _norms(scenario)
    yield from _voices(scenario.debrief.lives, ("debrief",), "lives")


def _norms(scenario: Scenario) -> Iterator[Mention]:
    for i, norm in enumerate(scenario.invariants):
        here: Place = ("invariants", i)
        yield from _condition(norm.when, (*here, "when"))
        if isinstance(norm, ChoiceNorm):
            yield from _each("choice", norm.choices, (*here, "choices"))
            yield Mention("indicator", norm.indicator, (*here, "indicator"))
        else:
            yield from _condition(norm.must, (*here, "must"))


def _each(kind: str, ids: Iterable[str], place: Place) -> Iterator[Mention]:
    for i, name in enumerate(ids):
        yield Mention(kind, name, (*place, i))


def _voices(voices: Iterable[Any], place: Place, key: str = "voices") -> Iterator[Mention]:
    for i, voice in enumerate(voices):
        yield Mention("stakeholder", voice.who, (*place, key, i, "who"))
        yield from _condition(voice.when, (*place, key, i, "when"))


def _moving(part: Choice | Event | Delayed, place: Place) -> Iterator[Mention]:
    for name in part.effects:
        yield Mention("indicator", name, (*place, "effects", name))
    yield from _each("sets", part.flags, (*place, "flags"))
    if not isinstance(part, Event):
        yield from _each("stakeholder", part.reaches, (*place, "reaches"))
        yield from _condition(part.when, (*place, "when"))
    if isinstance(part, Choice | Event):
        yield from _goto(part.goto, (*place, "goto"))


def _goto(goto: Goto, place: Place) -> Iterator[Mention]:
    if isinstance(goto, str):
        yield Mention("node", goto, place)
        return
    for i, branch in enumerate(goto):
        yield Mention("node", branch.to, (*place, i, "to"))
        yield from _condition(branch.when, (*place, i, "when"))


def _condition(condition: Condition | None, place: Place) -> Iterator[Mention]:
    if condition is None:
        return
    for key in ("all", "any"):
        for i, inner in enumerate(getattr(condition, key) or ()):
            yield from _condition(inner, (*place, key, i))
    yield from _condition(condition.not_, (*place, "not"))
    for key in ("at_least", "at_most"):
        for name in getattr(condition, key) or ():
            yield Mention("indicator", name, (*place, key, name))
    if condition.flag is not None:
        yield Mention("asks", condition.flag, (*place, "flag"))
    if condition.chose is not None:
        yield Mention("choice", condition.chose, (*place, "chose"))


def _because(scenario: Scenario) -> Iterator[Fault]:
    for i, delayed in enumerate(scenario.delayed):
        if isinstance(scenario.node.get(delayed.because), Event | Ending):
            words = Words("story.no_decision", {"node": delayed.because})
            yield Fault("KS101", words, ("delayed", i, "because"))


def gotos(scenario: Scenario) -> Iterator[tuple[Goto, Place]]:
    """Yield every route of the story, with its place."""
    for i, node in enumerate(scenario.nodes):
        if isinstance(node, Event):
            yield node.goto, ("nodes", i, "goto")
        for j, choice in enumerate(node.choices if isinstance(node, Decision) else ()):
            yield choice.goto, ("nodes", i, "choices", j, "goto")


def _branches(scenario: Scenario) -> Iterator[Fault]:
    for goto, place in gotos(scenario):
        branches: tuple[Branch, ...] = () if isinstance(goto, str) else goto
        for i, branch in enumerate(branches):
            last = i == len(branches) - 1
            if last and branch.when is not None:
                yield Fault("KS109", Words("story.last_branch"), (*place, i, "when"))
            elif not last and branch.when is None:
                yield Fault("KS109", Words("story.open_branch"), (*place, i))


def _renamed(scenario: Scenario) -> Iterator[Fault]:
    for old, new in scenario.renamed.items():
        if new not in scenario.choice:
            values = {"kind": _kind("choice"), "id": new, "mend": mend(new, scenario.choice)}
            yield Fault("KS111", Words("story.no_such", values), ("renamed", old))
        if old in scenario.choice:
            yield Fault("KS111", Words("story.still_there", {"id": old}), ("renamed", old))
