"""What goes wrong is said in one line: file, key, value and the mend."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about one place in one file; line and column count from 1, 0 means the whole file."""

    code: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    key: str = ""
    severity: Severity = "error"
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Give `file:line:column: severity CODE: key: message`, with the choices that lead there."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        key = f"{self.key}: " if self.key else ""
        way = f" [after: {' > '.join(self.path)}]" if self.path else ""
        return f"{place + ': ' if place else ''}{self.severity} {self.code}: {key}{self.message}{way}"


class KnowShowError(Exception):
    """Something a person can mend; its text is one line for them, never a traceback.

    `exit_code` is what the command line ends with: 2 for bad usage, 1 where a thing checked is wrong.
    """

    exit_code = 2


class InvalidFileError(KnowShowError):
    """A file that breaks its format; carries every problem found."""

    exit_code = 1

    def __init__(self, problems: Sequence[Problem], more: str = "") -> None:
        """Keep `problems`; the text is the first of them and `more`, which says how many follow."""
        self.problems = tuple(problems)
        self.more = more
        super().__init__(f"{problems[0]}{more}")

    def __reduce__(self) -> tuple[type[InvalidFileError], tuple[tuple[Problem, ...], str]]:
        """Travel whole from process to process."""
        return type(self), (self.problems, self.more)


class UnwordedError(KnowShowError):
    """Raised below `content`, where no text is read: `words` is what `content.text.explain` says of it."""

    def __init__(self, key: str, /, **values: object) -> None:
        """Keep the sentence's key (`section.key` of the interface text) and what the sentence names."""
        self.words = Words(key, values)
        super().__init__(f"{key} {values}")


Key = str | int
Place = tuple[Key, ...]


class Words(NamedTuple):
    """A sentence as data: its key in the interface text, as `section.key`, and what its places hold.

    A value may be `Words` in its turn. `content.text.make_sentence` makes the sentence.
    """

    key: str
    values: Mapping[str, Any] = MappingProxyType({})


class Fault(NamedTuple):
    """Something wrong: the code of the finding, what to say, where, and the choices that lead there."""

    code: str
    words: Words
    place: Place = ()
    path: tuple[str, ...] = ()
