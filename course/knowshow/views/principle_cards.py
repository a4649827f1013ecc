"""The principles as cards: those that a scene cites, and all of them for the explorer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from knowshow.content import course_files, markdown
from knowshow.content.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowshow.content.glossary import Term
    from knowshow.content.principles import Principle, Principles


class PrincipleView(TypedDict):
    """A principle's card: its number, title and texts as HTML; `part` is the paragraph cited, if one is."""

    number: str
    title: str
    html: str
    part: str | None
    takeaway: str
    pages: str


class ParagraphView(TypedDict):
    """A lettered paragraph of a principle, as HTML."""

    letter: str
    html: str


class MetView(TypedDict):
    """Where the course meets a principle: a module's title and notebook (empty if not here), and how."""

    href: str
    title: str
    how: str


class CardView(TypedDict):
    """A principle: texts as HTML, `plain` the words that a search looks through, the rest keys of words."""

    number: str
    pillar: str
    addressee: str
    kind: str
    title: str
    html: str
    parts: list[ParagraphView]
    takeaway: str
    terms: list[str]
    pages: str
    met: list[MetView]
    plain: str


class TermView(TypedDict):
    """A term of the glossary: its meaning as HTML and as plain words, and where it stands, in words."""

    term: str
    html: str
    plain: str
    cites: str


def cards(principles: Principles, cites: Iterable[str]) -> dict[str, PrincipleView]:
    """The principle cards that some cites open."""
    made: dict[str, PrincipleView] = {}
    for cite in cites:
        found = principles.find(cite)
        if found is None:
            continue
        principle, letter = found
        made[cite] = {
            "number": principle.id.removeprefix("GP") + (f"({letter})" if letter else ""),
            "title": principle.title,
            "html": markdown.html(principle.text),
            "part": markdown.inline(principle.parts[letter]) if letter else None,
            "takeaway": markdown.inline(principle.takeaway),
            "pages": principle.place,
        }
    return made


def card(one: Principle, met: Mapping[str, list[str]], titles: Mapping[str, str]) -> CardView:
    """A principle as the page needs it, with the plain words that a search looks through."""
    parts: list[ParagraphView] = [
        {"letter": letter, "html": markdown.inline(text)} for letter, text in one.parts.items()
    ]
    said = [one.text, *one.parts.values(), one.takeaway, ", ".join(one.terms)]
    return {
        "number": one.id.removeprefix("GP"),
        "pillar": one.pillar,
        "addressee": one.addressee,
        "kind": one.kind,
        "title": one.title,
        "html": markdown.html(one.text),
        "parts": parts,
        "takeaway": markdown.inline(one.takeaway),
        "terms": list(one.terms),
        "pages": one.place,
        "met": [
            {"href": _notebook(name), "title": titles[name], "how": ", ".join(how)}
            for name, how in met.items()
        ],
        "plain": " ".join(markdown.plain(markdown.html(text)) for text in said),
    }


def entry(term: Term) -> TermView:
    """A term of the glossary as the page needs it."""
    html = markdown.html(term.meaning)
    numbers = ", ".join(cite.removeprefix("GP") for cite in term.cites)
    key = "cite" if len(term.cites) == 1 else "cites"
    return {
        "term": term.term,
        "html": html,
        "plain": markdown.plain(html),
        "cites": say("explorer", key, list=numbers) if numbers else "",
    }


def _notebook(module: str) -> str:
    """The notebook's name where it is in this edition, so that no link leads nowhere."""
    name = f"{module}.ipynb"
    return name if (course_files.notebooks() / name).exists() else ""
