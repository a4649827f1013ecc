"""Whether an assignment's items and its key agree, said before a learner ever meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content import yaml_reader
from knowshow.content.loading import Model, validate
from knowshow.content.principles import load_principles
from knowshow.errors import InvalidFileError, Problem
from knowshow.exercises import items as kinds
from knowshow.exercises import scoring
from knowshow.exercises.items import Assignment
from knowshow.exercises.keys import ChoiceKey, Keys, MatchKey, OrderKey, TextKey
from knowshow.exercises.model_answers import best
from knowshow.exercises.scoring import picks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from knowshow.content.yaml_reader import Document
    from knowshow.errors import Place
    from knowshow.exercises.items import Item
    from knowshow.exercises.keys import Key


def check_assignment(items_path: Path, key_path: Path) -> list[Problem]:
    """Every problem in an assignment's items, its key, and between the two."""
    problems: list[Problem] = []
    stems, assignment = _read(Assignment, items_path, problems)
    document, keys = _read(Keys, key_path, problems)
    if assignment and keys:
        problems.extend(_own(stems, assignment, items_path))
        problems.extend(_Between(document, assignment, keys).problems())
    return problems


def _read(model: type[Model], path: Path, problems: list[Problem]) -> tuple[Document, Model | None]:
    document = yaml_reader.Document(str(path))
    try:
        document = yaml_reader.read(path)
        return document, validate(model, document)
    except InvalidFileError as error:
        problems.extend(error.problems)
        return document, None


def _own(document: Document, assignment: Assignment, path: Path) -> Iterator[Problem]:
    if assignment.assignment != path.parent.name:
        message = f"is {assignment.assignment!r}, but the folder is {path.parent.name!r}; make them the same"
        yield document.problem("KS201", message, ("assignment",))
    for place, twice in _twice([item.id for item in assignment.items]):
        yield document.problem("KS202", f"{twice!r} names two items; rename one", ("items", place, "id"))
    for i, item in enumerate(assignment.items):
        for field in ("options", "sources", "targets"):
            ids = [option.id for option in getattr(item, field, ())]
            for place, twice in _twice(ids):
                where = ("items", i, field, place, "id")
                yield document.problem("KS202", f"{twice!r} stands twice in one list; rename one", where)
        if item.type == "slider" and (item.lower >= item.upper or (item.upper - item.lower) % item.step):
            message = f"lower {item.lower} must reach upper {item.upper} in steps of {item.step}"
            yield document.problem("KS203", message, ("items", i, "upper"))


def _twice(ids: list[str]) -> Iterator[tuple[int, str]]:
    for place, name in enumerate(ids):
        if name in ids[:place]:
            yield place, name


class _Between:
    """What is wrong between stems and keys, at its place in the key file."""

    def __init__(self, document: Document, assignment: Assignment, keys: Keys) -> None:
        self.document = document
        self.assignment = assignment
        self.keys = keys
        self.principles = load_principles()

    def problems(self) -> Iterator[Problem]:
        """All of them, in reading order of the key file."""
        for field in ("assignment", "edition"):
            ours, theirs = getattr(self.keys, field), getattr(self.assignment, field)
            if ours != theirs:
                yield self.at(f"is {ours!r}, but items.yaml says {theirs!r}; make them the same", (field,))
        ids = [key.id for key in self.keys.keys]
        for place, twice in _twice(ids):
            yield self.at(f"{twice!r} has two keys; delete one", ("keys", place, "id"))
        for item in self.assignment.items:
            if item.id not in ids:
                yield self.at(f"the item {item.id!r} has no key; write one", ("keys",))
        for place, key in enumerate(self.keys.keys):
            yield from self.one(key, ("keys", place))

    def one(self, key: Key, place: Place) -> Iterator[Problem]:
        """What is wrong with one key."""
        item = self.assignment.item.get(key.id)
        if item is None:
            yield self.at(f"items.yaml has no item {key.id!r}; rename or delete this key", (*place, "id"))
            return
        for i, cite in enumerate(key.cites):
            if self.principles.find(cite) is None:
                yield self.at(f"{cite!r} has no such part", (*place, "cites", i))
        if key.type != item.type:
            yield self.at(f"is {key.type}, but the item is {item.type}", (*place, "type"))
            return
        found = list(_ids(item, key, place, self))
        yield from found or self.reachable(item, key, place)

    def reachable(self, item: Item, key: Key, place: Place) -> Iterator[Problem]:
        """Whether the best answer earns exactly the item's points."""
        if isinstance(key, OrderKey) and any(first == later for first, later in key.pairs):
            yield self.at("these chains run in a circle; no order can follow them", (*place, "before"))
            return
        if isinstance(key, ChoiceKey) and key.floor > item.points:
            yield self.at(f"must be at most the item's {item.points} points", (*place, "floor"))
        if isinstance(key, TextKey):
            most: float = sum(criterion.most for criterion in key.criteria)
        else:
            most = _most(item, key)
        if round(most, 6) != item.points:
            message = (
                f"the best answer earns {most:g}, but the item has {item.points} points; make them equal"
            )
            yield self.at(message, place)

    def at(self, message: str, place: Place) -> Problem:
        """A problem at a place in the key file."""
        return self.document.problem("KS204", message, place)


def _most(item: Item, key: Key) -> float:
    value = best(item, key)
    if isinstance(key, ChoiceKey):  # unclamped, so that too many points show too
        return sum((key.options[pick].credit for pick in picks(value)), 0.0)
    return 0.0 if kinds.fault(item, value) else scoring.score(item, key, value).earned


def _ids(item: Item, key: Key, place: Place, between: _Between) -> Iterator[Problem]:
    """Ids that one side has and the other has not."""
    if isinstance(key, ChoiceKey):
        yield from _same(key.options, _of(item, "options"), "option", (*place, "options"), between)
    elif isinstance(key, OrderKey):
        named = [option for chain in key.before for option in chain]
        yield from _same(named, _of(item, "options"), "option", (*place, "before"), between)
        yield from _known(key.feedback, _of(item, "options"), "option", (*place, "feedback"), between)
    elif isinstance(key, MatchKey):
        yield from _same(key.sources, _of(item, "sources"), "source", (*place, "sources"), between)
        for source, sought in key.sources.items():
            where = (*place, "sources", source, "accepts")
            yield from _known(sought.accepts, _of(item, "targets"), "target", where, between)


def _of(item: Item, field: str) -> set[str]:
    return {option.id for option in getattr(item, field)}


def _same(
    given: Iterable[str], wanted: set[str], what: str, place: Place, between: _Between
) -> Iterator[Problem]:
    given = list(given)
    yield from _known(given, wanted, what, place, between)
    for missing in sorted(wanted - set(given)):
        yield between.at(f"the {what} {missing!r} is not in the key; add it", place)


def _known(
    given: Iterable[str], wanted: set[str], what: str, place: Place, between: _Between
) -> Iterator[Problem]:
    for unknown in sorted(set(given) - wanted):
        yield between.at(f"the item has no {what} {unknown!r}; it has {', '.join(sorted(wanted))}", place)
