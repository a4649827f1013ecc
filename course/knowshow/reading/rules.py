"""How many people read each answer, and how far they may differ: `reading.yaml` in the course folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from knowshow.content.loading import load
from knowshow.part import Part

if TYPE_CHECKING:
    from pathlib import Path

NAME = "reading.yaml"


class Rules(Part):
    """`readers` is how many read each answer; beyond `apart` points between two, a third person decides."""

    readers: Literal[1, 2] = 1
    apart: Annotated[float, Field(ge=0, le=100)] = 1


def load_rules(root: Path) -> Rules:
    """Return the course folder's rules, or one reader for each answer where it has none.

    Raises:
        InvalidFileError: the file breaks its format.
    """
    path = root / NAME
    return load(Rules, path, NAME) if path.exists() else Rules()
