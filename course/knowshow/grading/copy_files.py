"""Put autograded copies on the disk: private from the first byte, whole, and only those that have changed."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import AUTOGRADED, NOTEBOOK
from knowshow.grading import instructor_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.items import Value
    from knowshow.handing_in.submission import Submission

_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o400  # whatever the umask: copies hold answers and points
_SHARED_FOLDER, _SHARED_FILE = 0o2770, 0o660  # nbgrader's for a folder that graders share, less the others
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}  # the next copy will fail as this one did


class FolderError(KnowShowError):
    """The folder for autograded copies cannot be made or written."""


@dataclass(frozen=True)
class CopyFiles:
    """The autograded copies of the assignment `name` in the course folder `root`.

    `shared` says whether the folder's group may read and change them, as nbgrader's `groupshared` does.
    Paths are text, as in `submission`: `Path` objects take longer to make than a copy.
    """

    root: str
    name: str
    shared: bool = False

    @property
    def folder(self) -> str:
        """The folder of all copies."""
        return f"{self.root}/{AUTOGRADED}"

    def prepare(self) -> None:
        """Make the folder of all copies.

        Raises:
            FolderError: it cannot be made.
        """
        try:
            os.makedirs(self.folder, _PRIVATE_FOLDER, exist_ok=True)  # noqa: PTH103
            self._share(self.folder)
        except OSError as error:
            raise FolderError(say("grade", "folder", folder=self.folder, why=error.strerror)) from None

    def write(self, text: bytes, submitted: Submission) -> bytes | None:
        """Write a copy and nbgrader's notes beside it; leave identical files alone.

        Return `text` unwritten if the copy on the disk was made from other answers. The gradebook must
        first hold that a person has to read them: were the copy written before and the run cut short, the
        next run would see no difference, and ask nobody.

        Raises:
            FolderError: the disk is full or cannot be written, so that no other copy can be written either.
            OSError: this copy cannot be written; `filename` is set.
        """
        home = f"{self.folder}/{submitted.learner}"
        place = f"{home}/{self.name}"
        copy = f"{place}/{NOTEBOOK}.ipynb"
        with self._explain_failure(home):
            _make_folder(home)
            _make_folder(place)
            self._share(home, place)
        for file, data in submitted.notes.items():
            self._put(f"{place}/{file}", data)
        return None if self._put(copy, text, submitted.values) else text

    def replace(self, learner: str, text: bytes) -> None:
        """Write a copy that `write` returned, once the gradebook holds the learner's new answers.

        Raises:
            FolderError: as `write`.
            OSError: as `write`.
        """
        self._put(f"{self.folder}/{learner}/{self.name}/{NOTEBOOK}.ipynb", text)

    def _put(self, path: str, data: bytes, answers: dict[str, Value] | None = None) -> bool:
        """Write a file unless it holds `data`, or is a copy made from other answers than these."""
        with self._explain_failure(path):
            try:
                _create(path, data)
            except FileExistsError:
                before = _read_file(path)
                if before == data:
                    return True
                if answers is not None and instructor_copy.answers(before) not in (None, answers):
                    return False
                os.unlink(path)  # noqa: PTH108
                _create(path, data)
            self._share(path)
        return True

    @contextmanager
    def _explain_failure(self, path: str) -> Iterator[None]:
        """Name the file that cannot be written; or the folder, if no other file can be either."""
        try:
            yield
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise FolderError(say("grade", "no_room", folder=self.folder, why=error.strerror)) from None
            raise OSError(error.errno, error.strerror, path) from None

    def _share(self, *paths: str) -> None:
        """Set nbgrader's modes if the course folder is shared; skip what belongs to somebody else."""
        for path in paths if self.shared else ():
            mode = os.stat(path).st_mode  # noqa: PTH116
            with suppress(PermissionError):
                is_folder = stat.S_ISDIR(mode)
                os.chmod(path, mode & 0o7777 | _SHARED_FOLDER if is_folder else _SHARED_FILE)  # noqa: PTH101


def _make_folder(path: str) -> None:
    with suppress(FileExistsError):
        os.mkdir(path, _PRIVATE_FOLDER)  # noqa: PTH102


def _create(path: str, data: bytes) -> None:
    """Write a new file, and leave none if that fails.

    One that a killed run cut short differs from `data`, so the next run writes it again. It can therefore
    do without the temporary name of `content.atomic`, which costs a third of the whole per copy.
    """
    handle = os.open(path, _NEW, _PRIVATE_FILE)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
    except OSError:
        os.unlink(path)  # noqa: PTH108
        raise


def _read_file(path: str) -> bytes:
    if os.path.islink(path):  # noqa: PTH114
        return b""
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()
