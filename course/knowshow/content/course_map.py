"""The course map: its modules, in reading order, from `assets/modules.yaml`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.part import Id, Line, Part, misfit

StepId = Literal["story", "looking-back", "ideas", "practice", "what-you-will-do", "exercise"]


def _day(value: object) -> dt.date:
    """Read a day written as 2026-11-27, and nothing else that stands for one."""
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        day = None
    if day is None or str(day) != value:
        raise misfit("a_day", shown=value)
    return day


class Module(Part):
    """One module: a notebook named after its id, perhaps a dilemma and a graded assignment.

    `minutes` are those of its steps, in the order in which they are walked; a step without any is left out.
    """

    id: Annotated[str, Field(strict=True, pattern=r"^[0-9]{2}-[a-z]+(-[a-z]+)*$")]
    number: Annotated[int, Field(strict=True, ge=1)]
    title: Line
    question: Line
    minutes: dict[StepId, Annotated[int, Field(strict=True, ge=1)]] = Field(min_length=1)
    dilemma: Id | None = None
    assignment: str | None = None


class Map(Part):
    """All modules, and the day up to which the facts of this edition were gathered."""

    facts: Annotated[dt.date, BeforeValidator(_day)]
    modules: tuple[Module, ...] = Field(min_length=1)


def load_modules() -> tuple[Module, ...]:
    """The modules that ship with the course."""
    return course_map().modules


def course_map() -> Map:
    """The course map that ships with the course."""
    return load(Map, course_files.assets("modules.yaml"), "modules.yaml")
