"""Read the names that submissions travel under: the course's own, and what is put around it.

The course names a zip `assignment__learner__time.zip`. Learning platforms put the sender before it, browsers
and file managers ` (1)` or ` - Copy` behind it; the course's own name stays whole inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from knowshow.content.text import say
from knowshow.exercises.course_folder import STEM
from knowshow.exercises.responses import RefusedError
from knowshow.handing_in import sanitize

_BEFORE, _BEHIND = r"(?P<before>(?:.*[^a-z0-9-])?)", r"(?:\W.*)?"
_OWN = re.compile(_BEFORE + STEM + _BEHIND, re.DOTALL)
_LONGEST = 500
# Sources: Moodle, mod/assign/feedback/file/importziplib.php; Canvas, lib/content_zipper.rb; Blackboard's
# *Assignment File Download*, as tools that sort its files read them.
_SENDERS = {
    "moodle": re.compile(r"(?P<name>[^_]*)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_.*)?", re.DOTALL),
    "canvas": re.compile(r"(?P<name>\w*?)_(?:LATE_)?(?P<number>\d+)_\d+_.*", re.DOTALL),
    "blackboard": re.compile(r".*?_(?P<name>(?P<number>[^_]+))_attempt_\d{4}(?:-\d\d){5}_.*", re.DOTALL),
}
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class ZipName:
    """What the course's own name says: the assignment, the learner's id, and when it was made (ISO, UTC).

    `before` is what stands before it in the file's name.
    """

    assignment: str
    learner: str
    stamp: str
    before: str = ""

    @property
    def time(self) -> datetime:
        """When it was made, in UTC and without a zone."""
        return datetime.fromisoformat(self.stamp).astimezone(UTC).replace(tzinfo=None)

    @property
    def stem(self) -> str:
        """The name as the course writes it, without its ending."""
        return f"{self.assignment}__{self.learner}__{self.stamp}"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who handed in on a learning platform: `platform` is moodle, canvas or blackboard.

    `number` is Moodle's participant number, another one in each of its assignments, Canvas's user id, or
    Blackboard's user name; `name` the person's as the platform writes it in file names.
    """

    platform: str
    number: str
    name: str


def parse(name: str, assignment: str) -> ZipName | None:
    """Find the course's own name in a file's or folder's name; None if it is not there.

    If it could be read in several ways, the reading for `assignment` counts.
    """
    if len(name) > _LONGEST:
        return None
    expected = rf"{_BEFORE}(?={re.escape(assignment)}__){STEM}{_BEHIND}"
    match = re.fullmatch(expected, name, re.DOTALL) or _OWN.fullmatch(name)
    if not match:
        return None
    parsed = ZipName(match["assignment"], match["student_id"], match["timestamp"], match["before"])
    try:
        return parsed if parsed.time else None
    except (ValueError, OverflowError):
        return None


def find_sender(*names: str) -> Sender | None:
    """Find who sent a file on a learning platform.

    `names` are those of the folders it is in, and last what stands before the course's own name. What Moodle
    writes counts where it comes first: everything behind it is the sender's own, who may write it alike.

    Raises:
        RefusedError: the name could be Canvas's and Blackboard's, each with another sender.
    """
    for name in names:
        moodle = _match_sender("moodle", name)
        if moodle:
            return moodle
    for name in reversed(names):
        senders = [
            sender for platform in ("canvas", "blackboard") if (sender := _match_sender(platform, name))
        ]
        if len(senders) > 1:
            canvas, blackboard = (sanitize.clean_name(sender.name) for sender in senders)
            raise RefusedError(say("collect", "two_senders", canvas=canvas, blackboard=blackboard))
        if senders:
            return senders[0]
    return None


def _match_sender(platform: str, name: str) -> Sender | None:
    match = _SENDERS[platform].fullmatch(name[:_LONGEST])
    return Sender(platform, match["number"], " ".join(match["name"].split())) if match else None


def is_litter(name: str) -> bool:
    """Return whether a file or folder is one that a system leaves about, such as `.DS_Store`."""
    return name.startswith("._") or name.casefold() in _LITTER
