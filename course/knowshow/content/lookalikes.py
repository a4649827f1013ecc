"""Characters that look like one that a file's format knows: which it is, and what to type in its place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from knowshow.errors import Words

if TYPE_CHECKING:
    from typing import Any

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
COLONS = "\uff1a\ufe55\ufe13\u2236\ua789"
SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"  # a range of a regular expression
# Line ends to YAML and to no editor: behind one, every line would be counted wrong.
LINE_ENDS = re.compile("[\u0085\u2028\u2029]")
# Nobody sees these, and text with them is not what it seems: soft hyphens, zero widths, reversed directions.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\u202a-\u202e]")
# What a word processor leaves behind when its text is copied. Readers would see it as it stands.
MARKUP = re.compile(r"</?o:p>|<\w[^<>]*\bmso[^<>]*>|<!(?:--)?\[(?:if|endif)[^<>]*>", re.IGNORECASE)

_TYPED = (
    dict.fromkeys(DASHES, "-") | dict.fromkeys(COLONS, ":") | {"\uff3f": "_", "\uff08": "(", "\uff09": ")"}
)
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_KEY = re.compile(rf"\s*(?:- +)*[\w.-]+ ?(?:(?P<colon>[{COLONS}])|:(?P<space>[{SPACES}]))")
_LIST = re.compile(rf"\s*(?P<dash>[{DASHES}])[\s{SPACES}]")
_SPACE = re.compile(f"[{SPACES}]")


def name(char: str) -> str:
    """Return a character's code and its name in Unicode: `U+2011, NON-BREAKING HYPHEN`."""
    return f"U+{ord(char):04X}, {unicodedata.name(char, 'NEXT LINE')}"


def typed(char: str) -> str | None:
    """Return what to type for a character that only looks like it; a space for spaces; None for others."""
    if char in _TYPED:
        return _TYPED[char]
    if _SPACE.fullmatch(char):
        return " "
    plain = unicodedata.normalize("NFKC", char)
    fits = plain != char and plain.isascii() and (plain.isalnum() or len(plain) == 1)
    return plain if fits else None


def explain(value: Any) -> Words | str:
    """Return what to add where a value is not the id, number or word it should be; empty if nothing."""
    if not isinstance(value, str):
        return ""
    if _NUMBER.fullmatch(value) or value in ("true", "false"):
        return Words("value.quoted", {"plain": value})
    char = next((char for char in value if not char.isascii()), None)
    if char is None:
        return ""
    wanted = typed(char)
    if wanted is None:
        return Words("value.foreign", {"char": name(char)})
    return Words(
        "value.alike", {"char": name(char), "wanted": Words("value.space") if wanted == " " else wanted}
    )


def find_mark(line: str) -> tuple[int, Words] | None:
    """Return the column (from 1) of a look-alike after a line's key or before its member, and what to say."""
    key, member = _KEY.match(line), _LIST.match(line)
    if key and key["colon"]:
        return key.end(), Words("yaml.alike", {"char": name(key["colon"]), "wanted": Words("yaml.a_colon")})
    if key:
        return key.end(), Words("yaml.alike", {"char": name(key["space"]), "wanted": Words("yaml.a_space")})
    if member:
        place = member.end("dash")
        return place, Words("yaml.alike", {"char": name(member["dash"]), "wanted": Words("yaml.a_hyphen")})
    return None
