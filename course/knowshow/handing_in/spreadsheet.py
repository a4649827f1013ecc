"""Read CSV as spreadsheet programs save it: their encodings, their separators, Excel's line `sep=`."""

from __future__ import annotations

import codecs
import csv
import re
from typing import TYPE_CHECKING, NamedTuple

from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)  # a first line of Excel's
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class EncodingError(KnowShowError):
    """Bytes in no encoding that is read; the text says why."""


class Sheet(NamedTuple):
    """A file's rows as text, what separates its cells, and its headings: in small letters, without blanks."""

    text: str
    separator: str
    headings: list[str]


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
    text = (text[declared.end() :] if declared else text).lstrip("\r\n")
    head = text.partition("\n")[0]
    separators = (declared[1],) if declared else _SEPARATORS
    headings = {separator: _read_head(head, separator) for separator in separators}
    separator = max(separators, key=lambda mark: len(set(columns) & set(headings[mark])))
    return Sheet(text, separator, headings[separator])


def _read_head(line: str, separator: str) -> list[str]:
    return [cell.strip().casefold() for cell in next(csv.reader([line], delimiter=separator), [])]
