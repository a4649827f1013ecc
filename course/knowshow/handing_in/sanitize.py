"""Make a stranger's words harmless: no control characters, no markup, no formulas."""

from __future__ import annotations

import re
import unicodedata

_SPOOFS = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SYNTAX = re.compile(r"[^\w ]|_")
_LEARNER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,63}")
_FORMULA = tuple("=+-@\t\r")


def clean_text(text: str) -> str:
    """Replace control characters, and marks that reverse the direction of text, by U+FFFD."""
    clean = _SPOOFS.sub("\ufffd", text.replace("\r\n", "\n"))
    return clean.encode("utf-8", "replace").decode("utf-8")


def escape_markup(text: str) -> str:
    """Escape text for a Markdown cell, so that no HTML, Markdown or formula in it takes effect.

    Everything but letters, digits and spaces becomes a character reference, which neither Markdown
    nor HTML reads as syntax; the class keeps MathJax away.
    """
    coded = _SYNTAX.sub(lambda match: f"&#{ord(match[0])};", clean_text(text))
    return f'<div class="tex2jax_ignore mathjax_ignore" style="white-space: pre-wrap">{coded}</div>'


def is_learner_id(name: str) -> bool:
    """Return whether a name can be a learner's id: 1 to 64 letters, digits and `_.@+-`, safe as a folder."""
    return bool(_LEARNER.fullmatch(name))


def escape_cell(value: object) -> object:
    """Return a value for a CSV cell, quoted where a spreadsheet would take it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.lstrip().startswith(_FORMULA) else value


def clean_name(name: str, most: int = 80) -> str:
    """Return a stranger's name safe to print in one line, cut to `most` characters."""
    return "".join(c if unicodedata.category(c)[0] != "C" else "\ufffd" for c in name)[:most]
