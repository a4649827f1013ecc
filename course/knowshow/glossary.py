"""The glossary: words of the field, each with its meaning and the principles that it belongs to."""

from __future__ import annotations

from pydantic import Field

from knowshow.scenario import Cite, Line, Part, Text


class Term(Part):
    """One word, told in the course's own words."""

    term: Line
    meaning: Text
    cites: tuple[Cite, ...] = ()


class Glossary(Part):
    """All words, in alphabetical order."""

    terms: tuple[Term, ...] = Field(min_length=1)
