"""The glossary: terms of the field in plain words, each with the principles it belongs to."""

from __future__ import annotations

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
    """What `assets/glossary.yaml` holds."""

    terms: tuple[Term, ...] = Field(min_length=1)


def load_terms() -> tuple[Term, ...]:
    """Return the terms in alphabetical order; none where the course has no glossary.

    Raises:
        KnowShowError: the file is wrong.
    """
    path = course_files.assets("glossary.yaml")
    if not path.is_file():
        return ()
    return tuple(sorted(load(Glossary, path, "glossary.yaml").terms, key=lambda term: term.term.casefold()))
