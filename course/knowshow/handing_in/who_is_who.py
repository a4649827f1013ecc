"""The list of who is who: our learners' ids beside the names and numbers that a learning platform gave them.

It lies beside what is collected, as CSV. Whoever grades may change it in a spreadsheet; it is believed.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.handing_in import sanitize, spreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from knowshow.handing_in.file_names import Sender

NAME = "who is who.csv"  # which no learner's folder can be called: an id has no spaces
_PER_ASSIGNMENT = "moodle"  # gives a person another number in each assignment
_NO_ID = re.compile(r"[^\w.@+-]", re.ASCII)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d\d", re.IGNORECASE)  # a long number as Excel saves it
_LARGEST = 50_000_000


class ListError(KnowShowError):
    """The list of who is who cannot be read; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A learner's id with us, and who that is on a platform: for one assignment, by name and number."""

    learner: str
    platform: str
    assignment: str
    name: str
    number: str


COLUMNS = tuple(column.name for column in fields(Entry))


class WhoIsWho:
    """Who is who on learning platforms; `entries` are in the order in which they were met."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """Start from `entries`."""
        self.entries: list[Entry] = []
        self._by_number: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._by_id: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            self._add(entry)

    def identify(self, claim: str, sender: Sender, assignment: str) -> str:
        """Return the learner's id for what `sender` handed in under the id `claim`; enter it if it is new.

        A sender who is listed keeps the id of the list. An id that is somebody else's is not given away: the
        sender gets one of their own, the claimed id with the platform's number behind it.
        """
        name = unicodedata.normalize("NFC", sender.name)
        here = self._by_number[_key(sender.platform, sender.number, assignment)]
        if here:
            learner = here[0].learner
        elif self._is_free(claim, sender.platform, name, assignment):
            learner = claim
        else:
            learner = self._derive(claim, sender, name, assignment)
        if not any(entry.assignment == assignment for entry in here):
            self._add(Entry(learner, sender.platform, assignment, name, sender.number))
        return learner

    def find(self, platform: str, assignment: str) -> dict[str, Entry]:
        """Return the entries that a platform needs to get an assignment's grades, by learner's id."""
        return {
            entry.learner: entry
            for entry in self.entries
            if entry.platform == platform and _applies(entry, assignment)
        }

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self._by_number[_key(entry.platform, entry.number, entry.assignment)].append(entry)
        self._by_id[entry.platform, entry.learner.casefold()].append(entry)
        self._by_name[entry.platform, entry.name].append(entry)

    def _is_free(self, claim: str, platform: str, name: str, assignment: str) -> bool:
        """Return whether nobody else has an id; on a platform whose numbers change, a name tells who."""
        holders = self._by_id[platform, claim.casefold()]
        return not any(_applies(entry, assignment) or entry.name != name for entry in holders)

    def _derive(self, claim: str, sender: Sender, name: str, assignment: str) -> str:
        """Return an id of the sender's own: the one they were given in another assignment, or a new one."""
        named = self._by_name[sender.platform, name] if sender.platform == _PER_ASSIGNMENT else []
        given = {entry.learner for entry in named if entry.learner.startswith(f"{claim}.")}
        given = {learner for learner in given if self._is_free(learner, sender.platform, name, assignment)}
        if len(given) == 1:
            return given.pop()
        behind = "." + _NO_ID.sub("-", sender.number)[:40]
        while not self._is_free(claim[: 64 - len(behind)] + behind, sender.platform, name, assignment):
            behind += "x"
        return claim[: 64 - len(behind)] + behind


def _applies(entry: Entry, assignment: str) -> bool:
    """Return whether an entry's number is that of an assignment."""
    return entry.platform != _PER_ASSIGNMENT or entry.assignment == assignment


def _key(platform: str, number: str, assignment: str) -> tuple[str, ...]:
    return (platform, number, assignment) if platform == _PER_ASSIGNMENT else (platform, number)


def read(path: Path) -> WhoIsWho:
    """Read the list, in any encoding and with any separator that Excel saves; an empty one if there is none.

    Raises:
        ListError: it cannot be read, lacks a column, or holds an id that cannot be one.
    """
    if not path.exists():
        return WhoIsWho()
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)
        sheet = spreadsheet.split(spreadsheet.decode(data)[0], COLUMNS)
        rows = list(sheet.list_rows())
    except (OSError, KnowShowError, csv.Error) as error:
        raise ListError(say("collect", "list_closed", file=path.name, why=error)) from None
    missing = [column for column in COLUMNS if column not in sheet.headings] if sheet.text else []
    if missing:
        raise ListError(say("collect", "list_columns", file=path.name, names=", ".join(missing)))
    return WhoIsWho([_read_entry(path.name, sheet.headings, line, row) for line, row in rows])


def _read_entry(file: str, headings: Sequence[str], line: int, row: Sequence[str]) -> Entry:
    """Return what a line says.

    Raises:
        ListError: its id cannot be one, or a spreadsheet has shortened its number.
    """
    cells = dict(zip(headings, row, strict=False))
    entry = Entry(**{column: _uncover(cells.get(column, "")) for column in COLUMNS})
    if not sanitize.is_learner_id(entry.learner):
        who = sanitize.clean_name(entry.learner)
        raise ListError(say("collect", "list_learner", file=file, line=line, learner=who))
    if _SHORTENED.fullmatch(entry.number):
        raise ListError(say("collect", "list_number", file=file, line=line, number=entry.number))
    return entry


def write(path: Path, listed: WhoIsWho, *, mode: int = atomic.PRIVATE) -> None:
    """Write the list so that Excel opens it as it is; `mode` is its file's.

    Raises:
        ListError: it cannot be written; the old one is untouched.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([sanitize.escape_cell(cell) for cell in astuple(entry)] for entry in listed.entries)
    try:
        atomic.write_bytes(path, text.getvalue().encode("utf-8-sig"), mode=mode)
    except OSError as error:
        raise ListError(say("collect", "list_not_written", file=path.name, why=error.strerror)) from None


def _uncover(value: str) -> str:
    """Return a cell's text without the quote that keeps a spreadsheet from taking it for a formula."""
    text = value.strip()
    plain = text.removeprefix("'")
    return plain if sanitize.escape_cell(plain) == text else text
