"""Grades and feedback as an assignment in Moodle takes them.

Source: Moodle's code. `mod/assign/feedback/offline/importgradeslib.php` reads the worksheet: it needs the
columns Identifier, Grade and Last modified (grade), named in the language of who uploads it.
`mod/assign/feedback/file/importziplib.php` reads the zip: folders `name_number_plugintype_plugin_`.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import IO

    from knowshow.handing_in.who_is_who import Entry

Row = tuple[str | float, ...]

HEADER = ("Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)")
PAGE = "exercise.html"
_PARTICIPANT = "Participant "
_FIXED = (1980, 1, 1, 0, 0, 0)


def make_rows(scored: Iterable[tuple[Entry, float]], maximum: float, now: datetime) -> Iterator[Row]:
    """Yield the rows of a grading worksheet.

    Moodle skips a grade that was changed there after the date in the last column; that is `now`, in UTC.
    """
    yield HEADER
    changed = f"{now:%Y-%m-%d %H:%M:%S} UTC"
    for entry, score in scored:
        yield (f"{_PARTICIPANT}{entry.number}", entry.name, score, maximum, changed)


def write_feedback(file: IO[bytes], pages: Iterable[tuple[Entry, Path]]) -> None:
    """Write a zip of feedback pages, each in the folder that Moodle itself gives its sender."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, page in pages:
            member = zipfile.ZipInfo(f"{_name_folder(entry)}/{PAGE}", _FIXED)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, page.read_bytes())


def _name_folder(entry: Entry) -> str:
    """Return a folder's name; Moodle parts it at the first underscores, and has none in a person's name."""
    name = "".join(" " if c in '_/\\:*?"<>|' or not c.isprintable() else c for c in entry.name).lstrip(".~ ")
    return f"{name}_{entry.number}_assignsubmission_file_"
