"""Check that an assignment's items and its key agree, before a learner meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowshow.content import yaml_reader
from knowshow.content.loading import Model, validate
from knowshow.content.principles import load_principles
from knowshow.content.text import say
from knowshow.errors import InvalidFileError, Problem
from knowshow.exercises import items as kinds
from knowshow.exercises import scoring
from knowshow.exercises.items import Assignment
from knowshow.exercises.keys import ChoiceKey, Keys, MatchKey, OrderKey, TextKey
from knowshow.exercises.model_answers import make_best
from knowshow.exercises.scoring import list_picks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from knowshow.content.yaml_reader import Document
    from knowshow.errors import Place
    from knowshow.exercises.items import Item
    from knowshow.exercises.keys import Key


def check_assignment(items_path: Path, key_path: Path) -> list[Problem]:
    """Return every problem in an assignment's items and its key, and every disagreement of the two."""
    problems: list[Problem] = []
    stems, assignment = _read(Assignment, items_path, problems)
    document, keys = _read(Keys, key_path, problems)
    if assignment and keys:
        problems.extend(_check_items(stems, assignment, items_path))
        problems.extend(_Comparison(document, assignment, keys).problems())
    return problems


def _read(model: type[Model], path: Path, problems: list[Problem]) -> tuple[Document, Model | None]:
    document = yaml_reader.Document(str(path))
    try:
        document = yaml_reader.read(path)
        return document, validate(model, document)
    except InvalidFileError as error:
        problems.extend(error.problems)
        return document, None


def _check_items(document: Document, assignment: Assignment, path: Path) -> Iterator[Problem]:
    if assignment.assignment != path.parent.name:
        names = {"name": assignment.assignment, "folder": path.parent.name}
        yield document.problem("KS201", say("agreement", "folder", **names), ("assignment",))
    for place, name in _find_repeats([item.id for item in assignment.items]):
        message = say("agreement", "item_twice", id=name)
        yield document.problem("KS202", message, ("items", place, "id"))
    for i, item in enumerate(assignment.items):
        for field in ("options", "sources", "targets"):
            ids = [option.id for option in getattr(item, field, ())]
            for place, name in _find_repeats(ids):
                where = ("items", i, field, place, "id")
                yield document.problem("KS202", say("agreement", "option_twice", id=name), where)
        if item.type == "slider" and (item.lower >= item.upper or (item.upper - item.lower) % item.step):
            bounds = {"lower": item.lower, "upper": item.upper, "step": item.step}
            yield document.problem("KS203", say("agreement", "steps", **bounds), ("items", i, "upper"))


def _find_repeats(ids: list[str]) -> Iterator[tuple[int, str]]:
    for place, name in enumerate(ids):
        if name in ids[:place]:
            yield place, name


class _Comparison:
    """Checks items and keys against each other; its problems point into the key file."""

    def __init__(self, document: Document, assignment: Assignment, keys: Keys) -> None:
        self.document = document
        self.assignment = assignment
        self.keys = keys
        self.principles = load_principles()

    def problems(self) -> Iterator[Problem]:
        """Yield every problem, in the key file's reading order."""
        for field in ("assignment", "edition"):
            ours, theirs = getattr(self.keys, field), getattr(self.assignment, field)
            if ours != theirs:
                yield self.problem_at((field,), "differs", ours=ours, theirs=theirs)
        ids = [key.id for key in self.keys.keys]
        for place, name in _find_repeats(ids):
            yield self.problem_at(("keys", place, "id"), "key_twice", id=name)
        for item in self.assignment.items:
            if item.id not in ids:
                yield self.problem_at(("keys",), "no_key", id=item.id)
        for place, key in enumerate(self.keys.keys):
            yield from self.check_key(key, ("keys", place))

    def check_key(self, key: Key, place: Place) -> Iterator[Problem]:
        """Yield what is wrong with one key."""
        item = self.assignment.item.get(key.id)
        if item is None:
            yield self.problem_at((*place, "id"), "no_item", id=key.id)
            return
        for i, cite in enumerate(key.cites):
            if self.principles.find(cite) is None:
                yield self.problem_at((*place, "cites", i), "no_part", cite=cite)
        if key.type != item.type:
            yield self.problem_at((*place, "type"), "type", ours=key.type, theirs=item.type)
            return
        problems = list(_check_ids(item, key, place, self))
        yield from problems or self.check_points(item, key, place)

    def check_points(self, item: Item, key: Key, place: Place) -> Iterator[Problem]:
        """Yield a problem where the best possible answer does not earn exactly the item's points."""
        if isinstance(key, OrderKey) and any(first == later for first, later in key.pairs):
            yield self.problem_at((*place, "before"), "circle")
            return
        if isinstance(key, ChoiceKey) and key.floor > item.points:
            yield self.problem_at((*place, "floor"), "floor", points=item.points)
        if isinstance(key, TextKey):
            most: float = sum(criterion.most for criterion in key.criteria)
        else:
            most = _best_points(item, key)
        if round(most, 6) != item.points:
            yield self.problem_at(place, "points", most=most, points=item.points)

    def problem_at(self, place: Place, key: str, **values: object) -> Problem:
        """Return a problem at a place in the key file; `key` names its sentence in the interface's text."""
        return self.document.problem("KS204", say("agreement", key, **values), place)


def _best_points(item: Item, key: Key) -> float:
    value = make_best(item, key)
    if isinstance(key, ChoiceKey):  # unclamped, so that too many points show too
        return sum((key.options[pick].credit for pick in list_picks(value)), 0.0)
    return 0.0 if kinds.find_fault(item, value) else scoring.score(item, key, value).earned


def _check_ids(item: Item, key: Key, place: Place, comparison: _Comparison) -> Iterator[Problem]:
    """Yield a problem for each id that only the item or only the key has."""
    if isinstance(key, ChoiceKey):
        yield from _check_same(
            key.options, _get_ids(item, "options"), "option", (*place, "options"), comparison
        )
    elif isinstance(key, OrderKey):
        named = [option for chain in key.before for option in chain]
        yield from _check_same(named, _get_ids(item, "options"), "option", (*place, "before"), comparison)
        yield from _check_known(
            key.feedback, _get_ids(item, "options"), "option", (*place, "feedback"), comparison
        )
    elif isinstance(key, MatchKey):
        yield from _check_same(
            key.sources, _get_ids(item, "sources"), "source", (*place, "sources"), comparison
        )
        for source, source_key in key.sources.items():
            where = (*place, "sources", source, "accepts")
            yield from _check_known(
                source_key.accepts, _get_ids(item, "targets"), "target", where, comparison
            )


def _get_ids(item: Item, field: str) -> set[str]:
    return {option.id for option in getattr(item, field)}


def _check_same(
    key_ids: Iterable[str], item_ids: set[str], kind: str, place: Place, comparison: _Comparison
) -> Iterator[Problem]:
    key_ids = list(key_ids)
    yield from _check_known(key_ids, item_ids, kind, place, comparison)
    for missing in sorted(item_ids - set(key_ids)):
        yield comparison.problem_at(place, f"missing_{kind}", id=missing)


def _check_known(
    key_ids: Iterable[str], item_ids: set[str], kind: str, place: Place, comparison: _Comparison
) -> Iterator[Problem]:
    for unknown in sorted(set(key_ids) - item_ids):
        yield comparison.problem_at(place, f"unknown_{kind}", id=unknown, known=", ".join(sorted(item_ids)))
