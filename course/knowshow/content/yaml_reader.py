"""YAML read strictly: every value with its place, no aliases, no duplicate keys, no guessed types.

Only the types of YAML 1.2's core schema are recognised, so `no`, `yes` and dates stay text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from knowshow.content import lookalikes, yaml_errors
from knowshow.content.text import say
from knowshow.errors import InvalidFileError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MAX_BYTES = 500_000
MAX_DEPTH = 40
LONGEST = 20  # characters of a whole number; no key of any format is that wide
MOST = 100  # findings noted in one file
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all of them but tab and new line
_HALF = re.compile(r"[\ud800-\udfff]")  # half a character, which the reader's C part refuses
_DIFFERENTLY_READ = {  # with and without YAML's C part, so that a story that passes here loads in a browser
    "\t": ("KS003", "tab"),
    "\ufeff": ("KS007", "control"),
}
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_COMMENT = re.compile(r"(?P<gap>[ ]+)#(?P<glued>[^\s#!-])?")
_ID = re.compile(r"[a-z][a-z0-9_-]*")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # Pyodide's PyYAML has no C part


class FilePosition(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int


@dataclass
class Document:
    """The data of one YAML file and where each value (or, for a mapping's entry, its key) stands."""

    file: str
    data: Any = None
    marks: dict[Place, FilePosition] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, message: str, place: Place = ()) -> Problem:
        """Return a problem at a place in the data, or at the nearest place above it."""
        known_place = place
        while known_place and known_place not in self.marks:
            known_place = known_place[:-1]
        mark = self.marks.get(known_place, FilePosition(1, 1))
        return Problem(code, message, self.file, mark.line, mark.column, format_place(place))


def format_place(place: Place) -> str:
    """Return a place as text: `nodes[2].choices[0].goto`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".")


def read(path: Path, name: str | None = None) -> Document:
    """Read the one YAML document in a file; `name` is what messages call the file.

    Raises:
        InvalidFileError: the file cannot be read as one YAML document that keeps to the rules above.
    """
    document = Document(name or str(path))
    text = _note_unseen(_read_text(path, document), document)
    builder = _Builder(document, text)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        problem = yaml_errors.make_problem(error, text, document.file, builder.last)
        raise InvalidFileError([*document.problems, problem]) from None
    except ValueError:  # the reader without its C part makes characters of numbers that are none
        mark = [FilePosition(1, 1), *document.marks.values()][-1]
        raise InvalidFileError([Problem("KS003", say("yaml", "escape"), document.file, *mark)]) from None
    except yaml.reader.ReaderError as error:
        raise InvalidFileError([_report_unprintable(document, text, error)]) from None
    if document.problems:
        raise make_error(sorted(document.problems, key=lambda problem: (problem.line, problem.column)))
    return document


def make_error(problems: Sequence[Problem]) -> InvalidFileError:
    """Return the error that carries a file's problems; its text gives the first and counts the others."""
    more = say("file", "more", count=len(problems) - 1) if len(problems) > 1 else ""
    return InvalidFileError(problems, more)


def _report_unprintable(document: Document, text: str, error: yaml.reader.ReaderError) -> Problem:
    char = error.character if isinstance(error.character, str) else chr(error.character)
    return Problem("KS007", _describe_control(char), document.file, *_find_first(text, char))


def _describe_control(char: str) -> str:
    return say("yaml", "control", char=f"U+{ord(char):04X}")


def _read_text(path: Path, document: Document) -> str:
    def refuse(code: str, key: str, **values: object) -> InvalidFileError:
        return InvalidFileError([Problem(code, say("yaml", key, **values), document.file)])

    try:
        if not path.is_file():
            raise refuse("KS001", "no_file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise refuse("KS002", "large", size=size, most=MAX_BYTES)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise refuse("KS001", "closed", why=error.strerror) from None
    except UnicodeDecodeError as error:
        raise refuse("KS002", "not_utf8", byte=error.start + 1) from None
    if not text.strip():
        raise refuse("KS004", "empty")
    for char, (code, key) in _DIFFERENTLY_READ.items():
        if char in text:
            message = _describe_control(char) if key == "control" else say("yaml", key)
            raise InvalidFileError([Problem(code, message, document.file, *_find_first(text, char))])
    return text


def _note_unseen(text: str, document: Document) -> str:
    """Note every character that nobody sees; return the text with a space for those that end YAML's lines."""
    for pattern, key in ((lookalikes.LINE_ENDS, "line_end"), (lookalikes.INVISIBLE, "invisible")):
        for match in islice(pattern.finditer(text), MOST):
            message = say("yaml", key, char=lookalikes.name(match[0]))
            position = _find_position(text, match.start())
            document.problems.append(Problem("KS007", message, document.file, *position))
    for match in islice(lookalikes.MARKUP.finditer(text), MOST):
        message = say("yaml", "markup", tag=match[0][:40])
        document.problems.append(
            Problem("KS007", message, document.file, *_find_position(text, match.start()))
        )
    return lookalikes.LINE_ENDS.sub(" ", text)


def _find_first(text: str, char: str) -> FilePosition:
    """Return the position of a character's first occurrence in a text."""
    return _find_position(text, max(text.find(char), 0))


def _find_position(text: str, index: int) -> FilePosition:
    lines = yaml_errors.split_lines(text[:index])
    return FilePosition(len(lines), len(lines[-1]) + 1)


class _Builder:
    """Builds plain data from YAML events, noting places and problems as it goes."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.lines = yaml_errors.split_lines(text)
        self.brackets = 0
        self.last: Any = None

    def build(self, events: Iterator[Any]) -> None:
        self.events = events
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.note("KS004", say("yaml", "second"), (), event)
                    return
                self.document.data = self.value(next(events), ())

    def note(self, code: str, message: str, place: Place, event: Any) -> None:
        if len(self.document.problems) >= MOST:
            return
        mark = event.start_mark
        self.document.problems.append(
            Problem(code, message, self.document.file, mark.line + 1, mark.column + 1, format_place(place))
        )

    def value(self, event: Any, place: Place) -> Any:
        mark = event.start_mark
        self.document.marks.setdefault(place, FilePosition(mark.line + 1, mark.column + 1))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.note("KS006", say("yaml", "alias"), place, event)
            if isinstance(event, yaml.AliasEvent):
                return None
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        if len(place) >= MAX_DEPTH:
            problem = self.document.problem("KS002", say("yaml", "deep", most=MAX_DEPTH), place)
            raise InvalidFileError([problem])
        self.brackets += bool(event.flow_style)
        collection = (
            self.sequence(place) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(place)
        )
        self.brackets -= bool(event.flow_style)
        return collection

    def sequence(self, place: Place) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*place, len(items))))
        return items

    def mapping(self, place: Place) -> dict[Any, Any]:
        entries: dict[Any, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.note("KS003", say("yaml", "key"), place, event)
                self.value(event, (*place, "?"))
                self.value(next(self.events), (*place, "?"))
                continue
            key = event.value
            key_place = (*place, key)
            self.note_question(event, key_place)
            if key in entries:
                first = self.document.marks[key_place].line
                self.note("KS005", say("yaml", "twice", line=first), key_place, event)
            mark: Any = event.start_mark
            self.document.marks.setdefault(key_place, FilePosition(mark.line + 1, mark.column + 1))
            entries[key] = self.value(next(self.events), key_place)
        return entries

    def note_question(self, event: Any, place: Place) -> None:
        """Note a question mark in unquoted text inside brackets: only PyYAML's C part accepts it."""
        if self.brackets and not event.style and "?" in event.value:
            self.note("KS003", say("yaml", "question"), place, event)

    def note_comment(self, event: Any, place: Place) -> None:
        """Note a comment that cuts text short: one that does not look like a comment.

        After a number or true and false any comment is one; after an id, where it does not touch its #.
        """
        text, mark = event.value, event.end_mark
        if event.style or mark.line >= len(self.lines):
            return
        match = _COMMENT.match(self.lines[mark.line], mark.column)
        if match is None or text in _WORDS or _INT.fullmatch(text) or _FLOAT.fullmatch(text):
            return
        if match["glued"] or (len(match["gap"]) == 1 and not _ID.fullmatch(text)):
            where = mark.line + 1, match.end("gap") + 1
            message = say("yaml", "comment")
            self.document.problems.append(
                Problem("KS008", message, self.document.file, *where, format_place(place))
            )

    def scalar(self, event: Any, place: Place) -> Any:
        text = event.value
        self.last = event
        self.note_question(event, place)
        self.note_comment(event, place)
        if bad := _CONTROL.search(text):
            self.note("KS007", _describe_control(bad[0]), place, event)
        if _HALF.search(text):
            self.note("KS003", say("yaml", "escape"), place, event)
        if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
            self.note("KS006", say("yaml", "tag", tag=event.tag), place, event)
        if not event.implicit[0] or event.style:
            return text
        if text.lower() in _WORDS and text in (text.lower(), text.title(), text.upper()):
            return _WORDS[text.lower()]
        if _INT.fullmatch(text):
            if len(text) > LONGEST:
                self.note("KS012", say("yaml", "number", long=len(text), most=LONGEST), place, event)
                return 0
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        return text
