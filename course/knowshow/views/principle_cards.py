"""The principles as cards: those that a scene cites, and all of them for the explorer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from knowshow.content import course_files, markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowshow.content.glossary import Term
    from knowshow.content.principles import Principle, Principles


class PrincipleView(TypedDict):
    """A principle's card: number, title, `short` for a chip, texts as HTML; `part` is the paragraph cited."""

    number: str
    title: str
    short: str
    html: str
    part: str | None
    takeaway: str
    pages: str


class ParagraphView(TypedDict):
    """A lettered paragraph of a principle, as HTML."""

    letter: str
    html: str


class MetView(TypedDict):
    """Where the course uses a principle: a module's title, its notebook (empty if not here), and how."""

    href: str
    title: str
    how: str


class CardView(TypedDict):
    """A principle for the explorer: texts as HTML; `plain` is the text to search.

    `pillar`, `addressee` and `kind` are keys of words; `parts` are its lettered paragraphs; `met` lists the
    modules that use it.
    """

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
    """A term of the glossary: its meaning as HTML and plain text; `cites` are its principles' numbers."""

    term: str
    html: str
    plain: str
    cites: list[str]


def cards(principles: Principles, cites: Iterable[str]) -> dict[str, PrincipleView]:
    """Return the card for each cite, by cite; leave out cites of no known principle."""
    views: dict[str, PrincipleView] = {}
    for cite in cites:
        reference = principles.find(cite)
        if reference is None:
            continue
        principle, letter = reference
        views[cite] = {
            "number": principle.id.removeprefix("GP") + (f"({letter})" if letter else ""),
            "title": principle.title,
            "short": principle.shorts.get(letter, principle.short),
            "html": markdown.html(principle.text),
            "part": markdown.inline(principle.parts[letter]) if letter else None,
            "takeaway": markdown.inline(principle.takeaway),
            "pages": principle.place,
        }
    return views


def card(principle: Principle, met: Mapping[str, list[str]], titles: Mapping[str, str]) -> CardView:
    """Return a principle for the explorer.

    `met` names for each module how it uses the principle, `titles` gives the modules' titles.
    """
    parts: list[ParagraphView] = [
        {"letter": letter, "html": markdown.inline(text)} for letter, text in principle.parts.items()
    ]
    texts = [principle.text, *principle.parts.values(), principle.takeaway, ", ".join(principle.terms)]
    return {
        "number": principle.id.removeprefix("GP"),
        "pillar": principle.pillar,
        "addressee": principle.addressee,
        "kind": principle.kind,
        "title": principle.title,
        "html": markdown.html(principle.text),
        "parts": parts,
        "takeaway": markdown.inline(principle.takeaway),
        "terms": list(principle.terms),
        "pages": principle.place,
        "met": [
            {"href": _notebook(name), "title": titles[name], "how": ", ".join(how)}
            for name, how in met.items()
        ],
        "plain": " ".join(markdown.plain(markdown.html(text)) for text in texts),
    }


def term_entry(term: Term) -> TermView:
    """Return a term of the glossary for the explorer."""
    html = markdown.html(term.meaning)
    return {
        "term": term.term,
        "html": html,
        "plain": markdown.plain(html),
        "cites": [cite.removeprefix("GP") for cite in term.cites],
    }


def _notebook(module: str) -> str:
    """Return the notebook's name if this edition has it, else nothing, so that no link leads nowhere."""
    name = f"{module}.ipynb"
    return name if (course_files.notebooks() / name).exists() else ""
