"""Lines that name a learner in files which hold other people too: who is who, cohorts, exports, lists.

They are named and never changed: only people can say what a list of theirs should hold.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from knowshow.content.text import say
from knowshow.exercises.course_folder import AUTOGRADED, EXERCISES, SOLUTIONS, SUBMITTED
from knowshow.handing_in import who_is_who
from knowshow.personal.places import DOWNLOADED, FEEDBACK, PersonalError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_LARGEST: Final = 100_000_000  # bytes; a list of a million learners has less
_APART: Final = frozenset(
    {AUTOGRADED, DOWNLOADED, EXERCISES, FEEDBACK, SOLUTIONS, SUBMITTED, ".knowshow", ".git"}
)
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")

_IDS: Final = re.compile(r"[\w.@+-]+")  # as long as can be: of ann.b no ann


class Mention(NamedTuple):
    """Where a file names a learner: `line` counts from 1, or is 0 where the file has no lines."""

    learner: str
    path: Path
    line: int


def find(
    root: Path, learners: Collection[str], also: Iterable[Path] = (), gradebook: str | None = None
) -> list[Mention]:
    """Return the lines that name learners in a course folder's lists, and in files and folders `also` named.

    `gradebook` is the path of its file, which is not looked through; copies of it are.

    Raises:
        PersonalError: one of `also` is not there.
    """
    paths = {*_list_course(root), *(path for place in also for path in _list(place))}
    if gradebook:
        paths -= {Path(f"{gradebook}{end}") for end in ("", "-journal", "-shm", "-wal")}
    return [mention for path in sorted(paths) for mention in _find_in(path, learners)]


def _list_course(root: Path) -> Iterator[Path]:
    yield root / SUBMITTED / who_is_who.NAME
    for path in root.iterdir():
        if path.name not in _APART:
            yield from _walk(path)


def _list(place: Path) -> Iterator[Path]:
    place = place.expanduser().resolve()
    if not place.exists():
        raise PersonalError(say("personal", "no_file", path=place))
    yield from _walk(place)


def _walk(path: Path) -> Iterator[Path]:
    if path.is_symlink() or not path.is_dir():
        yield path
        return
    for folder, _, names in os.walk(path):
        yield from (Path(folder, name) for name in names)


def _find_in(path: Path, learners: Collection[str]) -> Iterator[Mention]:
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > _LARGEST:
            return
        data = path.read_bytes()
    except OSError:
        return
    is_wide = data.startswith(_UTF_16)
    text = data.decode("utf-16" if is_wide else "utf-8", "replace")
    if b"\0" in data and not is_wide:  # no text; it has no lines
        yield from (Mention(learner, path, 0) for learner in _name(text, learners))
        return
    for number, line in enumerate(text.splitlines(), 1):
        yield from (Mention(learner, path, number) for learner in _name(line, learners))


def _name(text: str, learners: Collection[str]) -> list[str]:
    return [name for name in dict.fromkeys(_IDS.findall(text)) if name in learners]
