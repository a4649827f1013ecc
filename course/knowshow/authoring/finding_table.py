"""The table of numbered findings, from `assets/guide/diagnostics.yaml`; a code never changes its meaning."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.part import Line, Part, Text


class Diagnostic(Part):
    """One kind of finding; `message` is its template where a check words it."""

    code: Annotated[str, Field(pattern=r"^KS[0-9]{3}$")]
    severity: Literal["error", "warning", "note"]
    title: Line
    means: Text
    mend: Text
    message: Text | None = None


class _Table(Part):
    diagnostics: tuple[Diagnostic, ...] = Field(min_length=1)


@cache
def table() -> dict[str, Diagnostic]:
    """Return every kind of finding by its code, in the order of the file."""
    loaded = load(_Table, course_files.assets("guide", "diagnostics.yaml"), "diagnostics.yaml")
    return {diagnostic.code: diagnostic for diagnostic in loaded.diagnostics}
