"""Zips of submissions: packed for `nbgrader zip_collect`, unpacked without trust in who made them."""

from __future__ import annotations

import io
import lzma
import re
import stat
import zipfile
import zlib
from datetime import datetime
from typing import TYPE_CHECKING

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.exercises import responses
from knowshow.exercises.course_folder import NOTEBOOK, STEM
from knowshow.exercises.responses import RefusedError
from knowshow.handing_in import sanitize

if TYPE_CHECKING:
    from pathlib import Path

FILES = (f"{NOTEBOOK}.ipynb", responses.NAME)
MAX_BYTES = {FILES[0]: 5_000_000, FILES[1]: responses.MAX_BYTES}
_ZIPPED = re.compile(rf"{STEM}\.zip")
_FIXED = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def make_name(assignment: str, learner: str, now: datetime) -> str:
    """Return a zip's file name: `assignment__learner__time.zip`, the time in UTC."""
    return f"{assignment}__{learner}__{now:%Y%m%dT%H%M%S.%fZ}.zip"


def pack(target: Path, files: dict[str, bytes]) -> None:
    """Write a zip atomically; equal files give equal bytes. Raise OSError if that fails."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, data in sorted(files.items()):
            entry = zipfile.ZipInfo(inside, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    atomic.write_bytes(target, packed.getvalue())


def unpack(path: Path, assignment: str) -> dict[str, bytes]:
    """Read the files of one zip, name to bytes, each within its size limit.

    Raises:
        RefusedError: it is damaged or too large, named for something else, or holds other files.
    """
    match = _ZIPPED.fullmatch(path.name)
    if not match or not _is_timestamp(match["timestamp"]):
        raise RefusedError(say("submit", "zip_name"))
    if match["assignment"] != assignment:
        raise RefusedError(say("submit", "zip_other", found=match["assignment"], assignment=assignment))
    if path.is_symlink() or not path.is_file():
        raise RefusedError(say("grading", "bad_link"))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if sorted(entry.filename for entry in entries) not in ([FILES[0]], sorted(FILES)):
                inside = ", ".join(sanitize.clean_name(entry.filename) for entry in entries[:3])
                raise RefusedError(
                    say("submit", "zip_inside", inside=inside, files=say("submit", "and").join(FILES))
                )
            return {entry.filename: _read_member(archive, entry) for entry in entries}
    except _BROKEN as error:
        raise RefusedError(say("submit", "zip_bad", why=str(error)[:120])) from None


def _is_timestamp(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _read_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    mode = entry.external_attr >> 16
    if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
        raise RefusedError(say("grading", "bad_link"))
    most = MAX_BYTES[entry.filename]
    with archive.open(entry) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise RefusedError(say("submit", "zip_big", name=entry.filename, most=most))
    return data
