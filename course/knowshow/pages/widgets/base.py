"""How a widget gets its script, its styles and its words."""

from __future__ import annotations

import json
from functools import cache
from html import escape

from knowshow.content import course_files, text
from knowshow.drawing.joining import FOLDER, joined
from knowshow.learner.settings import attributes, load

STYLES = ("tokens.css", "parts.css")


class Script:
    """A widget's ES module; the learner's settings go in when a widget is made, not when it is imported."""

    def __init__(self, entry: str) -> None:
        """Take `<entry>.js`, which exports a widget's `render`."""
        self.entry = entry

    def __str__(self) -> str:
        """Give the module as the page gets it: what it does last is to apply the settings."""
        chosen = {name: value for name, value in attributes(load()).items() if value}
        return f"{joined(self.entry)}$parts.applySettings({json.dumps(chosen)});\n"


def script(entry: str) -> Script:
    """A widget's ES module: `<entry>.js` and whatever it imports."""
    return Script(entry)


@cache
def styles(*names: str) -> str:
    """The tokens and shared parts, then `drawing/<name>.css` for each name."""
    shared = [course_files.assets("styles", name).read_text("utf-8") for name in STYLES]
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
    return (FOLDER / name).read_text("utf-8")
