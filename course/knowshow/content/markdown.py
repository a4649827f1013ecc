"""Authors' Markdown to HTML; raw HTML is shown as text and only safe links survive."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from markdown_it import MarkdownIt

_TAG = re.compile(r"<[^>]*>")


@cache
def _renderer() -> MarkdownIt:
    # Without `reference`, for a line such as "[CEO]: Agreed." defines a link and is not shown at all.
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "reference"])


def html(text: str) -> str:
    """Return Markdown as block HTML."""
    return str(_renderer().render(text))


def inline(text: str) -> str:
    """Return Markdown as HTML without an enclosing paragraph."""
    return str(_renderer().renderInline(text))


def plain(rendered: str) -> str:
    """Return rendered HTML as plain text in one line, for what is read aloud."""
    return " ".join(unescape(_TAG.sub(" ", rendered)).split())
