"""Keep a folder for one process at a time, where the system and the disk have locks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def hold(folder: Path) -> int | None:
    """Keep a folder until `release`, which takes what is returned; None where there are no locks.

    Raises:
        BlockingIOError: somebody else keeps it.
    """
    try:
        import fcntl  # noqa: PLC0415 - not everywhere
    except ImportError:
        return None
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise
    except OSError:  # a file system without locks
        os.close(held)
        return None
    return held


def release(held: int | None) -> None:
    """Let others have the folder that `hold` kept."""
    if held is not None:
        os.close(held)
