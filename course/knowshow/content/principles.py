"""The 31 Guiding Principles as data: what each asks, of whom, and where it stands in the booklet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.part import Line, Part, Text

if TYPE_CHECKING:
    from collections.abc import Iterable


Letter = Annotated[str, Field(pattern=r"^[a-h]$")]
Short = Annotated[str, Field(min_length=3, max_length=26)]


class Principle(Part):
    """One principle in our own words; `pages` are those of HR/PUB/11/04.

    `short` names it on a chip, and `shorts` its paragraphs, by letter.
    """

    id: Annotated[str, Field(pattern=r"^GP([1-9]|[12][0-9]|3[01])$")]
    pillar: Literal["protect", "respect", "remedy"]
    addressee: Literal["States", "companies", "initiatives", "mechanisms"]
    kind: Literal["foundational", "operational"]
    title: Line
    short: Short
    text: Text
    pages: Line
    shorts: dict[Letter, Short] = Field(default_factory=dict)
    parts: dict[Letter, Text] = Field(default_factory=dict)
    terms: tuple[Line, ...] = ()
    takeaway: Text

    @property
    def place(self) -> str:
        """Where it stands in HR/PUB/11/04: p. 22, or pp. and a range."""
        return f"{'p.' if self.pages.isdigit() else 'pp.'} {self.pages}"


class Principles(Part):
    """All of them, with the source they were paraphrased from."""

    source: Text
    principles: tuple[Principle, ...] = Field(min_length=31, max_length=31)

    def find(self, cite: str) -> tuple[Principle, str] | None:
        """Return the principle and the part's letter that a cite like `GP31(h)` names; None if unknown."""
        number, _, letter = cite.rstrip(")").partition("(")
        for principle in self.principles:
            if principle.id == number and (not letter or letter in principle.parts):
                return principle, letter
        return None


def load_principles() -> Principles:
    """Return the Guiding Principles that ship with the course."""
    return load(Principles, course_files.assets("principles.yaml"), "principles.yaml")


def sort_cites(cites: Iterable[str]) -> list[str]:
    """Sort cites in the principles' order, without repeats."""

    def key(cite: str) -> tuple[int, str]:
        number, _, letter = cite.removeprefix("GP").partition("(")
        return int(number), letter

    return sorted(set(cites), key=key)
