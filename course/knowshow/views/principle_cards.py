"""The principles as cards: those that a scene cites, and all of them for the explorer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content import course_files, markdown
from knowshow.content.text import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowshow.content.glossary import Term
    from knowshow.content.principles import Principle, Principles


def cards(principles: Principles, cites: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The principle cards that some cites open."""
    made: dict[str, dict[str, Any]] = {}
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


def card(one: Principle, met: Mapping[str, list[str]], titles: Mapping[str, str]) -> dict[str, Any]:
    """A principle as the page needs it, with the plain words that a search looks through."""
    parts = [{"letter": letter, "html": markdown.inline(text)} for letter, text in one.parts.items()]
    shown = {
        "id": one.id,
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
    }
    told = [one.text, *one.parts.values(), one.takeaway, ", ".join(one.terms)]
    return shown | {"plain": " ".join(markdown.plain(markdown.html(text)) for text in told)}


def entry(term: Term) -> dict[str, Any]:
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
