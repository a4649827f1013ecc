"""The glossary's words, in order, each belonging to principles that exist."""

from __future__ import annotations

from knowshow.content import course_files
from knowshow.content.glossary import Glossary
from knowshow.content.loading import load
from knowshow.content.principles import load_principles


def glossary() -> Glossary:
    return load(Glossary, course_files.assets("glossary.yaml"))


def test_terms_stand_in_order_and_once() -> None:
    words = [term.term.casefold() for term in glossary().terms]
    assert words == sorted(set(words))


def test_every_citation_opens_a_card() -> None:
    principles = load_principles()
    cites = [cite for term in glossary().terms for cite in term.cites]
    assert cites
    assert [cite for cite in cites if principles.find(cite) is None] == []
