"""Practice: items that check themselves, with a hint and a solution. Nothing here counts towards a grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import items, scoring
from knowshow.exercises.items import Item  # noqa: TC001 - pydantic reads it
from knowshow.exercises.keys import ChoiceKey, Key, MatchKey, OrderKey, TextKey
from knowshow.part import Line, Part, Text, misfit

if TYPE_CHECKING:
    from collections.abc import Iterable

Outcome = Literal["not-attempted", "not-yet", "right"]


class Task(Part):
    """One practice item: what is asked, what is right and why, a hint and a solution in words."""

    stem: Item
    key: Key
    hint: Text
    solution: Text

    @model_validator(mode="after")
    def _require_agreement(self) -> Self:
        if (self.key.id, self.key.type) != (self.stem.id, self.stem.type):
            raise misfit("other_stem", type=self.key.type, id=self.key.id)
        for named, known in _pair_ids(self.stem, self.key):
            unlike = (
                sorted(set(named) ^ set(known)) if isinstance(named, dict) else sorted({*named} - {*known})
            )
            if unlike:
                raise misfit("disagree", id=unlike[0])
        return self


class PracticeSet(Part):
    """The practice items of one module, in the order in which they are met."""

    module: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    title: Line
    tasks: tuple[Task, ...] = Field(min_length=1, max_length=30)

    @model_validator(mode="after")
    def _require_unique_ids(self) -> Self:
        ids = [task.stem.id for task in self.tasks]
        twice = next((name for name in ids if ids.count(name) > 1), None)
        if twice:
            raise misfit("task_twice", id=twice)
        return self


class Entry(Part):
    """What a learner did with one task: the answer, the answer last checked, and what was opened.

    `compared` holds the ids of the criteria that the learner ticked for a written answer.
    """

    value: Any = None
    checked: Any = None
    hint: bool = False
    solution: bool = False
    compared: tuple[str, ...] = ()


def find_outcome(task: Task, entry: Entry) -> Outcome:
    """Return the outcome of the last check; a written answer is right once all criteria are ticked."""
    if not is_answer(task.stem, entry.checked):
        return "not-attempted"
    if isinstance(task.key, TextKey):
        return (
            "right" if {criterion.id for criterion in task.key.criteria} <= {*entry.compared} else "not-yet"
        )
    return "right" if scoring.score(task.stem, task.key, entry.checked).outcome == "full" else "not-yet"


def is_answer(stem: Item, value: Any) -> bool:
    """Return whether a value is an answer to an item, right or wrong."""
    return not items.is_blank(stem, value) and items.find_fault(stem, value) is None


def _pair_ids(stem: Item, key: Key) -> Iterable[tuple[Iterable[str], set[str]]]:
    """Yield the key's ids beside the stem's; where the first are a mapping, both must be equal."""
    ids = {name: {part.id for part in getattr(stem, name, ())} for name in ("options", "sources", "targets")}
    if isinstance(key, ChoiceKey):
        yield key.options, ids["options"]
    elif isinstance(key, OrderKey):
        yield [*key.feedback, *(option for chain in key.before for option in chain)], ids["options"]
    elif isinstance(key, MatchKey):
        yield key.sources, ids["sources"]
        yield [target for source in key.sources.values() for target in source.accepts], ids["targets"]


class NoPracticeError(KnowShowError):
    """A module, or a task of it, that this edition does not have."""


def load_practice(module: str) -> PracticeSet:
    """Read the practice items of a module.

    Raises:
        KnowShowError: there are none, or their file is wrong.
    """
    path = course_files.assets("practice", f"{module}.yaml")
    known = sorted(file.stem for file in path.parent.glob("*.yaml"))
    if module not in known:
        raise NoPracticeError(say("practice", "unknown", module=module, known=", ".join(known)))
    return load(PracticeSet, path, path.name)
