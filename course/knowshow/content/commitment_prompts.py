"""What a module asks a learner to commit to, from `assets/commitments.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.part import Line, Part, Text


def load_prompts() -> dict[str, tuple[Prompt, ...]]:
    """Return the prompts of every module, by its id.

    Raises:
        KnowShowError: their file is wrong.
    """
    return load(Prompts, course_files.assets("commitments.yaml"), "commitments.yaml").modules


Name = Annotated[str, Field(strict=True, pattern=r"^[0-9]{2}-[a-z]+(-[a-z]+)*$")]


GP = Annotated[str, Field(strict=True, pattern=r"^GP([1-9]|[12][0-9]|3[01])$")]


class Prompt(Part):
    """A question that a commitment answers, and how one might begin."""

    id: Annotated[str, Field(strict=True, pattern=r"^[a-z]+$")]
    ask: Line
    starts: Text
    cite: GP


class Prompts(Part):
    """What `assets/commitments.yaml` holds: two or three prompts for each module."""

    modules: dict[Name, Annotated[tuple[Prompt, ...], Field(min_length=2, max_length=3)]]
