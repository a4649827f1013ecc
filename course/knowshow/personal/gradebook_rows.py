"""Learners' rows in the gradebook, by nbgrader's schema: count, read, delete, leave no bytes behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from knowshow.content.text import say
from knowshow.exercises.notebook import answer_id, score_id
from knowshow.grading import sql
from knowshow.grading.sql import GradebookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from knowshow.grading.sql import Connection

_CHUNK: Final = 500  # ids in one statement; databases limit its values
_ATTEMPTS = "select id from submitted_assignment where student_id in ({ids})"
_COPIES = f"select id from submitted_notebook where assignment_id in ({_ATTEMPTS})"  # noqa: S608 - ours
# Each table with the rows in it that are some learners', those first to which no other row refers.
_ROWS: Final[Mapping[str, str]] = {
    "comment": f"notebook_id in ({_COPIES})",
    "grade": f"notebook_id in ({_COPIES})",
    "submitted_notebook": f"assignment_id in ({_ATTEMPTS})",
    "submitted_assignment": "student_id in ({ids})",
    "student": "id in ({ids})",
}
# How each table's rows lead to whose they are.
_ATTEMPT: Final = "join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"
_WHOSE: Final[Mapping[str, str]] = {
    "comment": f"join submitted_notebook on submitted_notebook.id = comment.notebook_id {_ATTEMPT}",
    "grade": f"join submitted_notebook on submitted_notebook.id = grade.notebook_id {_ATTEMPT}",
    "submitted_notebook": _ATTEMPT,
    "submitted_assignment": "",
    "student": "",
}
_OF_CELLS = """
select assignment.name, base_cell.name, {columns}
from submitted_assignment
join assignment on assignment.id = submitted_assignment.assignment_id
join submitted_notebook on submitted_notebook.assignment_id = submitted_assignment.id
join {table} on {table}.notebook_id = submitted_notebook.id
join base_cell on base_cell.id = {table}.cell_id
where submitted_assignment.student_id = ? order by 1, 2
"""
_TIMES = """
select assignment.name, submitted_assignment.timestamp, submitted_assignment.extension
from submitted_assignment join assignment on assignment.id = submitted_assignment.assignment_id
where student_id = ? order by 1
"""
_PERSON = "select first_name, last_name, email, lms_user_id from student where id = ?"


def _select_of_cells(table: str, *columns: str) -> str:
    """Return the query for these columns of a learner's cells in a table."""
    return _OF_CELLS.format(table=table, columns=", ".join(f"{table}.{column}" for column in columns))


_POINTS = _select_of_cells("grade", "auto_score", "manual_score", "needs_manual_grade")
_COMMENTS = _select_of_cells("comment", "auto_comment", "manual_comment")


class Person(NamedTuple):
    """What the gradebook says of a learner; None where it says nothing."""

    first_name: str | None
    last_name: str | None
    email: str | None
    platform_id: str | None


class Points(NamedTuple):
    """The points of one answer: `scored` by the program, `given` by a person, `waits` for a person."""

    scored: float | None
    given: float | None
    waits: bool


class Kept(NamedTuple):
    """What the gradebook holds of a learner.

    `sent` is when each assignment was handed in (UTC, without a zone), `points` and `comments` are by
    assignment and cell's name.
    """

    person: Person
    sent: dict[str, datetime | None]
    points: dict[tuple[str, str], Points]
    comments: dict[tuple[str, str], str]


def count(url: str, learners: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return for each of these learners how many rows each table has, where it has any.

    Raises:
        GradebookError: the gradebook cannot be read.
    """
    if not sql.has_content(url):
        return {}
    with sql.connect(url) as gradebook:
        return _count(gradebook, learners)


def list_learners(url: str) -> list[str]:
    """Return the ids of all learners in the gradebook; raise GradebookError if it cannot be read."""
    if not sql.has_content(url):
        return []
    with sql.connect(url) as gradebook:
        return [row[0] for row in gradebook.read("select id from student")] if _is_one(gradebook) else []


def list_newest(url: str) -> dict[str, datetime]:
    """Return when each learner last handed anything in (UTC, without a zone), as far as the gradebook knows.

    Raises:
        GradebookError: the gradebook cannot be read.
    """
    statement = "select student_id, max(timestamp) from submitted_assignment group by student_id"
    if not sql.has_content(url):
        return {}
    with sql.connect(url) as gradebook:
        rows = gradebook.read(statement) if _is_one(gradebook) else []
    dates = ((learner, sql.read_date(value)) for learner, value in rows)
    return {learner: date for learner, date in dates if date is not None}


def read(url: str, learner: str) -> Kept:
    """Return what the gradebook holds of a learner; raise GradebookError if it cannot be read."""
    nobody = Kept(Person(None, None, None, None), {}, {}, {})
    if not sql.has_content(url):
        return nobody
    with sql.connect(url) as gradebook:
        if not _is_one(gradebook):
            return nobody
        people = gradebook.read(_PERSON, (learner,))
        sent = {name: sql.read_date(time) for name, time, _ in gradebook.read(_TIMES, (learner,))}
        points = {
            (name, cell): Points(scored, given, bool(waits))
            for name, cell, scored, given, waits in gradebook.read(_POINTS, (learner,))
        }
        comments = {
            (name, cell): "\n".join(filter(None, words))
            for name, cell, *words in gradebook.read(_COMMENTS, (learner,))
            if any(words)
        }
    return Kept(Person(*people[0]) if people else nobody.person, sent, points, comments)


def item_of(cell: str) -> str:
    """Return the id of the item whose answer or score a cell holds; the cell's own name for any other."""
    for prefix in (answer_id(""), score_id("")):
        if cell.startswith(prefix):
            return cell.removeprefix(prefix)
    return cell


def delete(url: str, learners: Sequence[str]) -> int:
    """Delete these learners' rows in one transaction; return how many.

    SQLite overwrites what it deletes; what it had freed before is dropped by `clean`.

    Raises:
        GradebookError: the gradebook cannot be written; nothing is deleted.
    """
    if not sql.has_content(url):
        return 0
    with sql.connect(url) as gradebook:
        if not gradebook.is_server:
            gradebook.read("pragma secure_delete = on")
        with gradebook.transaction():
            counts = _count(gradebook, learners)
            for ids in _chunk(counts):
                for table, where in _ROWS.items():
                    chosen = where.format(ids=sql.marks(ids))
                    gradebook.write(f"delete from {table} where {chosen}", [ids])  # noqa: S608 - names of ours
    return sum(sum(tables.values()) for tables in counts.values())


def clean(url: str) -> None:
    """Rewrite a SQLite gradebook, and cut its log, so that no byte of what was deleted is left in either.

    A server's own vacuum does the like in its time.

    Raises:
        GradebookError: it cannot be written, or somebody who reads it keeps the log.
    """
    file = sql.file_of(url)
    if file is None or not sql.has_content(url):
        return
    with sql.connect(url) as gradebook:
        gradebook.read("vacuum")
        busy = gradebook.read("pragma wal_checkpoint(truncate)")[0][0]
    if busy:
        raise GradebookError(say("personal", "log_kept", file=file))


def _count(gradebook: Connection, learners: Iterable[str]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for ids in _chunk(learners) if _is_one(gradebook) else ():
        for table, way in _WHOSE.items():
            whose = "id" if table == "student" else "student_id"
            chosen = f"from {table} {way} where {whose} in ({sql.marks(ids)})"
            statement = f"select {whose}, count(*) {chosen} group by {whose}"
            for learner, number in gradebook.read(statement, ids):
                counts.setdefault(learner, {})[table] = number
    return counts


def _chunk(learners: Iterable[str]) -> Iterator[tuple[str, ...]]:
    ids = tuple(learners)
    yield from (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _is_one(gradebook: Connection) -> bool:
    return gradebook.has_table("submitted_assignment")
