"""The ground of every file that the course reads: strict, frozen data, and the words it is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from typing import LiteralString

Id = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, Field(strict=True, min_length=1, max_length=20_000)]
Line = Annotated[str, Field(strict=True, min_length=1, max_length=300, pattern=r"^[^\n]*$")]
Whole = Annotated[int, Field(strict=True, ge=-(10**9), le=10**9)]
Cite = Annotated[str, Field(strict=True, pattern=r"^GP([1-9]|[12][0-9]|3[01])(\([a-h]\))?$")]


class Part(BaseModel):
    """Base of everything an author writes: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def misfit(key: LiteralString, /, **values: object) -> PydanticCustomError:
    """Return what a validator raises: the sentence is `value.KEY` of the interface text, naming `values`."""
    return PydanticCustomError(key, key, values)
