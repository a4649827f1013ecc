"""Give out what is kept of one learner: a zip that a person can read, with a summary, tables, the files."""

from __future__ import annotations

import csv
import io
import os
import stat
import zipfile
from typing import TYPE_CHECKING, Final

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.handing_in import sanitize
from knowshow.personal import summary
from knowshow.personal.places import PersonalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from knowshow.personal.places import Place
    from knowshow.personal.search import Course, Found

_APART: Final = "copies"  # the graders' copies hold mark schemes; the learner's answers are in the table
_SECRET: Final = "submission_secret.txt"  # noqa: S105 - a file's name


def write(course: Course, found: Found, path: Path) -> int:
    """Write the zip, readable to its owner alone; return how many files are in it.

    Raises:
        KnowShowError: it exists, or cannot be written; the gradebook or an exercise cannot be read.
    """
    if path.exists():
        raise PersonalError(say("personal", "there", path=path))
    data = io.BytesIO()
    count = 0
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _list_members(course, found):
            archive.writestr(name, content)
            count += 1
    try:
        atomic.write_bytes(path, data.getvalue())
    except OSError as error:
        raise PersonalError(say("personal", "not_written", path=path, why=error.strerror)) from None
    return count


def _list_members(course: Course, found: Found) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the zip: its name and its bytes."""
    kept = summary.gather(course, found)
    yield "summary.txt", "".join(f"{line}\n" for line in summary.describe(course, found, kept)).encode()
    yield "answers.csv", _make_table(summary.list_answers(course, found, kept))
    yield "marks.csv", _make_table(summary.list_marks(course, found))
    for place in found.places:
        if place.kind != _APART:
            yield from _copy(place)


def _copy(place: Place) -> Iterator[tuple[str, bytes]]:
    for file in place.files():
        data = _read(file) if file.name != _SECRET else None
        if data is not None:
            inside = file.relative_to(place.path.parent).as_posix()
            yield f"{place.kind}/{inside}", data


def _read(path: Path) -> bytes | None:
    """Read a plain file, never through a link, which a learner could lead to somebody else's."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read() if stat.S_ISREG(os.fstat(handle).st_mode) else None


def _make_table(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([sanitize.escape_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
