"""The course folder's record of deletions: that they took place, when, and how much; never whose.

A line `begun` stands before anything is deleted and a line `done` after it, so that a run that was cut short
is known, and its cleaning made up for.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from pathlib import Path

State = Literal["begun", "done"]
PLACE: Final = (".knowshow", "deletions.csv")
_HEAD: Final = "time,state,files,rows,marks\n"


def note(root: Path, state: State, files: int, rows: int, marks: int) -> None:
    """Add a line, on the disk before this returns; raise OSError if that fails."""
    path = root.joinpath(*PLACE)
    path.parent.mkdir(exist_ok=True)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o660)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        if not file.tell():
            file.write(_HEAD)
        file.write(f"{moment},{state},{files},{rows},{marks}\n")
        file.flush()
        os.fsync(handle)


def is_unfinished(root: Path) -> bool:
    """Return whether the last deletion was cut short."""
    path = root.joinpath(*PLACE)
    _, *lines = path.read_text("utf-8", "replace").splitlines() if path.exists() else [""]
    return bool(lines) and ",done," not in lines[-1]
