"""The two pages of a room, and the scripts and styles that they load, all from memory."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from knowshow.content import course_files
from knowshow.content.text import say, strings

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED_STYLES: Final = ("tokens.css", "parts.css")
SECTIONS: Final = ("room", "phone", "wall", "player", "debrief")  # of en.yaml, where they are there
_IMPORT: Final = re.compile(r'\b(?:from|import)\s*"\./([\w.-]+\.js)"')
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/{name}.css">
{ahead}<script type="application/json" id="words">{words}</script>
<script type="module" src="/assets/{name}.js"></script>
</head><body class="ks room {name}"><noscript><p>{noscript}</p></noscript>
<main id="room" data-page="{name}" tabindex="-1"></main></body></html>
"""


class File(NamedTuple):
    """A file that is served: its type and its bytes."""

    kind: str
    body: bytes


class Site:
    """The pages by path (`/`, `/wall`) and the files under `/assets/` by name."""

    def __init__(self) -> None:
        """Read everything once, so that a request reads no disk."""
        self.pages: dict[str, bytes] = {}
        self.assets: dict[str, File] = {}
        for path, name in (("/", "phone"), ("/wall", "wall")):
            scripts = list(_modules(f"{name}.js"))
            for script in scripts:
                self.assets[script] = File("text/javascript; charset=utf-8", _drawing(script).encode())
            self.assets[f"{name}.css"] = File("text/css; charset=utf-8", _styles(name).encode())
            self.pages[path] = _page(name, scripts).encode()


def _page(name: str, scripts: list[str]) -> str:
    ahead = "".join(f'<link rel="modulepreload" href="/assets/{script}">\n' for script in scripts[1:])
    return _PAGE.format(
        name=name,
        title=escape(say("room", f"title_{name}")),
        noscript=escape(say("room", "noscript")),
        ahead=ahead,
        words=_words(),
    )


def _words() -> str:
    """Return the interface's words as JSON that cannot end the element it stands in."""
    found: dict[str, dict[str, str]] = {}
    for section in SECTIONS:
        try:
            found[section] = strings(section)
        except KeyError:  # a section that a page brings with it
            found[section] = {}
    return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")


def _modules(entry: str) -> Iterator[str]:
    """Yield a script's name and those of all that it imports, each once."""
    seen: list[str] = []
    ahead = [entry]
    while ahead:
        name = ahead.pop(0)
        if name not in seen:
            seen.append(name)
            ahead += _IMPORT.findall(_drawing(name))
            yield name


def _drawing(name: str) -> str:
    path = course_files.package("drawing", name)
    return path.read_text("utf-8") if path.is_file() else ""


def _styles(name: str) -> str:
    shared = [course_files.assets("styles", sheet).read_text("utf-8") for sheet in SHARED_STYLES]
    return "\n".join([*shared, *map(_drawing, ("player.css", "tally.css", f"{name}.css"))])
