"""The scenario: one dilemma as frozen data, exactly as its author wrote it."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from knowshow.part import Cite, Id, Line, Part, Text, Whole, misfit
from knowshow.story.moves import Moves  # noqa: TC001 - pydantic reads it when the model is made

Effects = dict[Id, Whole]
About = Literal["people", "company"]
Course = Literal["better", "worse", "same"]
Lens = Literal["rightsholder", "civil-society", "company", "state", "investor"]


class Condition(Part):
    """Exactly one of: all, any, not, flag, at_least, at_most, chose. Data, never code."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    all: tuple[Condition, ...] | None = Field(None, min_length=1, max_length=100)
    any: tuple[Condition, ...] | None = Field(None, min_length=1, max_length=100)
    not_: Condition | None = Field(None, alias="not")
    flag: Id | None = None
    at_least: Effects | None = Field(None, min_length=1, max_length=1)
    at_most: Effects | None = Field(None, min_length=1, max_length=1)
    chose: Id | None = None

    @model_validator(mode="after")
    def _require_one_test(self) -> Self:
        if len(self.model_fields_set) != 1 or None in (getattr(self, n) for n in self.model_fields_set):
            raise misfit(
                "one_test", tests=", ".join(f.alias or n for n, f in type(self).model_fields.items())
            )
        return self


class Role(Part):
    """Who the player is, at which fictional company."""

    title: Line
    company: Line
    brief: Text


class Stakeholder(Part):
    """A person or body with a stake; `lens` says from where they see it."""

    id: Id
    name: Line
    role: Line
    lens: Lens


class Right(Part):
    """A human right at stake, with the instrument it stands in."""

    id: Id
    label: Line
    source: Line


class Indicator(Part):
    """A whole number that tells how somebody fares; `who` names the stakeholders it is about."""

    id: Id
    label: Line
    about: About
    who: tuple[Id, ...] = Field(min_length=1)
    start: Whole
    range: tuple[Whole, Whole]
    better: Literal["more", "less"]
    unit: Line | None = None
    of: Whole | None = Field(None, description="the total it is a part of, where there is one to name")
    levels: tuple[Line, ...] = Field((), description="words for a range that has no unit, lowest first")
    gravity: Literal["lasting", "grave"] | None = Field(
        None,
        description="how grave it is for a person to be counted here: `lasting` can never be put right, "
        "`grave` can; left out where it is neither",
    )

    @model_validator(mode="after")
    def _check_range(self) -> Self:
        low, high = self.range
        if not low <= self.start <= high or low == high:
            raise misfit("range", start=self.start, low=low, high=high)
        return self

    @property
    def sign(self) -> Literal[1, -1]:
        """Tell by what to multiply a rise so that more is better: 1, or -1 where less is."""
        return 1 if self.better == "more" else -1

    def course(self, before: int, after: int) -> Course:
        """Tell whether a change is one for the better; no change is `same`."""
        gain = (after - before) * self.sign
        return "better" if gain > 0 else "worse" if gain else "same"

    def level(self, value: int) -> str | None:
        """Return the word for a value, beyond the range the nearest one; None where it has no words."""
        if not self.levels:
            return None
        low, high = self.range
        place = (value - low) * len(self.levels) // (high - low + 1)
        return self.levels[min(max(place, 0), len(self.levels) - 1)]

    def level_bounds(self) -> list[tuple[int, int]]:
        """Return the lowest and highest value of each level in order, but of one without values."""
        low, high = self.range
        size, count = high - low + 1, len(self.levels)
        if not count:
            return []
        firsts = [low - (-size * place // count) for place in range(count + 1)]  # rounded up
        return [(first, after - 1) for first, after in pairwise(firsts) if first < after]


class Voice(Part):
    """What a stakeholder says, perhaps only `when` something has happened."""

    who: Id
    says: Text
    when: Condition | None = None


class Branch(Part):
    """One of several ways on: taken when its condition holds; the last has none."""

    when: Condition | None = None
    to: Id


Goto = Id | Annotated[tuple[Branch, ...], Field(min_length=1)]


class Choice(Part):
    """One thing the player can do; `then` tells whom it reached, `feedback` why it matters.

    `moves` says what kind of act it is, by its label and detail alone: one or two, which the authors' guide
    defines. No learner sees them; the check plays by them.
    """

    id: Id
    label: Line
    detail: Text
    moves: Moves = ()
    then: Text
    feedback: Text
    cites: tuple[Cite, ...] = ()
    reaches: tuple[Id, ...] = ()
    effects: Effects = Field(default_factory=dict)
    flags: tuple[Id, ...] = ()
    when: Condition | None = None
    goto: Goto


class Facilitator(Part):
    """Notes for a room: what to ask, what a room usually says, how long it takes."""

    ask: Text
    hears: Text
    minutes: Annotated[int, Field(strict=True, ge=1, le=60)]


class _Node(Part):
    id: Id
    title: Line
    time: Line
    text: Text
    voices: tuple[Voice, ...] = ()
    facilitator: Facilitator | None = None


class Decision(_Node):
    """A scene that ends in a question and choices."""

    kind: Literal["decision"]
    question: Line
    choices: tuple[Choice, ...] = Field(min_length=1, max_length=40)


class Event(_Node):
    """Something that happens without being chosen, and leads on."""

    kind: Literal["event"]
    effects: Effects = Field(default_factory=dict)
    flags: tuple[Id, ...] = ()
    goto: Goto


class Ending(_Node):
    """Where a story stops; `best` marks an ending that is best for people."""

    kind: Literal["ending"]
    best: Annotated[bool, Field(strict=True)] = False


Node = Annotated[Decision | Event | Ending, Field(discriminator="kind")]


class Delayed(Part):
    """A consequence that arrives later: on reaching a node in `at`, once, if `when` holds.

    `because` names the decision it comes from, whether something was done there or left undone.
    """

    id: Id
    at: tuple[Id, ...] = Field(min_length=1)
    because: Id
    when: Condition | None = None
    text: Text
    voices: tuple[Voice, ...] = ()
    reaches: tuple[Id, ...] = ()
    cites: tuple[Cite, ...] = ()
    effects: Effects = Field(default_factory=dict)
    flags: tuple[Id, ...] = ()


class _Norm(Part):
    id: Id
    says: Text
    cites: tuple[Cite, ...] = Field(min_length=1)
    when: Condition | None = None


class EndingNorm(_Norm):
    """At every ending where `when` holds, `must` holds too."""

    kind: Literal["at-endings"]
    must: Condition


class AlwaysNorm(_Norm):
    """In every state where `when` holds, `must` holds too."""

    kind: Literal["always"]
    must: Condition


class ChoiceNorm(_Norm):
    """Taking one of `choices` in a state where `when` holds never makes `indicator` better (or worse)."""

    kind: Literal["on-choice"]
    choices: tuple[Id, ...] = Field(min_length=1)
    indicator: Id
    never: Literal["better", "worse"]


Norm = Annotated[EndingNorm | AlwaysNorm | ChoiceNorm, Field(discriminator="kind")]


class Lesson(Part):
    """Something to take away, with the principles it rests on."""

    text: Text
    cites: tuple[Cite, ...] = Field(min_length=1)


class View(Part):
    """One side of an honest disagreement, and who tends to hold it."""

    held_by: Line
    says: Text


class Differ(Part):
    """A question on which experts differ."""

    question: Line
    views: tuple[View, ...] = Field(min_length=2)
    cites: tuple[Cite, ...] = ()


class Life(Part):
    """How the story was lived by one stakeholder, perhaps only `when` something has happened."""

    who: Id
    text: Text
    when: Condition | None = None


class Debrief(Part):
    """What is talked about afterwards."""

    lessons: tuple[Lesson, ...] = Field(min_length=1)
    differ: tuple[Differ, ...] = Field(min_length=1)
    lives: tuple[Life, ...] = ()


class Scenario(Part):
    """One dilemma. `start` is the first node; a choice's id is unique in the whole scenario.

    Lists have a greatest length, far above what a reader bears, so that any file is checked in time.
    """

    id: Id
    version: Annotated[int, Field(strict=True, ge=1)]
    title: Line
    module: Line
    minutes: Annotated[int, Field(strict=True, ge=1, le=120)]
    summary: Text
    role: Role
    stakeholders: tuple[Stakeholder, ...] = Field(min_length=1, max_length=100)
    rights: tuple[Right, ...] = Field(min_length=1)
    indicators: tuple[Indicator, ...] = Field(min_length=1, max_length=40)
    start: Id
    nodes: tuple[Node, ...] = Field(min_length=2, max_length=2_000)
    delayed: tuple[Delayed, ...] = ()
    invariants: tuple[Norm, ...] = ()
    debrief: Debrief
    renamed: dict[Id, Id] = Field(default_factory=dict)

    @cached_property
    def node(self) -> dict[str, Decision | Event | Ending]:
        """Every node by its id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def choice(self) -> dict[str, Choice]:
        """Every choice by its id."""
        return {c.id: c for node in self.nodes if isinstance(node, Decision) for c in node.choices}

    @cached_property
    def stakeholder(self) -> dict[str, Stakeholder]:
        """Every stakeholder by their id."""
        return {person.id: person for person in self.stakeholders}
