"""Read a file of cohorts as spreadsheet programs write it, and say what in it cannot be as it was meant."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.handing_in import sanitize, spreadsheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

_COLUMNS = ("learner", "cohort")
_FEW = 3  # learners named in a line
_LARGEST = 100_000_000  # bytes; a million learners take a third of it


class CohortsError(KnowShowError):
    """The file of cohorts cannot be used."""


@dataclass(frozen=True, slots=True)
class CohortFile:
    """Each learner's cohort, None if empty; `notes` are lines on what a reader should know of the file."""

    path: Path
    cohorts: dict[str, str | None]
    notes: tuple[str, ...] = ()

    def compare(self, known: Collection[str]) -> tuple[str, ...]:
        """Return lines on learners of the file who are not among the `known` ones of the gradebook.

        Raises:
            CohortsError: none of them is known, so that the file must be of others, or have other ids.
        """
        unknown = [learner for learner in self.cohorts if learner not in known]
        if not unknown:
            return ()
        by_case = {learner.casefold(): learner for learner in known}
        alike = [(name, by_case[name.casefold()]) for name in unknown if name.casefold() in by_case]
        hint = say("report", "case", name=_clean(alike[0][0]), known=_clean(alike[0][1])) if alike else ""
        counts = {"count": len(unknown), "every": len(self.cohorts), "some": _name_few(unknown)}
        if len(unknown) == len(self.cohorts):
            why = say("report", "none_known", every=counts["every"], some=counts["some"], hint=hint)
            raise CohortsError(say("report", "cohorts_about", file=self.path, why=why))
        why = say("report", "some_unknown", **counts, hint=hint)
        return (say("report", "cohorts_about", file=self.path, why=why),)


def read(path: Path) -> CohortFile:
    """Read a CSV file with columns `learner` and `cohort`, and any others.

    Separated by comma, semicolon or tab, with or without Excel's line `sep=`; in UTF-8, UTF-16 or
    Windows-1252; headings in any case, with blanks around them.

    Raises:
        CohortsError: the file cannot be read, or lacks a column.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise _refuse(path, say("report", "large", most=_LARGEST))
        text, notes = _decode(path, path.read_bytes())
        rows = list(_read_rows(path, text))
    except (OSError, csv.Error) as error:
        raise _refuse(path, str(getattr(error, "strerror", None) or error)) from None
    cohorts: dict[str, str | None] = {}
    twice: list[str] = []
    for learner, cohort in rows:
        if cohorts.get(learner, cohort or None) != (cohort or None):
            twice.append(learner)
        cohorts[learner] = cohort or None
    if twice:
        why = say("report", "two_cohorts", count=len(set(twice)), some=_name_few(dict.fromkeys(twice)))
        notes = (*notes, say("report", "cohorts_about", file=path, why=why))
    return CohortFile(path, cohorts, notes)


def _refuse(path: Path, why: str) -> CohortsError:
    return CohortsError(say("report", "cohorts", file=path, why=why))


def _decode(path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and a line where its encoding had to be assumed."""
    try:
        text, assumed = spreadsheet.decode(data)
    except spreadsheet.EncodingError as error:
        raise _refuse(path, str(error)) from None
    note = say("report", "cohorts_about", file=path, why=say("report", "as_windows"))
    return text, (note,) if assumed else ()


def _read_rows(path: Path, text: str) -> Iterator[tuple[str, str]]:
    """Yield learner and cohort of each row that names a learner."""
    sheet = spreadsheet.split(text, _COLUMNS)
    missing = [name for name in _COLUMNS if name not in sheet.headings]
    if missing:
        has = ", ".join(sanitize.clean_name(name, 40) for name in sheet.headings[:6])
        raise _refuse(path, say("report", "no_column", names=", ".join(missing), has=has))
    doubled = [name for name in _COLUMNS if sheet.headings.count(name) > 1]
    if doubled:
        raise _refuse(path, say("report", "column_twice", name=doubled[0]))
    places = [sheet.headings.index(name) for name in _COLUMNS]
    for _, row in sheet.list_rows():
        learner, cohort = (row[place].strip() if place < len(row) else "" for place in places)
        if learner:
            yield learner, cohort


def _name_few(learners: Iterable[str]) -> str:
    names = [_clean(learner) for learner in learners]
    return ", ".join(names[:_FEW]) + (" …" if len(names) > _FEW else "")


def _clean(learner: str) -> str:
    return sanitize.clean_name(learner, 64)
