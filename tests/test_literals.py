"""Every word that a reader meets stands in `assets/text/en.yaml`: none in a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from knowshow.content import course_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WIDGETS = course_files.package("drawing")
SCRIPTS = [
    *sorted(WIDGETS.glob("*.js")),
    *sorted(course_files.package("lab", "labextensions", "knowshow", "static").glob("*.js")),
]
MODULES = sorted(set(WIDGETS.glob("*.py")) - {WIDGETS / "joining.py"})  # that one writes code, not words
SHEETS = "".join(
    path.read_text("utf-8") for path in [*WIDGETS.glob("*.css"), *course_files.assets("styles").glob("*.css")]
)
CLASSES = set(re.findall(r"\.([a-z][a-z-]*)", SHEETS)) | {
    "light",
    "dark",
    "add",
    "land",
    "submit",
    "takeaway",
}
COMMENT = re.compile(r"/\*.*?\*/|(?:^|\s)//[^\n]*", re.DOTALL)
HOLE = re.compile(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}")
LITERAL = re.compile(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`')
ARROWS = {"ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp"}
PRESSED = ARROWS | {"Home", "End", "PageDown", "PageUp", "Enter", "Escape"}
KEYS = PRESSED | {"Handed", "use strict", "Content-Type", "noopener noreferrer"}  # a type, a directive, HTTP
MACHINES = re.compile(
    r"[.\[/<(].*|[a-z-]+: \w*|[a-z ]+-|\w+\.(?:json|css)|(?:a|button|input|select|summary|textarea|, )+",
    re.DOTALL,
)  # selectors, paths, styles


def literals(script: str) -> Iterator[str]:
    """What stands between quotes in a script, and in what its templates fill in."""
    text = COMMENT.sub("\n", script)
    while hole := HOLE.search(text):
        yield from quoted(hole[1])
        text = text[: hole.start()] + text[hole.end() :]
    yield from quoted(text)


def quoted(text: str) -> Iterator[str]:
    for found in LITERAL.findall(text):
        yield "".join(found)


def reads_as_words(text: str) -> bool:
    """Whether a literal is for a reader: several words, or one that begins as a sentence does."""
    if text in KEYS or MACHINES.fullmatch(text) or set(text.split()) <= CLASSES:
        return False
    return re.search(r"\b[A-Z][a-z]+\b|[a-z]{2,}[,.;:!?]? [a-z]{2,}", text) is not None


@pytest.mark.parametrize("text", ["Decide", "Not saved yet", "are you sure?", "Saved ."])
def test_words_are_told_from_names(text: str) -> None:
    assert reads_as_words(text)
    assert not any(map(reads_as_words, ("button quiet", "aria-label", ".prompts button, .add", "Home")))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_holds_words(script: Path) -> None:
    assert [text for text in literals(script.read_text("utf-8")) if reads_as_words(text)] == []
