"""The principle explorer on a notebook's page: `knowshow.explorer()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content import course_files, course_map, glossary, markdown, where_cited
from knowshow.content.loading import load
from knowshow.content.principles import Principles
from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowshow.content.glossary import Term
    from knowshow.content.principles import Principle
    from knowshow.pages.widgets.base import Panel
    from knowshow.pages.widgets.explorer import Explorer


def explorer() -> Explorer | Panel:
    """The 31 principles and the glossary; what is wrong becomes a message in the page."""
    from knowshow.pages.widgets import base  # noqa: PLC0415 - what is shown is made without Jupyter
    from knowshow.pages.widgets.explorer import Explorer  # noqa: PLC0415

    try:
        found = load(Principles, course_files.assets("principles.yaml"), "principles.yaml")
        met, titles = where_cited.uses(), {module.id: module.title for module in course_map.modules()}
        cards = [card(one, met.get(one.id, {}), titles) for one in found.principles]
        return Explorer(cards, [entry(term) for term in glossary.terms()], found.source)
    except KnowShowError as error:
        return base.Panel(say("explorer", "problem"), str(error))


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
