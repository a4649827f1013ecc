"""Find every mention of an id in a scenario with its place, and every mention of an unknown id."""

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


def find_faults(scenario: Scenario) -> Iterator[Fault]:
    """Yield everything that would keep the reducer from playing the scenario."""
    yield from _find_repeats(scenario)
    known = {kind: set(ids) for kind, ids in find_definitions(scenario).items()}
    for mention in find_mentions(scenario):
        if mention.kind in _CODES and mention.id not in known[mention.kind]:
            hint = mend(mention.id, known[mention.kind])
            words = Words("story.no_such", {"kind": _name_kind(mention.kind), "id": mention.id, "mend": hint})
            yield Fault(_CODES[mention.kind], words, mention.place)
    yield from _check_because(scenario)
    yield from _check_branches(scenario)
    yield from _check_renamed(scenario)


def _name_kind(kind: str) -> Words:
    return Words(f"story.kind_{kind}")


def find_definitions(scenario: Scenario) -> dict[str, dict[str, Place]]:
    """Return the place of every id, by kind and id; of an id given twice, the first place."""
    places: dict[str, dict[str, Place]] = {kind: {} for kind in _CODES}
    for kind, name, place in _list_definitions(scenario):
        places.setdefault(kind, {}).setdefault(name, place)
    return places


def _list_definitions(scenario: Scenario) -> Iterator[Mention]:
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


def _find_repeats(scenario: Scenario) -> Iterator[Fault]:
    """Yield ids given twice; nodes, choices and delayed consequences share a space: logs hold all three."""
    shared = {"node", "choice", "delayed"}
    seen: dict[tuple[str, str], str] = {}
    for kind, name, place in _list_definitions(scenario):
        space = "log" if kind in shared else kind
        if (space, name) in seen:
            values = {"id": name, "first": _name_kind(seen[space, name]), "kind": _name_kind(kind)}
            yield Fault("KS107", Words("story.twice", values), place)
        seen.setdefault((space, name), kind)


def find_mentions(scenario: Scenario) -> Iterator[Mention]:
    """Yield every id that points at something, flags included (kinds `sets` and `asks`)."""
    yield Mention("node", scenario.start, ("start",))
    for i, indicator in enumerate(scenario.indicators):
        yield from _mention_each("stakeholder", indicator.who, ("indicators", i, "who"))
    for i, node in enumerate(scenario.nodes):
        yield from _mention_voices(node.voices, ("nodes", i))
        if isinstance(node, Event):
            yield from _mention_effects(node, ("nodes", i))
        for j, choice in enumerate(node.choices if isinstance(node, Decision) else ()):
            yield from _mention_effects(choice, ("nodes", i, "choices", j))
    for i, delayed in enumerate(scenario.delayed):
        origin: Place = ("delayed", i)
        yield from _mention_each("node", delayed.at, (*origin, "at"))
        yield Mention("node", delayed.because, (*origin, "because"))
        yield from _mention_voices(delayed.voices, origin)
        yield from _mention_effects(delayed, origin)
    yield from _mention_norms(scenario)
    yield from _mention_voices(scenario.debrief.lives, ("debrief",), "lives")


def _mention_norms(scenario: Scenario) -> Iterator[Mention]:
    for i, norm in enumerate(scenario.invariants):
        origin: Place = ("invariants", i)
        yield from _mention_condition(norm.when, (*origin, "when"))
        if isinstance(norm, ChoiceNorm):
            yield from _mention_each("choice", norm.choices, (*origin, "choices"))
            yield Mention("indicator", norm.indicator, (*origin, "indicator"))
        else:
            yield from _mention_condition(norm.must, (*origin, "must"))


def _mention_each(kind: str, ids: Iterable[str], place: Place) -> Iterator[Mention]:
    for i, name in enumerate(ids):
        yield Mention(kind, name, (*place, i))


def _mention_voices(voices: Iterable[Any], place: Place, key: str = "voices") -> Iterator[Mention]:
    for i, voice in enumerate(voices):
        yield Mention("stakeholder", voice.who, (*place, key, i, "who"))
        yield from _mention_condition(voice.when, (*place, key, i, "when"))


def _mention_effects(part: Choice | Event | Delayed, place: Place) -> Iterator[Mention]:
    for name in part.effects:
        yield Mention("indicator", name, (*place, "effects", name))
    yield from _mention_each("sets", part.flags, (*place, "flags"))
    if not isinstance(part, Event):
        yield from _mention_each("stakeholder", part.reaches, (*place, "reaches"))
        yield from _mention_condition(part.when, (*place, "when"))
    if isinstance(part, Choice | Event):
        yield from _mention_goto(part.goto, (*place, "goto"))


def _mention_goto(goto: Goto, place: Place) -> Iterator[Mention]:
    if isinstance(goto, str):
        yield Mention("node", goto, place)
        return
    for i, branch in enumerate(goto):
        yield Mention("node", branch.to, (*place, i, "to"))
        yield from _mention_condition(branch.when, (*place, i, "when"))


def _mention_condition(condition: Condition | None, place: Place) -> Iterator[Mention]:
    if condition is None:
        return
    for key in ("all", "any"):
        for i, inner in enumerate(getattr(condition, key) or ()):
            yield from _mention_condition(inner, (*place, key, i))
    yield from _mention_condition(condition.not_, (*place, "not"))
    for key in ("at_least", "at_most"):
        for name in getattr(condition, key) or ():
            yield Mention("indicator", name, (*place, key, name))
    if condition.flag is not None:
        yield Mention("asks", condition.flag, (*place, "flag"))
    if condition.chose is not None:
        yield Mention("choice", condition.chose, (*place, "chose"))


def _check_because(scenario: Scenario) -> Iterator[Fault]:
    for i, delayed in enumerate(scenario.delayed):
        if isinstance(scenario.node.get(delayed.because), Event | Ending):
            words = Words("story.no_decision", {"node": delayed.because})
            yield Fault("KS101", words, ("delayed", i, "because"))


def find_gotos(scenario: Scenario) -> Iterator[tuple[Goto, Place]]:
    """Yield every route of the story, with its place."""
    for i, node in enumerate(scenario.nodes):
        if isinstance(node, Event):
            yield node.goto, ("nodes", i, "goto")
        for j, choice in enumerate(node.choices if isinstance(node, Decision) else ()):
            yield choice.goto, ("nodes", i, "choices", j, "goto")


def _check_branches(scenario: Scenario) -> Iterator[Fault]:
    for goto, place in find_gotos(scenario):
        branches: tuple[Branch, ...] = () if isinstance(goto, str) else goto
        for i, branch in enumerate(branches):
            last = i == len(branches) - 1
            if last and branch.when is not None:
                yield Fault("KS109", Words("story.last_branch"), (*place, i, "when"))
            elif not last and branch.when is None:
                yield Fault("KS109", Words("story.open_branch"), (*place, i))


def _check_renamed(scenario: Scenario) -> Iterator[Fault]:
    for old, new in scenario.renamed.items():
        if new not in scenario.choice:
            values = {"kind": _name_kind("choice"), "id": new, "mend": mend(new, scenario.choice)}
            yield Fault("KS111", Words("story.no_such", values), ("renamed", old))
        if old in scenario.choice:
            yield Fault("KS111", Words("story.still_there", {"id": old}), ("renamed", old))
