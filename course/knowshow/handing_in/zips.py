"""Zips of submissions: packed for `nbgrader zip_collect`, unpacked without trust in who made them."""

from __future__ import annotations

import io
import stat
import zipfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NamedTuple

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.content.zip_faults import BROKEN
from knowshow.exercises import responses
from knowshow.exercises.course_folder import NOTEBOOK
from knowshow.exercises.responses import RefusedError
from knowshow.handing_in import file_names, sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from knowshow.handing_in.file_names import ZipName

OUTBOX = "submissions"  # the folder of the workspace in which packed ones lie
FILES = (f"{NOTEBOOK}.ipynb", responses.NAME)
MAX_BYTES = {FILES[0]: 5_000_000, FILES[1]: responses.MAX_BYTES}
MAX_ZIP = sum(MAX_BYTES.values()) + 100_000
_FIXED = (1980, 1, 1, 0, 0, 0)


class Member(NamedTuple):
    """A file in a zip: the parts of its path, whichever stroke parts them, and its entry."""

    parts: tuple[str, ...]
    entry: zipfile.ZipInfo


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
    check_name(file_names.parse(path.name, assignment), assignment)
    if path.is_symlink() or not path.is_file():
        raise RefusedError(say("grading", "bad_link"))
    return read_files(path)


def check_name(name: ZipName | None, assignment: str) -> ZipName:
    """Return the course's own name of a zip.

    Raises:
        RefusedError: it has none, or one for another assignment.
    """
    if name is None:
        raise RefusedError(say("submit", "zip_name"))
    if name.assignment != assignment:
        raise RefusedError(say("submit", "zip_other", found=name.assignment, assignment=assignment))
    return name


def read_files(file: Path | IO[bytes]) -> dict[str, bytes]:
    """Read a submission from a zip, name to bytes; both files may lie in one folder, as systems pack them.

    Raises:
        RefusedError: it is damaged or too large, or holds other files.
    """
    with refusing(), zipfile.ZipFile(file) as archive:
        return read_members(archive, list_members(archive))


@contextmanager
def refusing() -> Iterator[None]:
    """Turn whatever can be wrong with a zip that is read into a RefusedError."""
    try:
        yield
    except BROKEN as error:
        raise RefusedError(say("submit", "zip_bad", why=str(error)[:120])) from None


def list_members(archive: zipfile.ZipFile) -> list[Member]:
    """Return the files in a zip, without folders and without what systems leave about, such as `__MACOSX`."""
    members = []
    for entry in archive.infolist():
        parts = tuple(entry.filename.replace("\\", "/").split("/"))
        if parts[-1] and not any(file_names.is_litter(part) for part in parts):
            members.append(Member(parts, entry))
    return members


def read_members(archive: zipfile.ZipFile, members: list[Member]) -> dict[str, bytes]:
    """Read a submission's files, name to bytes.

    Raises:
        RefusedError: they are not `FILES` in one folder, or one is too large.
    """
    names = sorted(member.parts[-1] for member in members)
    folders = {member.parts[:-1] for member in members}
    if names not in ([FILES[0]], sorted(FILES)) or len(folders) != 1 or {"", ".."} & set(folders.pop()):
        inside = ", ".join(sanitize.clean_name(member.entry.filename) for member in members[:3])
        files = say("submit", "and").join(FILES)
        raise RefusedError(
            say("submit", "zip_inside", inside=inside or say("grading", "nothing"), files=files)
        )
    return {
        member.parts[-1]: read_member(archive, member.entry, MAX_BYTES[member.parts[-1]])
        for member in members
    }


def read_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Read one file of a zip, of at most `most` bytes.

    Raises:
        RefusedError: it is larger, or a link.
    """
    mode = entry.external_attr >> 16
    if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
        raise RefusedError(say("grading", "bad_link"))
    with archive.open(entry) as file:
        data = file.read(most + 1)
    if len(data) > most:
        name = sanitize.clean_name(entry.filename)
        raise RefusedError(say("submit", "zip_big", name=name, most=most))
    return data
