"""What a YAML reader complains of, in plain words: where the slip is, what it is, and the mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

    from yaml import MarkedYAMLError

INDENT = "an unusual space stands in this line's indent, often pasted; type ordinary spaces"
COLON = "a colon and a space stand inside text; put the text in quotes, or after >- on lines of its own"
DEEPER = "this line is indented as if it went on with the text above; give it the indent of its neighbours"
OPEN = "a quotation mark opens here and is closed nowhere; close it at the end of the text"
ESCAPE = "a backslash inside double quotes stands for something else; write two, or take single quotes"
NO_COLON = "there is no colon with a space after the key; write key: value, or indent a line that goes on"
HYPHEN = "a hyphen that begins a list's line needs a space after it"
BRACKET = "a bracket opens here and is not closed as it should be, or a comma is missing, as in [a, b]"
BEGINS = "text may not begin with {char}; put the text in quotes"
LIST = "a list begins on a line of its own; move it down, or put the text in quotes"
BELOW = "after > or | nothing else stands on the line; begin the text on the next one"
AFTER = "the value has ended before this; put the whole text in quotes, and double a quote inside them"
PLACE = "this line does not stand where those above it make one expect; give it the indent of its neighbours"
MEMBER = "a line of the list begins with a hyphen; add it, or give the line the indent of its neighbours"
OTHER = "not valid YAML ({said}); look at this line and the one above"
_OWN_KEY = re.compile(r"\s*(- +)*[\w.-]+")
_ODD_INDENT = re.compile(r" *[^\S ]")
# A part of the reader's problem or context, and what it means.
_AT_CONTEXT = {
    "quoted scalar": OPEN,
    "flow": BRACKET,
    "scanning an a": BEGINS,  # an alias or an anchor
    " a tag": BEGINS,
    "directive": BEGINS,
    "block scalar": BELOW,
}
_AT_PROBLEM = {
    "escape": ESCAPE,
    "cannot start any token": BEGINS,
    "entries are not allowed": LIST,
    "node content": BEGINS,
}


class Complaint(NamedTuple):
    """A sentence about a place in a text; both numbers count from 1."""

    said: str
    line: int
    column: int


def plain(error: MarkedYAMLError, text: str) -> Complaint:
    """The reader's complaint about a text in words for somebody who does not program."""
    lines = text.splitlines()
    problem, context = _place(error.problem_mark), _place(error.context_mark)
    problem = problem or context or (1, 1)
    context = context or problem
    for number in (problem[0], problem[0] - 1):
        if 0 < number <= len(lines) and (odd := _ODD_INDENT.match(lines[number - 1])):
            return Complaint(INDENT, number, odd.end())
    said, (line, column) = _told(error, lines, problem, context)
    char = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    return Complaint(said.replace("{char}", char), line, column)


def _place(mark: Any) -> tuple[int, int] | None:
    return (mark.line + 1, mark.column + 1) if mark else None


def _told(
    error: MarkedYAMLError, lines: list[str], problem: tuple[int, int], context: tuple[int, int]
) -> tuple[str, tuple[int, int]]:
    """The first sentence that fits, with the place it speaks of."""
    before = lines[problem[0] - 1][: problem[1] - 1] if problem[0] <= len(lines) else ""
    hyphen = context[0] <= len(lines) and lines[context[0] - 1].lstrip().startswith("-")
    what, where = error.problem or "", error.context or ""
    told = [(part in what, said, problem) for part, said in _AT_PROBLEM.items()]
    told += [(part in where, said, context) for part, said in _AT_CONTEXT.items()]
    told += [
        ("simple key" in where, HYPHEN if hyphen else NO_COLON, context),
        ("values are not allowed" in what, DEEPER if _OWN_KEY.fullmatch(before) else COLON, problem),
        ("parsing a block" in where and bool(before.strip(" -")), AFTER, problem),
        ("parsing a block coll" in where, MEMBER, problem),
        ("parsing a block" in where, PLACE, problem),
    ]
    other = OTHER.replace("{said}", " ".join(filter(None, (where, what))))
    return next(((said, place) for fits, said, place in told if fits), (other, problem))
