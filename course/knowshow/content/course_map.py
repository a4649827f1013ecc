"""The course map: its modules, in reading order, from `assets/modules.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.part import Id, Line, Part


class Module(Part):
    """One module: a notebook named after its id, perhaps a dilemma and a graded assignment."""

    id: Annotated[str, Field(strict=True, pattern=r"^[0-9]{2}-[a-z]+(-[a-z]+)*$")]
    number: Annotated[int, Field(strict=True, ge=1)]
    title: Line
    question: Line
    minutes: Annotated[int, Field(strict=True, ge=1)]
    dilemma: Id | None = None
    assignment: str | None = None


class Map(Part):
    """All modules."""

    modules: tuple[Module, ...] = Field(min_length=1)


def load_modules() -> tuple[Module, ...]:
    """Read the modules that ship with the course, in reading order."""
    return load(Map, course_files.assets("modules.yaml"), "modules.yaml").modules
