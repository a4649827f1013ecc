"""Plug into `nbgrader collect`: what somebody put into the exchange under another's name is not theirs.

nbgrader warns and collects it all the same, in place of what the other handed in.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.exchange.default import ExchangeCollect

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.course_folder import has_assignment
from knowshow.grading.nbgrader_dates import read_dates_alike
from knowshow.handing_in import dates, names, sanitize

if TYPE_CHECKING:
    from datetime import datetime

_NOBODY = ""  # whom nbgrader groups by; no learner has this name


class Collect(ExchangeCollect):  # type: ignore[misc] # nbgrader ships no types
    """nbgrader's collector, which takes of our assignments only what belongs to whom its name says.

    `check_owner`, nbgrader's own setting, turns that off where owners of files tell nothing.
    """

    def init_src(self) -> None:
        """Find what to collect: of each learner the newest that is their own."""
        self.refused: list[str] = []
        self.src_records: list[dict[str, Any]] = []
        read_dates_alike(self.coursedir)
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"] != _NOBODY]

    def _path_to_record(self, path: str) -> Any:
        """Return what a folder's name says: `username`, `filename` and `timestamp`, in UTC.

        nbgrader's own reading takes the `+` of a date for the end of a name, and `CEST` for UTC.
        """
        root, assignment = Path(self.coursedir.root), self.coursedir.assignment_id
        if not has_assignment(root, assignment):
            return super()._path_to_record(path)
        name = Path(path).name
        try:
            user, timestamp = parse_name(name, assignment, root)
            if self.check_owner:
                require_owner(Path(path), user)
        except KnowShowError as error:
            self.refused.append(say("grading", "refused", learner=sanitize.clean_name(name, 200), why=error))
            return {"username": _NOBODY, "filename": name, "timestamp": None}
        return {"username": user, "filename": name, "timestamp": timestamp}

    def _sort_by_timestamp(self, records: list[Any]) -> list[Any]:
        return records if records[0]["username"] == _NOBODY else list(super()._sort_by_timestamp(records))

    def copy_files(self) -> None:
        """Collect; then name what was refused, and end with a failure if anything was."""
        super().copy_files()
        for line in self.refused:
            self.log.error("%s", line)
        if self.refused:
            self.fail(say("collect", "refused", count=len(self.refused)))


def parse_name(name: str, assignment: str, root: Path) -> tuple[str, datetime]:
    """Return whose a folder in the exchange says it is, and from when; `root` is the course folder.

    Raises:
        KnowShowError: it does not say so.
    """
    pattern = rf"(?P<user>.+?)\+{re.escape(assignment)}\+(?P<time>.+?)(?:\+[\w-]{{12}})?"
    match = re.fullmatch(pattern, name)
    time = dates.parse(match["time"], root) if match else None
    if match is None or time is None:
        raise KnowShowError(say("grading", "bad_timestamp"))
    return match["user"], time


def require_owner(folder: Path, learner: str) -> None:
    """Require that a folder and all files in it belong to the user of the learner's name.

    Raises:
        KnowShowError: they do not; the text names whose they are.
    """
    if sys.platform == "win32":  # no exchange there
        return
    import pwd  # noqa: PLC0415 - not on Windows

    for path in (folder, *sorted(folder.rglob("*"))):
        uid = path.lstat().st_uid
        try:
            owner = pwd.getpwuid(uid).pw_name
        except KeyError:
            owner = str(uid)
        if learner not in (owner, names.make_id(owner)):
            raise KnowShowError(say("collect", "another", learner=sanitize.clean_name(learner), owner=owner))
