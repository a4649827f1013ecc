"""The principle explorer on a notebook's page: `knowshow.explorer()`."""

from __future__ import annotations

from knowshow.content import course_map, glossary, where_cited
from knowshow.content.principles import load_principles
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.pages.widgets import base
from knowshow.pages.widgets.explorer import Explorer
from knowshow.views.principle_cards import card, term_entry


def explorer() -> Explorer | base.Panel:
    """The 31 principles and the glossary; what is wrong becomes a message in the page."""
    try:
        found = load_principles()
        met = where_cited.find_uses()
        titles = {module.id: module.title for module in course_map.load_modules()}
        cards = [card(one, met.get(one.id, {}), titles) for one in found.principles]
        terms = [term_entry(term) for term in glossary.load_terms()]
        return Explorer(cards, terms, found.source, glossary.load_kin())
    except KnowShowError as error:
        return base.Panel(say("explorer", "problem"), str(error))
