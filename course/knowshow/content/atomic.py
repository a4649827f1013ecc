"""Write files whole or not at all: a reader sees the old file or the new one, never half of it."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = 0o600
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_LONGEST = 100  # characters of the file's name in the temporary one; file systems limit a name's length


def write_bytes(path: Path | str, data: bytes, *, mode: int = PRIVATE, durable: bool = True) -> None:
    """Write a temporary file beside the path, then rename it to the path; make the folder if it is missing.

    `mode` is the file's, less the umask. `durable` waits until the disk itself has the data,
    so that a power cut loses nothing; leave it out for files that can be made again.

    Raises:
        OSError: the folder cannot be written; the old file is untouched.
    """
    folder, name = os.path.split(path)
    passing = os.path.join(folder, f".{name[:_LONGEST]}.{secrets.token_hex(4)}.part")  # noqa: PTH118 - by the thousand
    try:
        handle = os.open(passing, _NEW, mode)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
        handle = os.open(passing, _NEW, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(passing, path)  # noqa: PTH105 - as above
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(passing)  # noqa: PTH108 - as above
        raise


def write_text(path: Path | str, text: str, *, mode: int = PRIVATE, durable: bool = True) -> None:
    """Write text as UTF-8, otherwise like `write_bytes`; raises as it does."""
    write_bytes(path, text.encode("utf-8"), mode=mode, durable=durable)
