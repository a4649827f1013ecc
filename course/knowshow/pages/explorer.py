"""The principle explorer on a notebook's page: `knowshow.explorer()`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from knowshow.content import course_files, course_map, glossary, where_cited
from knowshow.content.principles import load_principles
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.learner import progress
from knowshow.pages.widgets import base
from knowshow.pages.widgets.explorer import Explorer
from knowshow.views import passages
from knowshow.views.principle_cards import card, term_entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.content.course_map import Module
    from knowshow.views.passages import PassageView


def explorer() -> Explorer | base.Panel:
    """The 31 principles, the glossary, and what a search over the course finds besides.

    What is wrong becomes a message in the page.
    """
    try:
        found = load_principles()
        met = where_cited.find_uses()
        titles = {module.id: module.title for module in course_map.load_modules()}
        cards = [card(one, met.get(one.id, {}), titles) for one in found.principles]
        terms = [term_entry(term) for term in glossary.load_terms()]
        return Explorer(cards, terms, found.source, glossary.load_kin(), [*_list_passages()])
    except KnowShowError as error:
        return base.Panel(say("explorer", "problem"), str(error))


def _list_passages() -> Iterator[PassageView]:
    """Yield the ideas of all modules, and the scenes that this learner has read."""
    for module in course_map.load_modules():
        yield from passages.list_ideas(module, _read_ideas(module))
        read = progress.read_path(module)
        if read is not None:
            yield from passages.list_scenes(module, *read)


def _read_ideas(module: Module) -> Iterator[str]:
    notebook = course_files.notebooks() / f"{module.id}.ipynb"
    for cell in json.loads(notebook.read_bytes())["cells"]:
        if cell["cell_type"] == "markdown" and cell["metadata"].get("knowshow", {}).get("step") == "ideas":
            yield "".join(cell["source"])
