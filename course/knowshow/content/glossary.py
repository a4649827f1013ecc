"""The glossary: terms of the field in plain words, each with the principles it belongs to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowshow.content import course_files
from knowshow.content.loading import load
from knowshow.part import Cite, Line, Part, Text


class Term(Part):
    """One term and what it means."""

    term: Line
    meaning: Text
    cites: tuple[Cite, ...] = ()


class Glossary(Part):
    """What `assets/glossary.yaml` holds; `kin` are groups of words that a search takes for one another."""

    terms: tuple[Term, ...] = Field(min_length=1)
    kin: tuple[Annotated[tuple[Line, ...], Field(min_length=2)], ...] = ()


def load_terms() -> tuple[Term, ...]:
    """Return the terms in alphabetical order; none where the course has no glossary.

    Raises:
        KnowShowError: the file is wrong.
    """
    glossary = _load()
    return tuple(sorted(glossary.terms, key=lambda term: term.term.casefold())) if glossary else ()


def load_kin() -> tuple[tuple[str, ...], ...]:
    """Return the groups of words that a search takes for one another.

    Raises:
        KnowShowError: the file is wrong.
    """
    glossary = _load()
    return glossary.kin if glossary else ()


def _load() -> Glossary | None:
    path = course_files.assets("glossary.yaml")
    return load(Glossary, path, "glossary.yaml") if path.is_file() else None
