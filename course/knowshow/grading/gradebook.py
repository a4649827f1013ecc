"""nbgrader's gradebook written in bulk: the rows that `nbgrader autograde` would write, thousands at a time.

Ids are made from what a row is about, so a run that was cut short and repeated gives the same rows; those of
one submission begin alike, which keeps them together in the database's index.
What people entered (manual scores, comments, extra credit, extensions) is never touched.
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
    """One assignment's pages in the gradebook; `penalty` is nbgrader's late submission plugin."""

    def __init__(self, connection: Connection, plan: GradebookIds, penalty: Penalty) -> None:
        """Write through this connection; every batch is one transaction of the caller's."""
        self.connection = connection
        self.plan = plan
        self.penalty = penalty
        self.cells = [(cells, _digest(cells.grade)[:12], _digest(cells.comment)[:12]) for cells in plan.cells]

    def write(self, results: Sequence[Result]) -> set[str]:
        """Write a batch of results: new submissions are inserted, known ones brought up to date.

        Gives the learners of whom a person has yet to read something.
        """
        known = self._known([result.learner for result in results])
        fresh = [result for result in results if result.learner not in known]
        if fresh:
            self._insert(fresh)
        waiting = {result.learner for result in fresh if None in result.scores}
        again = [result for result in results if result.learner in known]
        if again:
            waiting |= self._update(again, known)
        self._late(results, known)
        return waiting

    def _known(self, learners: list[str]) -> dict[str, Any]:
        rows = self.connection.execute(
            select(
                SUBMITTED.c.student_id, SUBMITTED.c.id, SUBMITTED.c.timestamp, SUBMITTED.c.extension
            ).where(SUBMITTED.c.assignment_id == self.plan.assignment, SUBMITTED.c.student_id.in_(learners))
        )
        return {row.student_id: row for row in rows}

    def _insert(self, results: Sequence[Result]) -> None:
        learners = [result.learner for result in results]
        there = set(self.connection.execute(select(STUDENT.c.id).where(STUDENT.c.id.in_(learners))).scalars())
        self._enrol([learner for learner in learners if learner not in there])
        plan = self.plan
        submitted, notebooks, grades, comments = [], [], [], []
        for result in results:
            one, two = self._id("submission", result.learner), self._id("notebook", result.learner)
            submitted.append(
                {
                    "id": one,
                    "assignment_id": plan.assignment,
                    "student_id": result.learner,
                    "timestamp": result.timestamp,
                }
            )
            notebooks.append(
                {"id": two, "notebook_id": plan.notebook, "assignment_id": one, "flagged": False}
            )
            grades.extend(self._grades(result, two))
            comments.extend(self._comments(result, two))
        for table, rows in (
            (SUBMITTED, submitted),
            (NOTEBOOK, notebooks),
            (GRADE, grades),
            (COMMENT, comments),
        ):
            self._add(table, rows)

    def _enrol(self, learners: list[str]) -> None:
        """Enter learners, unless another assignment that is graded at this moment has done so meanwhile."""
        rows = [{"id": learner} for learner in learners]
        tolerant = INSERTS.get(self.connection.dialect.name)
        if rows and tolerant:
            self.connection.execute(tolerant(STUDENT).on_conflict_do_nothing(), rows)
        else:
            self._add(STUDENT, rows)

    def _grades(self, result: Result, notebook: str) -> list[Row]:
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

    def _comments(self, result: Result, notebook: str) -> list[Row]:
        return [
            {
                "id": f"{notebook[:20]}{mark}",
                "notebook_id": notebook,
                "cell_id": cells.comment,
                "auto_comment": None if answered else NO_RESPONSE,
            }
            for (cells, _, mark), answered in zip(self.cells, result.answered, strict=True)
        ]

    def _update(self, results: Sequence[Result], known: dict[str, Any]) -> set[str]:
        notebooks = self._notebooks([known[result.learner].id for result in results])
        grades, comments = self._rows(GRADE, notebooks), self._rows(COMMENT, notebooks)
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
            for new in self._grades(result, notebook):
                changed[_graded(new, grades.get((notebook, new["cell_id"])), newer=newer)].append(new)
                if new["needs_manual_grade"]:
                    waiting.add(result.learner)
            for new in self._comments(result, notebook):
                changed[_commented(new, comments.get((notebook, new["cell_id"])))].append(new)
        self._set(SUBMITTED, stamps, "timestamp")
        self._add(GRADE, changed["new_grade"])
        self._add(COMMENT, changed["new_comment"])
        self._set(GRADE, _keyed(changed["grade"]), "auto_score", "needs_manual_grade")
        self._set(COMMENT, _keyed(changed["comment"]), "auto_comment")
        return waiting

    def _notebooks(self, submissions: list[str]) -> dict[str, str]:
        """The notebook's row of each submission, added where something cut short had left it out."""
        rows = self.connection.execute(
            select(NOTEBOOK.c.assignment_id, NOTEBOOK.c.id).where(
                NOTEBOOK.c.assignment_id.in_(submissions), NOTEBOOK.c.notebook_id == self.plan.notebook
            )
        )
        found = {row.assignment_id: row.id for row in rows}
        missing = {key: self._id("notebook", key) for key in submissions if key not in found}
        base = {"notebook_id": self.plan.notebook, "flagged": False}
        self._add(NOTEBOOK, [base | {"id": new, "assignment_id": key} for key, new in missing.items()])
        return found | missing

    def _rows(self, table: Table, notebooks: dict[str, str]) -> dict[tuple[str, str], Any]:
        rows = self.connection.execute(select(table).where(table.c.notebook_id.in_(notebooks.values())))
        return {(row.notebook_id, row.cell_id): row for row in rows}

    def _late(self, results: Sequence[Result], known: dict[str, Any]) -> None:
        """Late penalties by the plugin that nbgrader is configured with; none where nothing is late."""
        if self.plan.duedate is None:
            self._forgive([row.id for row in known.values()])
            return
        seconds: dict[str, float] = {}
        for result in results:
            row = known.get(result.learner)
            stamp = result.timestamp or (row.timestamp if row else None)
            extension = row.extension if row else None
            seconds[result.learner] = late_penalty.seconds(self.plan.duedate, extension, stamp)
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
            taken = late_penalty.taken(self.penalty, learner, score, seconds[learner])
            if taken != before:
                changed.append({"key": key, "late_submission_penalty": taken})
        self._set(NOTEBOOK, changed, "late_submission_penalty")

    def _forgive(self, submissions: list[str]) -> None:
        """Take penalties off that were given while there was a due date."""
        if submissions:
            taken = NOTEBOOK.c.late_submission_penalty.is_not(None)
            of = update(NOTEBOOK).where(NOTEBOOK.c.assignment_id.in_(submissions), taken)
            self.connection.execute(of.values(late_submission_penalty=None))

    def _id(self, kind: str, name: str) -> str:
        return _digest(kind, self.plan.assignment, name)

    def _add(self, table: Table, rows: list[Row]) -> None:
        """Insert rows that all have the same columns; into PostgreSQL by COPY, at half the cost."""
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

    def _set(self, table: Table, rows: list[Row], *columns: str) -> None:
        if rows:
            values: Row = {column: bindparam(column) for column in columns}
            statement = update(table).where(table.c.id == bindparam("key")).values(values)
            self.connection.execute(statement, rows)


def _graded(new: Row, old: Any, *, newer: bool) -> str:
    """What is to be done with a grade. As in nbgrader, a manual score over a new answer asks for review."""
    if old is None:
        return "new_grade"
    same = old.auto_score == new["auto_score"]
    if same and not newer:
        new["needs_manual_grade"] = old.needs_manual_grade
    elif old.manual_score is not None:
        new["needs_manual_grade"] = True
    new["key"] = old.id
    kept = same and old.needs_manual_grade == new["needs_manual_grade"]
    return "kept" if kept else "grade"


def _commented(new: Row, old: Any) -> str:
    if old is None:
        return "new_comment"
    new["key"] = old.id
    return "kept" if old.auto_comment == new["auto_comment"] else "comment"


def _keyed(rows: list[Row]) -> list[Row]:
    wanted = ("key", "auto_score", "needs_manual_grade", "auto_comment")
    return [{name: row[name] for name in wanted if name in row} for row in rows]


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
