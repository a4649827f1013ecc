"""How a widget gets its script, its styles and its words."""

from __future__ import annotations

from functools import cache
from html import escape

from knowshow import places, text

STYLES = ("tokens.css", "parts.css")


@cache
def script(*names: str) -> str:
    """One ES module: the shared parts, then `widgets/<name>.js` for each name; only the last one exports."""
    return "\n".join(_read(f"{name}.js") for name in ("parts", *names))


@cache
def styles(*names: str) -> str:
    """The tokens and shared parts, then `widgets/<name>.css` for each name."""
    shared = [places.assets("styles", name).read_text("utf-8") for name in STYLES]
    return "\n".join([*shared, *(_read(f"{name}.css") for name in names)])


def words(*sections: str) -> dict[str, str]:
    """The strings of some sections of en.yaml in one mapping, for a widget's `words` trait."""
    return {key: said for section in sections for key, said in text.strings(section).items()}


class Panel:
    """A message in place of a widget that could not be shown: words for a reader, never a traceback."""

    def __init__(self, title: str, message: str) -> None:
        """Say what happened and what to do; both are plain text."""
        self.title, self.message = title, message

    def _repr_html_(self) -> str:
        return (
            f'<style>{styles()}</style><div class="ks"><div class="notice problem">'
            f"<h3>{escape(self.title)}</h3><p>{escape(self.message)}</p></div></div>"
        )

    def __repr__(self) -> str:
        """Give the same words as plain text."""
        return f"{self.title}: {self.message}"


def _read(name: str) -> str:
    return places.package("widgets", name).read_text("utf-8")
