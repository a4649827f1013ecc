"""Write nbgrader's gradebook in bulk: the rows that `nbgrader autograde` would write, thousands at a time.

A batch costs a fixed number of statements, however many submissions it holds: read what is stored, merge in
memory, then write all rows of a table at once. nbgrader sends statements for every single cell.

Each id is a hash of what the row is about, so a run that was cut short can be repeated and gives the same
rows. A notebook's grades and comments share the first 20 digits of its id, which keeps them together in the
index.
What people entered (manual scores, comments, extra credit, extensions) is never overwritten.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal, NamedTuple

from knowshow.grading import late_penalty, sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta

    from knowshow.grading.gradebook_ids import GradebookIds
    from knowshow.grading.late_penalty import Penalty
    from knowshow.grading.results import Result

NO_RESPONSE = "No response."
_SUBMISSION = ("id", "assignment_id", "student_id", "timestamp")
_NOTEBOOK = ("id", "notebook_id", "assignment_id", "flagged")
_GRADE = ("id", "notebook_id", "cell_id", "auto_score", "needs_manual_grade")
_COMMENT = ("id", "notebook_id", "cell_id", "auto_comment")
_INDEXES = (("grade", "notebook_id"), ("comment", "notebook_id"), ("submitted_notebook", "assignment_id"))


class StoredSubmission(NamedTuple):
    """What the gradebook holds about a submission: its id and date, and the learner's extension."""

    id: str
    timestamp: datetime | None
    extension: timedelta | None


class StoredGrade(NamedTuple):
    """What the gradebook holds about a graded cell of a submission."""

    id: str
    auto_score: float | None
    manual_score: float | None
    needs_manual_grade: bool


class StoredComment(NamedTuple):
    """What the gradebook holds about a cell that takes comments."""

    id: str
    auto_comment: str | None


class Changes(NamedTuple):
    """Rows to insert into a table, and the values of rows to update."""

    stamps: list[sql.Row]
    new_grades: list[sql.Row]
    grades: list[sql.Row]
    new_comments: list[sql.Row]
    comments: list[sql.Row]


def make_id(plan: GradebookIds, kind: Literal["submission", "notebook"], name: str) -> str:
    """Return the id of a learner's submission, or of the notebook in it."""
    return _digest(kind, plan.assignment, name)


def add_indexes(connection: sql.Connection) -> None:
    """Add the indexes that nbgrader's tables lack, unless they are there.

    Without them, nbgrader reads a whole table for every submission that it shows, exports or grades again.
    """
    for table, column in _INDEXES:
        connection.write(f"create index if not exists knowshow_{table}_{column} on {table} ({column})", [()])


class Book:
    """The gradebook's rows for one assignment; `penalty` is nbgrader's late submission plugin."""

    def __init__(self, connection: sql.Connection, plan: GradebookIds, penalty: Penalty) -> None:
        """Write through `connection`; the caller opens one transaction for each batch."""
        self.connection = connection
        self.plan = plan
        self.penalty = penalty
        # for each item: its cells, and the last 12 digits of the ids of its grades and its comments
        self.cells = [(cells, _digest(cells.grade)[:12], _digest(cells.comment)[:12]) for cells in plan.cells]

    def write(self, results: Sequence[Result]) -> set[str]:
        """Insert new submissions and update known ones; return the learners who wait for a person to score.

        Raises:
            sqlite3.Error, psycopg.Error: the database refuses a row; the caller's transaction must roll back.
        """
        known = self._find_submissions([result.learner for result in results])
        fresh = [result for result in results if result.learner not in known]
        if fresh:
            self._insert_submissions(fresh)
        waiting = {result.learner for result in fresh if None in result.scores}
        again = [result for result in results if result.learner in known]
        if again:
            waiting |= self._update_submissions(again, known)
        self._update_late_penalties(results, known)  # last: a penalty depends on the scores now stored
        return waiting

    def _find_submissions(self, learners: list[str]) -> dict[str, StoredSubmission]:
        rows = self.connection.read(
            "select student_id, id, timestamp, extension from submitted_assignment "  # noqa: S608 - marks only
            f"where assignment_id = ? and student_id in ({sql.marks(learners)})",
            (self.plan.assignment, *learners),
        )
        return {
            learner: StoredSubmission(key, sql.read_date(stamp), sql.read_interval(extension))
            for learner, key, stamp, extension in rows
        }

    def _insert_submissions(self, results: Sequence[Result]) -> None:
        self.connection.write(  # another run may enrol the same learners just now, for another assignment
            "insert into student (id) values (?) on conflict do nothing",
            [(result.learner,) for result in results],
        )
        submissions, notebooks = [], []
        grades: list[sql.Row] = []
        comments: list[sql.Row] = []
        for result in results:
            submission = make_id(self.plan, "submission", result.learner)
            notebook = make_id(self.plan, "notebook", result.learner)
            stamp = sql.write_date(result.timestamp)
            submissions.append((submission, self.plan.assignment, result.learner, stamp))
            notebooks.append((notebook, self.plan.notebook, submission, False))
            grades.extend(self._grade_rows(result, notebook))
            comments.extend(self._comment_rows(result, notebook))
        self._insert("submitted_assignment", _SUBMISSION, submissions)
        self._insert("submitted_notebook", _NOTEBOOK, notebooks)
        self._insert("grade", _GRADE, grades)
        self._insert("comment", _COMMENT, comments)

    def _insert(self, table: str, columns: Sequence[str], rows: list[sql.Row]) -> None:
        """Insert rows in the order of their ids, their first values: the index is then written in order."""
        if rows:
            self.connection.insert(table, columns, sorted(rows))

    def _grade_rows(self, result: Result, notebook: str) -> Iterator[sql.Row]:
        """Yield the values of `_GRADE` for each item."""
        for (cells, mark, _), score in zip(self.cells, result.scores, strict=True):
            yield notebook[:20] + mark, notebook, cells.grade, score, score is None

    def _comment_rows(self, result: Result, notebook: str) -> Iterator[sql.Row]:
        """Yield the values of `_COMMENT` for each item."""
        for (cells, _, mark), answered in zip(self.cells, result.answered, strict=True):
            yield notebook[:20] + mark, notebook, cells.comment, None if answered else NO_RESPONSE

    def _update_submissions(self, results: Sequence[Result], known: dict[str, StoredSubmission]) -> set[str]:
        notebooks = self._ensure_notebooks([known[result.learner].id for result in results])
        grades, comments = self._read_grades(notebooks), self._read_comments(notebooks)
        waiting: set[str] = set()
        changes = Changes([], [], [], [], [])
        for result in results:
            stored = known[result.learner]
            stamped = result.timestamp is not None and result.timestamp != stored.timestamp
            if stamped:
                changes.stamps.append((sql.write_date(result.timestamp), stored.id))
            for row in self._grade_rows(result, notebooks[stored.id]):
                if _merge_grade(changes, row, grades.get(row[1:3]), newer=stamped or result.changed):
                    waiting.add(result.learner)
            for row in self._comment_rows(result, notebooks[stored.id]):
                _merge_comment(changes, row, comments.get(row[1:3]))
        self._update("update submitted_assignment set timestamp = ? where id = ?", changes.stamps)
        self._insert("grade", _GRADE, changes.new_grades)
        self._insert("comment", _COMMENT, changes.new_comments)
        self._update("update grade set auto_score = ?, needs_manual_grade = ? where id = ?", changes.grades)
        self._update("update comment set auto_comment = ? where id = ?", changes.comments)
        return waiting

    def _update(self, statement: str, rows: list[sql.Row]) -> None:
        if rows:
            self.connection.write(statement, rows)

    def _ensure_notebooks(self, submissions: list[str]) -> dict[str, str]:
        """Return the notebook's id for each submission's; insert it where an interrupted run left none."""
        rows = self.connection.read(
            "select assignment_id, id from submitted_notebook "  # noqa: S608 - marks only
            f"where notebook_id = ? and assignment_id in ({sql.marks(submissions)})",
            (self.plan.notebook, *submissions),
        )
        present: dict[str, str] = dict(rows)
        missing = {key: make_id(self.plan, "notebook", key) for key in submissions if key not in present}
        rows = [(new, self.plan.notebook, key, False) for key, new in missing.items()]
        self._insert("submitted_notebook", _NOTEBOOK, rows)
        return present | missing

    def _read_grades(self, notebooks: dict[str, str]) -> dict[tuple[str, str], StoredGrade]:
        """Return the stored grades by notebook and cell."""
        cells = [cells.grade for cells in self.plan.cells]
        columns = "id, auto_score, manual_score, needs_manual_grade"
        return {
            (notebook, cell): StoredGrade(*values)
            for notebook, cell, *values in self._read_cells("grade", columns, cells, notebooks)
        }

    def _read_comments(self, notebooks: dict[str, str]) -> dict[tuple[str, str], StoredComment]:
        """Return the stored comments by notebook and cell."""
        cells = [cells.comment for cells in self.plan.cells]
        return {
            (notebook, cell): StoredComment(*values)
            for notebook, cell, *values in self._read_cells("comment", "id, auto_comment", cells, notebooks)
        }

    def _read_cells(
        self, table: str, columns: str, cells: list[str], notebooks: dict[str, str]
    ) -> list[sql.Row]:
        """Read by cell and notebook: nbgrader's tables have an index of the two, and none of either."""
        return self.connection.read(
            f"select notebook_id, cell_id, {columns} from {table} "  # noqa: S608 - names of ours
            f"where cell_id in ({sql.marks(cells)}) and notebook_id in ({sql.marks(notebooks)})",
            (*cells, *notebooks.values()),
        )

    def _update_late_penalties(self, results: Sequence[Result], known: dict[str, StoredSubmission]) -> None:
        """Set or clear each late penalty, as the configured plugin says; write only those that change."""
        if self.plan.duedate is None:
            self._clear_late_penalties([stored.id for stored in known.values()])
            return
        seconds: dict[str, float] = {}
        for result in results:
            stored = known.get(result.learner)
            stamp = result.timestamp or (stored.timestamp if stored else None)
            extension = stored.extension if stored else None
            seconds[result.learner] = late_penalty.seconds_late(self.plan.duedate, extension, stamp)
        changed = []
        for learner, key, before, score in self._read_scores(list(seconds)):
            penalty = late_penalty.points_off(self.penalty, learner, score, seconds[learner])
            if penalty != before:
                changed.append((penalty, key))
        self._update("update submitted_notebook set late_submission_penalty = ? where id = ?", changed)

    def _read_scores(self, learners: list[str]) -> list[sql.Row]:
        """Read learner, notebook, penalty and score as nbgrader counts it, with what people entered."""
        cells = [cells.grade for cells in self.plan.cells]
        points = "coalesce(grade.manual_score + coalesce(grade.extra_credit, 0.0), "
        points += "grade.auto_score + coalesce(grade.extra_credit, 0.0), 0.0)"
        return self.connection.read(
            "select hand.student_id, book.id, book.late_submission_penalty, "  # noqa: S608 - names of ours
            f"coalesce(sum({points}), 0.0) from submitted_assignment hand "
            "join submitted_notebook book on book.assignment_id = hand.id and book.notebook_id = ? "
            f"left join grade on grade.notebook_id = book.id and grade.cell_id in ({sql.marks(cells)}) "
            f"where hand.assignment_id = ? and hand.student_id in ({sql.marks(learners)}) "
            "group by hand.student_id, book.id, book.late_submission_penalty",
            (self.plan.notebook, *cells, self.plan.assignment, *learners),
        )

    def _clear_late_penalties(self, submissions: list[str]) -> None:
        """Clear penalties that were set while the assignment had a due date."""
        self._update(
            "update submitted_notebook set late_submission_penalty = null "
            "where notebook_id = ? and assignment_id = ? and late_submission_penalty is not null",
            [(self.plan.notebook, submission) for submission in submissions],
        )


def _merge_grade(changes: Changes, row: sql.Row, old: StoredGrade | None, *, newer: bool) -> bool:
    """Note what a row of `_GRADE` changes; return whether a person has to score it.

    `newer` says that the learner has sent another answer since. As in nbgrader, a manual score for an
    earlier answer then asks for a person's review.
    """
    *_, score, waits = row
    if old is None:
        changes.new_grades.append(row)
        return bool(waits)
    if score == old.auto_score and not newer:  # a flag that a person has cleared must not come back
        waits = bool(old.needs_manual_grade)
    elif old.manual_score is not None:
        waits = True
    if (score, waits) != (old.auto_score, old.needs_manual_grade):
        changes.grades.append((score, waits, old.id))
    return bool(waits)


def _merge_comment(changes: Changes, row: sql.Row, old: StoredComment | None) -> None:
    """Note what a row of `_COMMENT` changes."""
    if old is None:
        changes.new_comments.append(row)
    elif old.auto_comment != row[-1]:
        changes.comments.append((row[-1], old.id))


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
