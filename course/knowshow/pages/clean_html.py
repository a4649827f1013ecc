"""HTML that a server gave, with nothing left in it but words and their plain shape."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import Any, Final

PLAIN: Final = frozenset(
    ("p", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "h5", "h6")
)
KEYS: Final = frozenset(("html", "brief", "ask", "hears", "feedback", "part", "takeaway"))


class _Keeper(HTMLParser):
    """Writes again what it reads: plain elements without attributes, and text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - none is kept
        if tag in PLAIN:
            self.kept.append(f"<{tag}>")
        elif tag == "br":
            self.kept.append("<br>")

    def handle_endtag(self, tag: str) -> None:
        if tag in PLAIN:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.kept.append(escape(data))


def clean(text: str) -> str:
    """Return the HTML with its plain elements only: no attribute, no script, no picture, no link."""
    keeper = _Keeper()
    keeper.feed(text)
    keeper.close()
    return "".join(keeper.kept)


def cleaned(data: Any) -> Any:
    """Return plain data in which every text under one of `KEYS` is clean HTML."""
    if isinstance(data, dict):
        return {key: _value(key, value) for key, value in data.items()}
    return [cleaned(each) for each in data] if isinstance(data, list) else data


def _value(key: str, value: Any) -> Any:
    return clean(value) if key in KEYS and isinstance(value, str) else cleaned(value)
