"""Find hand-ins in a folder of downloads: zips as sent, unpacked ones, a platform's bulk download.

Nothing is unpacked here; a `Parcel` reads its files when it is chosen.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from knowshow.content.text import say
from knowshow.exercises.responses import RefusedError
from knowshow.handing_in import file_names, sanitize, zips

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowshow.handing_in.file_names import Sender, ZipName
    from knowshow.handing_in.zips import Member

_DEEPEST = 3  # a bulk download, unpacked, in a folder of its own


@dataclass(frozen=True, slots=True)
class Parcel:
    """One hand-in, not opened yet: `place` is its path in the archive, `read` returns its files by name.

    `sender` is who sent it on a learning platform, None if its name does not say so.
    """

    place: str
    name: ZipName
    sender: Sender | None
    read: Callable[[], dict[str, bytes]] = field(repr=False)


class Rejected(NamedTuple):
    """A file that is not collected: its path in the archive, and why, in one line."""

    place: str
    why: str


@dataclass
class Archive:
    """What lies in a folder of downloads: hand-ins, what is rejected, and names that say nothing to us.

    `opened` keeps bulk downloads open for as long as parcels are read.
    """

    assignment: str
    opened: ExitStack
    parcels: list[Parcel] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)

    def search(self, folder: Path, above: tuple[str, ...] = ()) -> None:
        """Look through a folder and those in it; `above` are their names, from the archive down."""
        for path in sorted(folder.iterdir()):
            if file_names.is_litter(path.name):
                continue
            parts = (*above, path.name)
            try:
                self._look_at(path, parts)
            except RefusedError as error:
                self._refuse(parts, str(error))
            except OSError as error:
                self._refuse(parts, say("collect", "closed", why=error.strerror))

    def _look_at(self, path: Path, parts: tuple[str, ...]) -> None:
        mode = path.lstat().st_mode
        name = file_names.parse(path.name, self.assignment)
        if stat.S_ISDIR(mode):
            if name:
                self._add(parts, name, partial(_read_folder, path))
            elif len(parts) < _DEEPEST:
                self.search(path, parts)
            else:
                self.passed.append("/".join(parts))
        elif not stat.S_ISREG(mode):
            raise RefusedError(say("grading", "bad_link"))
        elif not path.name.lower().endswith(".zip"):
            self._pass_over(parts, name)
        elif name:
            self._add(parts, name, partial(zips.read_files, path))
        else:
            self._search_zip(path, parts)

    def _search_zip(self, path: Path, above: tuple[str, ...]) -> None:
        """Look through a zip that is not named as the course names one: a bulk download."""
        with zips.refusing(), ExitStack() as reading:
            archive = reading.enter_context(zipfile.ZipFile(path))
            members = zips.list_members(archive)
            if not any(self._find_name(member) for member in members):
                raise RefusedError(say("submit", "zip_name"))
            self.opened.enter_context(reading.pop_all())
        for folder, inside in groupby(sorted(members, key=_get_parts), key=lambda member: member.parts[:-1]):
            parts = (*above, *folder)
            try:
                self._look_at_members(archive, parts, list(inside))
            except RefusedError as error:
                self._refuse(parts, str(error))

    def _look_at_members(
        self, archive: zipfile.ZipFile, above: tuple[str, ...], members: list[Member]
    ) -> None:
        """Look at the files of one folder in a bulk download: zips as sent, or one that was unpacked."""
        name = file_names.parse(above[-1], self.assignment)
        if name:
            self._add(above, name, partial(_read_unpacked, archive, members))
            return
        for member in members:
            parts = (*above, member.parts[-1])
            name = file_names.parse(parts[-1], self.assignment)
            try:
                if name and parts[-1].lower().endswith(".zip"):
                    self._add(parts, name, partial(_read_nested, archive, member))
                else:
                    self._pass_over(parts, name)
            except RefusedError as error:
                self._refuse(parts, str(error))

    def _find_name(self, member: Member) -> bool:
        return any(file_names.parse(part, self.assignment) for part in member.parts[-2:])

    def _add(self, parts: tuple[str, ...], name: ZipName, read: Callable[[], dict[str, bytes]]) -> None:
        zips.check_name(name, self.assignment)
        sender = file_names.find_sender(*parts[:-1], name.before)
        self.parcels.append(Parcel(_join(parts), name, sender, read))

    def _pass_over(self, parts: tuple[str, ...], name: ZipName | None) -> None:
        """Note a file that is no zip; raise RefusedError if it is a hand-in all the same."""
        if name:
            raise RefusedError(say("collect", "no_zip"))
        if parts[-1] in zips.FILES:
            raise RefusedError(say("collect", "loose"))
        self.passed.append(_join(parts))

    def _refuse(self, parts: tuple[str, ...], why: str) -> None:
        self.rejected.append(Rejected(_join(parts), why))


def _join(parts: tuple[str, ...]) -> str:
    return "/".join(sanitize.clean_name(part, 200) for part in parts)


def _get_parts(member: Member) -> tuple[str, ...]:
    return (*member.parts[:-1], "", member.parts[-1])


def _read_nested(archive: zipfile.ZipFile, member: Member) -> dict[str, bytes]:
    with zips.refusing():
        data = zips.read_member(archive, member.entry, zips.MAX_ZIP)
    return zips.read_files(io.BytesIO(data))


def _read_unpacked(archive: zipfile.ZipFile, members: list[Member]) -> dict[str, bytes]:
    with zips.refusing():
        return zips.read_members(archive, members)


def _read_folder(path: Path, *, inner: bool = False) -> dict[str, bytes]:
    """Read a submission that a system has unpacked, from a folder or the only folder in it."""
    names = sorted(name for name in os.listdir(path) if not file_names.is_litter(name))  # noqa: PTH208 - names
    if len(names) == 1 and not inner and stat.S_ISDIR((path / names[0]).lstat().st_mode):
        return _read_folder(path / names[0], inner=True)
    if names not in ([zips.FILES[0]], sorted(zips.FILES)):
        inside = ", ".join(map(sanitize.clean_name, names[:3])) or say("grading", "nothing")
        files = say("submit", "and").join(zips.FILES)
        raise RefusedError(say("submit", "zip_inside", inside=inside, files=files))
    return {name: _read_file(path / name, zips.MAX_BYTES[name]) for name in names}


def _read_file(path: Path, most: int) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        raise RefusedError(say("grading", "bad_link")) from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise RefusedError(say("grading", "bad_link"))
        data = file.read(most + 1)
    if len(data) > most:
        raise RefusedError(say("submit", "zip_big", name=path.name, most=most))
    return data
