"""What a search finds besides principles and terms: the modules' ideas, and stories as they were read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import quote

from knowshow.content import markdown
from knowshow.content.text import say
from knowshow.story import play
from knowshow.views import so_far

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowshow.content.course_map import Module
    from knowshow.story.scenario import Scenario
    from knowshow.story.state import Turn

_PARAGRAPHS = re.compile(r"\n\s*\n")
_HEADS = ("#", "!")  # a heading or a picture says nothing by itself
_FIRST = 40  # characters by which a page finds a paragraph again


class PassageView(TypedDict):
    """A paragraph or a scene: the module's `title`, `where` it stands in it, the text as HTML.

    `href` is its page and, of a paragraph, `#step/first words`, with which that page puts it in sight.
    """

    href: str
    title: str
    where: str
    html: str


def list_ideas(module: Module, texts: Iterable[str]) -> Iterator[PassageView]:
    """Yield the paragraphs of a module's ideas, given the Markdown of their cells."""
    for text in texts:
        for paragraph in _PARAGRAPHS.split(text.strip()):
            if paragraph and not paragraph.startswith(_HEADS):
                for first, html in _list_parts(paragraph):
                    words = quote(markdown.plain(first)[:_FIRST], safe="")
                    yield _make(module, f"#ideas/{words}", say("extension", "step_ideas"), html)


def _list_parts(paragraph: str) -> Iterator[tuple[str, str]]:
    """Yield a paragraph, or each row of a table, as HTML; before it that of what its page shows first."""
    if not paragraph.startswith("|"):
        html = markdown.html(paragraph)
        yield html, html
        return
    for row in paragraph.splitlines()[2:]:  # below its heads and their line
        cells = [markdown.inline(cell.strip()) for cell in row.strip(" |").split("|")]
        yield cells[0], f"<p>{' · '.join(cells)}</p>"


def list_scenes(module: Module, scenario: Scenario, turns: Sequence[Turn]) -> Iterator[PassageView]:
    """Yield the scenes of a story that were read on the way through these turns, each with what led to it."""
    nodes = [turn.before.node for turn in turns] + [turn.after.node for turn in turns[-1:]]
    over = bool(turns) and play.is_over(scenario, turns[-1].after)
    for number, node in enumerate(nodes):
        html = "".join(map(markdown.html, so_far.list_texts(scenario, turns[:number], node)))
        where = say("explorer", "in_scene", scene=scenario.node[node].title)
        yield _make(module, "#looking-back" if over else "#story", where, html)


def _make(module: Module, place: str, where: str, html: str) -> PassageView:
    return {"href": f"{module.id}.ipynb{place}", "title": module.title, "where": where, "html": html}
