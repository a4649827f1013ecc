"""Cases of involvement, to be sorted into cause, contribute, directly linked or not linked. Pure."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.part import Cite, Id, Line, Part, Text, misfit

Kind = Literal["cause", "contribute", "linked", "none"]
Verdict = Literal["settled", "differ", "not-yet"]


class Meaning(Part):
    """What a kind of involvement means and what follows from it."""

    label: Line
    meaning: Text
    follows: Text
    cites: tuple[Cite, ...] = Field(min_length=1)


class Case(Part):
    """A short case; `accepts` lists the right answers, `answers` gives the feedback to each.

    Where experts differ, two answers are right, and `differ` says what about.
    """

    id: Id
    title: Line
    text: Text
    accepts: Annotated[tuple[Kind, ...], Field(min_length=1, max_length=2)]
    differ: Text | None = None
    answers: dict[Kind, Text] = Field(min_length=4)
    cites: tuple[Cite, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _require_reason_to_differ(self) -> Self:
        if (len(self.accepts) > 1) != (self.differ is not None):
            raise misfit("differ_where_two")
        return self


class Cases(Part):
    """What `assets/involvement.yaml` holds."""

    kinds: dict[Kind, Meaning] = Field(min_length=4)
    cases: tuple[Case, ...] = Field(min_length=1)


class Sorted(Part):
    """A learner's answers to the cases so far, by case id."""

    version: Literal[1] = 1
    answers: dict[Id, Kind] = Field(default_factory=dict)


def judge_answer(case: Case, kind: Kind) -> Verdict:
    """Return `settled` where an answer is right, `differ` where experts differ on it, else `not-yet`."""
    if kind not in case.accepts:
        return "not-yet"
    return "differ" if case.differ else "settled"


def load_cases() -> Cases:
    """Read the cases that ship with the course.

    Raises:
        KnowShowError: their file is wrong.
    """
    return load(Cases, course_files.assets("involvement.yaml"), "involvement.yaml")
