"""Turn a YAML reader's error into plain words: where the slip is, what it is, and the mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowshow.content import lookalikes
from knowshow.content.text import make_sentence
from knowshow.errors import Problem, Words

if TYPE_CHECKING:
    from typing import Any

    from yaml import MarkedYAMLError

CODE = "KS003"
_LINE_END = re.compile(r"\r\n|\r|\n")
_OWN_KEY = re.compile(r"\s*(- +)*[\w.-]+")
_ODD_INDENT = re.compile(r" *[^\S ]")
# A part of the reader's context or problem, and the sentence that says what it means.
_AT_CONTEXT = {
    "quoted scalar": "yaml.open",
    "flow": "yaml.bracket",
    "scanning an a": "yaml.begins",  # an alias or an anchor
    " a tag": "yaml.begins",
    "directive": "yaml.begins",
    "block scalar": "yaml.below",
}
_AT_PROBLEM = {
    "escape": "yaml.escape",
    "cannot start any token": "yaml.begins",
    "entries are not allowed": "yaml.list",
    "node content": "yaml.begins",
}


def make_problem(error: MarkedYAMLError, text: str, file: str, last: Any = None) -> Problem:
    """Return a YAML syntax error as a problem in words for somebody who does not program.

    `last` is the reader's last event before it.
    """
    lines = split_lines(text)
    at_problem, at_context = _get_position(error.problem_mark), _get_position(error.context_mark)
    at_problem = at_problem or at_context or (1, 1)
    at_context = at_context or at_problem
    for number in (at_problem[0], at_problem[0] - 1):
        if 0 < number <= len(lines) and (odd := _ODD_INDENT.match(lines[number - 1])):
            return Problem(CODE, make_sentence(Words("yaml.indent")), file, number, odd.end())
    slip = _find_open_quote(last, at_problem) or _find_lookalike(lines, at_problem, at_context)
    if slip:
        (line, column), words = slip
        return Problem(CODE, make_sentence(words), file, line, column)
    key, (line, column) = _choose_sentence(error, lines, at_problem, at_context)
    char = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    reader = " ".join(filter(None, (error.context, error.problem)))
    values = {"yaml.begins": {"char": char}, "yaml.other": {"reader": reader}}.get(key, {})
    return Problem(CODE, make_sentence(Words(key, values)), file, line, column)


def split_lines(text: str) -> list[str]:
    """Return the lines of a text as editors count them, which `str.splitlines` does not."""
    return _LINE_END.split(text)


def _find_open_quote(last: Any, at_problem: tuple[int, int]) -> tuple[tuple[int, int], Words] | None:
    """Return where quoted text begins that swallowed lines and ends where the reader stumbled."""
    if getattr(last, "style", None) not in ("'", '"'):
        return None
    begin, end = _get_position(last.start_mark), _get_position(last.end_mark)
    if begin is None or end != at_problem or begin[0] == end[0]:
        return None
    return begin, Words("yaml.open_far", {"line": end[0]})


def _find_lookalike(
    lines: list[str], at_problem: tuple[int, int], at_context: tuple[int, int]
) -> tuple[tuple[int, int], Words] | None:
    """Return the place of a colon, space or hyphen that is none, near where the reader stumbled."""
    for number in (at_context[0], at_problem[0], at_problem[0] - 1):
        mark = lookalikes.find_mark(lines[number - 1]) if 0 < number <= len(lines) else None
        if mark:
            column, words = mark
            return (number, column), words
    return None


def _get_position(mark: Any) -> tuple[int, int] | None:
    return (mark.line + 1, mark.column + 1) if mark else None


def _choose_sentence(
    error: MarkedYAMLError, lines: list[str], at_problem: tuple[int, int], at_context: tuple[int, int]
) -> tuple[str, tuple[int, int]]:
    """Return the key of the first sentence that fits, with its line and column."""
    before = lines[at_problem[0] - 1][: at_problem[1] - 1] if at_problem[0] <= len(lines) else ""
    hyphen = at_context[0] <= len(lines) and lines[at_context[0] - 1].lstrip().startswith("-")
    problem, context = error.problem or "", error.context or ""
    sentences = [(part in problem, key, at_problem) for part, key in _AT_PROBLEM.items()]
    sentences += [(part in context, key, at_context) for part, key in _AT_CONTEXT.items()]
    sentences += [
        ("simple key" in context, "yaml.hyphen" if hyphen else "yaml.no_colon", at_context),
        (
            "values are not allowed" in problem,
            "yaml.deeper" if _OWN_KEY.fullmatch(before) else "yaml.colon",
            at_problem,
        ),
        ("parsing a block" in context and bool(before.strip(" -")), "yaml.after", at_problem),
        ("parsing a block coll" in context, "yaml.member", at_problem),
        ("parsing a block" in context, "yaml.place", at_problem),
    ]
    return next(((key, place) for fits, key, place in sentences if fits), ("yaml.other", at_problem))
