"""The keys of an assignment: what earns what, why, and on which authority. They never reach a learner."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from knowshow.part import Cite, Id, Line, Part, Text, Whole, misfit

Points = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]
Credit = Annotated[float, Field(strict=True, ge=-100, le=100, allow_inf_nan=False)]
Distance = Annotated[int, Field(strict=True, ge=0, le=10**9)]


class _Key(Part):
    """What every key says: `why`, on which principles, where experts `differ`, what would `flip` it."""

    id: Id
    why: Text
    cites: tuple[Cite, ...] = ()
    differ: Text | None = None
    flip: Text | None = None

    @model_validator(mode="after")
    def _require_ground(self) -> Self:
        if not self.cites and self.differ is None:
            raise misfit("ungrounded")
        return self


class OptionKey(Part):
    """What picking an option earns, in points; below zero it is a penalty."""

    credit: Credit
    feedback: Text


class ChoiceKey(_Key):
    """Credit per option, in points; several picks add up, but never below `floor`."""

    type: Literal["choice"]
    options: dict[Id, OptionKey] = Field(min_length=2)
    floor: Points = 0


class OrderKey(_Key):
    """A partial order as chains: in each, what stands first comes first. Pairs in no chain are free."""

    type: Literal["order"]
    before: tuple[Annotated[tuple[Id, ...], Field(min_length=2)], ...] = Field(min_length=1)
    feedback: dict[Id, Text] = Field(default_factory=dict)

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair whose order is fixed, first before later: the chains' transitive closure, sorted."""
        after: dict[str, set[str]] = {}
        for chain in self.before:
            for first, second in pairwise(chain):
                after.setdefault(first, set()).add(second)
        return tuple(sorted((first, later) for first in after for later in _find_followers(first, after)))


class SourceKey(Part):
    """The targets a source may be matched with; several where experts differ."""

    accepts: tuple[Id, ...] = Field(min_length=1)
    feedback: Text


class MatchKey(_Key):
    """The key of each source; all sources carry the same share of the points."""

    type: Literal["match"]
    sources: dict[Id, SourceKey] = Field(min_length=2)


class SliderKey(_Key):
    """Full points within `tolerance` of `target`; beyond it they fall in a line, to none over `fade`."""

    type: Literal["slider"]
    target: Whole
    tolerance: Distance
    fade: Distance = 0
    within: Text
    below: Text
    above: Text


class Level(Part):
    """One level of a criterion: what an answer at this level shows, and what it earns."""

    points: Points
    label: Line
    shows: Text


class Criterion(Part):
    """One thing a person looks for in a written answer."""

    id: Id
    label: Line
    levels: tuple[Level, ...] = Field(min_length=2)

    @property
    def most(self) -> float:
        """The points of the best level."""
        return max(level.points for level in self.levels)


class Sample(Part):
    """An answer that readers mark first: the place of each criterion's level (from 0), and why."""

    answer: Text
    levels: dict[Id, Annotated[int, Field(strict=True, ge=0)]]
    why: Text


class TextKey(_Key):
    """The mark scheme of a written answer, an example that earns full marks, samples to calibrate on."""

    type: Literal["extended-text"]
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    example: Text
    samples: tuple[Sample, ...] = ()

    @model_validator(mode="after")
    def _check_samples(self) -> Self:
        most = {criterion.id: len(criterion.levels) for criterion in self.criteria}
        for sample in self.samples:
            if set(sample.levels) != set(most) or any(n >= most[name] for name, n in sample.levels.items()):
                raise misfit("sample_levels", names=", ".join(most))
        return self


Key = Annotated[ChoiceKey | OrderKey | MatchKey | SliderKey | TextKey, Field(discriminator="type")]


class Keys(Part):
    """All keys of one assignment, in `solutions/<assignment>.key.yaml`: beside its folder, never in it."""

    assignment: str
    edition: str
    keys: tuple[Key, ...] = Field(min_length=1)

    @cached_property
    def key(self) -> dict[str, Key]:
        """Every key by its item's id."""
        return {key.id: key for key in self.keys}


def _find_followers(start: str, after: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    stack = [start]
    while stack:
        for follower in after.get(stack.pop(), ()):
            if follower not in seen:
                seen.add(follower)
                stack.append(follower)
    return seen
