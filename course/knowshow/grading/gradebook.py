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
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from nbgrader import api
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from knowshow.grading import late_penalty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from knowshow.grading.gradebook_ids import GradebookIds
    from knowshow.grading.late_penalty import Penalty
    from knowshow.grading.results import Result

    Row = dict[str, Any]

NO_RESPONSE = "No response."
STUDENT: Table = api.Student.__table__
SUBMITTED: Table = api.SubmittedAssignment.__table__
NOTEBOOK: Table = api.SubmittedNotebook.__table__
GRADE: Table = api.Grade.__table__
COMMENT: Table = api.Comment.__table__
INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


class Book:
    """The gradebook's rows for one assignment; `penalty` is nbgrader's late submission plugin."""

    def __init__(self, connection: Connection, plan: GradebookIds, penalty: Penalty) -> None:
        """Write through `connection`; the caller opens one transaction for each batch."""
        self.connection = connection
        self.plan = plan
        self.penalty = penalty
        # for each item: its cells, and the last 12 digits of the ids of its grades and its comments
        self.cells = [(cells, _digest(cells.grade)[:12], _digest(cells.comment)[:12]) for cells in plan.cells]

    def write(self, results: Sequence[Result]) -> set[str]:
        """Insert new submissions and update known ones; return the learners who wait for a person to score.

        Raises:
            sqlalchemy.exc.DBAPIError: the database refuses a row; the caller's transaction must roll back.
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

    def _find_submissions(self, learners: list[str]) -> dict[str, Any]:
        rows = self.connection.execute(
            select(
                SUBMITTED.c.student_id, SUBMITTED.c.id, SUBMITTED.c.timestamp, SUBMITTED.c.extension
            ).where(SUBMITTED.c.assignment_id == self.plan.assignment, SUBMITTED.c.student_id.in_(learners))
        )
        return {row.student_id: row for row in rows}

    def _insert_submissions(self, results: Sequence[Result]) -> None:
        learners = [result.learner for result in results]
        enrolled = set(
            self.connection.execute(select(STUDENT.c.id).where(STUDENT.c.id.in_(learners))).scalars()
        )
        self._enrol([learner for learner in learners if learner not in enrolled])
        plan = self.plan
        submitted, notebooks, grades, comments = [], [], [], []
        for result in results:
            submission_id = self._make_id("submission", result.learner)
            notebook_id = self._make_id("notebook", result.learner)
            submitted.append(
                {
                    "id": submission_id,
                    "assignment_id": plan.assignment,
                    "student_id": result.learner,
                    "timestamp": result.timestamp,
                }
            )
            notebooks.append(
                {
                    "id": notebook_id,
                    "notebook_id": plan.notebook,
                    "assignment_id": submission_id,
                    "flagged": False,
                }
            )
            grades.extend(self._grade_rows(result, notebook_id))
            comments.extend(self._comment_rows(result, notebook_id))
        for table, rows in (
            (SUBMITTED, submitted),
            (NOTEBOOK, notebooks),
            (GRADE, grades),
            (COMMENT, comments),
        ):
            self._insert_rows(table, rows)

    def _enrol(self, learners: list[str]) -> None:
        """Insert learners, and tolerate a run for another assignment that inserts the same ones just now."""
        rows = [{"id": learner} for learner in learners]
        tolerant = INSERTS.get(self.connection.dialect.name)
        if rows and tolerant:
            self.connection.execute(tolerant(STUDENT).on_conflict_do_nothing(), rows)
        else:
            self._insert_rows(STUDENT, rows)

    def _grade_rows(self, result: Result, notebook: str) -> list[Row]:
        return [
            {
                "id": f"{notebook[:20]}{mark}",
                "notebook_id": notebook,
                "cell_id": cells.grade,
                "auto_score": score,
                "needs_manual_grade": score is None,
            }
            for (cells, mark, _), score in zip(self.cells, result.scores, strict=True)
        ]

    def _comment_rows(self, result: Result, notebook: str) -> list[Row]:
        return [
            {
                "id": f"{notebook[:20]}{mark}",
                "notebook_id": notebook,
                "cell_id": cells.comment,
                "auto_comment": None if answered else NO_RESPONSE,
            }
            for (cells, _, mark), answered in zip(self.cells, result.answered, strict=True)
        ]

    def _update_submissions(self, results: Sequence[Result], known: dict[str, Any]) -> set[str]:
        notebooks = self._ensure_notebooks([known[result.learner].id for result in results])
        grades, comments = self._read_rows(GRADE, notebooks), self._read_rows(COMMENT, notebooks)
        stamps: list[Row] = []
        waiting: set[str] = set()
        changed: dict[str, list[Row]] = defaultdict(list)
        for result in results:
            row = known[result.learner]
            stamped = result.timestamp is not None and result.timestamp != row.timestamp
            newer = stamped or result.changed
            if stamped:
                stamps.append({"key": row.id, "timestamp": result.timestamp})
            notebook = notebooks[row.id]
            for new in self._grade_rows(result, notebook):
                changed[_merge_grade(new, grades.get((notebook, new["cell_id"])), newer=newer)].append(new)
                if new["needs_manual_grade"]:
                    waiting.add(result.learner)
            for new in self._comment_rows(result, notebook):
                changed[_merge_comment(new, comments.get((notebook, new["cell_id"])))].append(new)
        self._update_rows(SUBMITTED, stamps, "timestamp")
        self._insert_rows(GRADE, changed["new_grade"])
        self._insert_rows(COMMENT, changed["new_comment"])
        self._update_rows(GRADE, _select_columns(changed["grade"]), "auto_score", "needs_manual_grade")
        self._update_rows(COMMENT, _select_columns(changed["comment"]), "auto_comment")
        return waiting

    def _ensure_notebooks(self, submissions: list[str]) -> dict[str, str]:
        """Return the notebook's id for each submission's; insert it where an interrupted run left none."""
        rows = self.connection.execute(
            select(NOTEBOOK.c.assignment_id, NOTEBOOK.c.id).where(
                NOTEBOOK.c.assignment_id.in_(submissions), NOTEBOOK.c.notebook_id == self.plan.notebook
            )
        )
        present = {row.assignment_id: row.id for row in rows}
        missing = {key: self._make_id("notebook", key) for key in submissions if key not in present}
        base = {"notebook_id": self.plan.notebook, "flagged": False}
        self._insert_rows(
            NOTEBOOK, [base | {"id": new, "assignment_id": key} for key, new in missing.items()]
        )
        return present | missing

    def _read_rows(self, table: Table, notebooks: dict[str, str]) -> dict[tuple[str, str], Any]:
        rows = self.connection.execute(select(table).where(table.c.notebook_id.in_(notebooks.values())))
        return {(row.notebook_id, row.cell_id): row for row in rows}

    def _update_late_penalties(self, results: Sequence[Result], known: dict[str, Any]) -> None:
        """Set or clear each late penalty, as the configured plugin says; write only those that change.

        It reads `score` from nbgrader's own column expression, so manual scores and extra credit count.
        """
        if self.plan.duedate is None:
            self._clear_late_penalties([row.id for row in known.values()])
            return
        seconds: dict[str, float] = {}
        for result in results:
            row = known.get(result.learner)
            stamp = result.timestamp or (row.timestamp if row else None)
            extension = row.extension if row else None
            seconds[result.learner] = late_penalty.seconds_late(self.plan.duedate, extension, stamp)
        rows = self.connection.execute(
            select(
                SUBMITTED.c.student_id,
                api.SubmittedNotebook.id,
                api.SubmittedNotebook.score,
                api.SubmittedNotebook.late_submission_penalty,
            )
            .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == SUBMITTED.c.id)
            .where(SUBMITTED.c.assignment_id == self.plan.assignment, SUBMITTED.c.student_id.in_(seconds))
        )
        changed = []
        for learner, key, score, before in rows:
            penalty = late_penalty.points_off(self.penalty, learner, score, seconds[learner])
            if penalty != before:
                changed.append({"key": key, "late_submission_penalty": penalty})
        self._update_rows(NOTEBOOK, changed, "late_submission_penalty")

    def _clear_late_penalties(self, submissions: list[str]) -> None:
        """Clear penalties that were set while the assignment had a due date."""
        if submissions:
            penalised = NOTEBOOK.c.late_submission_penalty.is_not(None)
            statement = update(NOTEBOOK).where(NOTEBOOK.c.assignment_id.in_(submissions), penalised)
            self.connection.execute(statement.values(late_submission_penalty=None))

    def _make_id(self, kind: str, name: str) -> str:
        return _digest(kind, self.plan.assignment, name)

    def _insert_rows(self, table: Table, rows: list[Row]) -> None:
        """Insert rows that have the same columns; use COPY for PostgreSQL, at half the cost."""
        if not rows:
            return
        if self.connection.dialect.driver != "psycopg":
            self.connection.execute(insert(table), rows)
            return
        statement = f"copy {table.name} ({', '.join(rows[0])}) from stdin"
        cursor = self.connection.connection.cursor()
        try:
            with cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(tuple(row.values()))
        except self.connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(statement, None, error) from error

    def _update_rows(self, table: Table, rows: list[Row], *columns: str) -> None:
        if rows:
            values: Row = {column: bindparam(column) for column in columns}
            statement = update(table).where(table.c.id == bindparam("key")).values(values)
            self.connection.execute(statement, rows)


def _merge_grade(new: Row, old: Any, *, newer: bool) -> str:
    """Complete the row `new` from the stored `old`; return whether to insert, update or keep it.

    `newer` says that the learner has sent another answer since. As in nbgrader, a manual score for an
    earlier answer then asks for a person's review.
    """
    if old is None:
        return "new_grade"
    same = old.auto_score == new["auto_score"]
    # Nothing new: a flag that a person has cleared must not come back.
    if same and not newer:
        new["needs_manual_grade"] = old.needs_manual_grade
    elif old.manual_score is not None:
        new["needs_manual_grade"] = True
    new["key"] = old.id
    unchanged = same and old.needs_manual_grade == new["needs_manual_grade"]
    return "kept" if unchanged else "grade"


def _merge_comment(new: Row, old: Any) -> str:
    if old is None:
        return "new_comment"
    new["key"] = old.id
    return "kept" if old.auto_comment == new["auto_comment"] else "comment"


def _select_columns(rows: list[Row]) -> list[Row]:
    columns = ("key", "auto_score", "needs_manual_grade", "auto_comment")
    return [{name: row[name] for name in columns if name in row} for row in rows]


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
