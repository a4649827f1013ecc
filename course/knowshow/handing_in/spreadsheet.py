"""Read CSV as spreadsheet programs save it: their encodings, their separators, Excel's line `sep=`."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)  # a first line of Excel's
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class EncodingError(KnowShowError):
    """Bytes in no encoding that is read; the text says why."""


class Sheet(NamedTuple):
    """A file's rows as text, what separates its cells, and its headings: in small letters, without blanks.

    `before` is how many of the file's lines come before the text's first.
    """

    text: str
    separator: str
    headings: list[str]
    before: int = 0

    def list_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows below the headings that are not empty, each with the number of its first line.

        Raises:
            csv.Error: a row cannot be read.
        """
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.separator)
        line = 1
        for number, row in enumerate(reader):
            if number and any(cell.strip() for cell in row):
                yield self.before + line, row
            line = reader.line_num + 1


def decode(data: bytes) -> tuple[str, bool]:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252, and whether that last one is assumed.

    Raises:
        EncodingError: it is in none of them.
    """
    if data.startswith(_UTF_16):
        try:
            return data.decode("utf-16"), False
        except UnicodeDecodeError:
            raise EncodingError(say("report", "half_utf_16")) from None
    if b"\0" in data:
        raise EncodingError(say("report", "no_mark"))
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), True
    except UnicodeDecodeError as error:
        raise EncodingError(say("report", "no_encoding", byte=error.start + 1)) from None


def split(text: str, columns: Sequence[str]) -> Sheet:
    """Return a sheet, separated as it says itself, or else so that most of these columns are found.

    Raises:
        csv.Error: its first line cannot be read.
    """
    declared = _SEPARATOR_LINE.match(text)
    rest = (text[declared.end() :] if declared else text).lstrip("\r\n")
    before = len(text[: len(text) - len(rest)].splitlines())
    text = rest
    head = text.partition("\n")[0]
    separators = (declared[1],) if declared else _SEPARATORS
    headings = {separator: _read_head(head, separator) for separator in separators}
    separator = max(separators, key=lambda mark: len(set(columns) & set(headings[mark])))
    return Sheet(text, separator, headings[separator], before)


def _read_head(line: str, separator: str) -> list[str]:
    return [cell.strip().casefold() for cell in next(csv.reader([line], delimiter=separator), [])]
