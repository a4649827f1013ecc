"""Find what lies open in a course folder: keys, answers and points that others on the machine can get at."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.exercises.course_folder import AUTOGRADED, SOLUTIONS, SUBMITTED
from knowshow.grading import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.grading.nbgrader_settings import Settings

_FOLDERS = (SOLUTIONS, SUBMITTED, AUTOGRADED, "feedback")
_ENTER, _ANY = 0o1, 0o7  # rights on a folder or a file, as bits of its mode


def find_open(settings: Settings) -> list[str]:
    """Return the names of what others can get at: folders of the course folder, and the gradebook's file.

    Others are all but its owner; where graders share the course folder, all who are not in its group. A
    folder that others may not enter hides what is in it. Nothing is looked at where modes mean nothing.
    """
    if os.name != "posix":
        return []
    return [path.name for path in _private_paths(settings) if _is_open(path, shared=settings.shared)]


def _private_paths(settings: Settings) -> Iterator[Path]:
    yield from (settings.root.absolute() / name for name in _FOLDERS)
    if file := sql.file_of(settings.db_url):
        yield Path(file).absolute()


def _is_open(path: Path, *, shared: bool) -> bool:
    if not path.exists():
        return False
    group = None if shared or _is_own_group(path) else path.stat().st_gid
    return any(
        _rights(path, whom) & _ANY and all(_rights(folder, whom) & _ENTER for folder in path.parents)
        for whom in {None, group}
    )


def _rights(path: Path, group: int | None) -> int:
    """Return the rights of a member of a group, or of somebody in no group that matters."""
    status = path.stat()
    return status.st_mode >> 3 if status.st_gid == group else status.st_mode


def _is_own_group(path: Path) -> bool:
    """Return whether a path's group bears its owner's name: then nobody else is in it, as on Debian."""
    try:
        return path.group() == path.owner()
    except KeyError:  # an id without a name
        return False
