"""The bulk path: PostgreSQL, a Dask cluster, cut short, regraded, what people entered kept."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from nbgrader import api
from sqlalchemy import create_engine, insert, select, text

import postgres
from handed_in import DUE, NAME, content, course_folder, fill, nbgrader, submission
from knowshow.exercises import course_folder as course
from knowshow.grading import bulk, database, dry_run, gradebook_ids, nbgrader_settings, sql
from knowshow.grading.grade import command
from knowshow.grading.sql import GradebookError
from knowshow.grading.workers import WorkersError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNT = 450
_SCORES = """
select s.student_id, c.name, g.id, g.auto_score, g.manual_score, g.needs_manual_grade
from grade g join submitted_notebook n on n.id = g.notebook_id
join submitted_assignment s on s.id = n.assignment_id join base_cell c on c.id = g.cell_id
order by s.student_id, c.name
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with submissions, an empty gradebook, and nothing to be had for being late."""
    root = tmp_path_factory.mktemp("bulk")
    fill(course_folder(root), COUNT)
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    )
    due = f"db assignment add {NAME} --duedate={DUE.isoformat()}"
    done = nbgrader(root, f"generate_assignment {NAME}", due)
    assert done.returncode == 0, done.stderr
    (root / "gradebook.db").rename(root / "empty.db")
    return root


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course folder as working folder, with an empty gradebook."""
    monkeypatch.chdir(folder)
    (folder / "gradebook.db").write_bytes((folder / "empty.db").read_bytes())
    return folder


def scores(url: str) -> list[tuple[Any, ...]]:
    """Every grade in a gradebook, with its id."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(_SCORES))]
    engine.dispose()
    return rows


def sqlite(folder: Path, name: str = "gradebook.db") -> str:
    return f"sqlite:///{folder / name}"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """A PostgreSQL server whose database `postgres` knows the assignment and nobody's submission."""
    postgres.required()
    with postgres.server() as url:
        bulk.ensure_entered(nbgrader_settings.load(folder, url), course.load_exercise(folder, NAME))
        with sql.connect(url) as gradebook:
            gradebook.write("update assignment set duedate = ?", [(sql.write_date(DUE),)])
        yield url


@pytest.fixture
def empty(server: str, tmp_path: Path) -> str:
    """A copy of that database, for one test."""
    return postgres.database(server, tmp_path.name, template="postgres")


def entered(url: str) -> list[list[tuple[Any, ...]]]:
    """All that a gradebook holds about submissions, but for its own ids."""
    hand, book, cell = api.SubmittedAssignment, api.SubmittedNotebook, api.BaseCell
    who = select(hand.student_id, hand.timestamp, hand.extension)
    given = who.join(book, book.assignment_id == hand.id)
    grade, comment = api.Grade, api.Comment
    queries = (
        given.add_columns(book.flagged, book.late_submission_penalty),
        given.join(grade, grade.notebook_id == book.id)
        .join(cell, cell.id == grade.cell_id)
        .add_columns(
            cell.name, grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade
        ),
        given.join(comment, comment.notebook_id == book.id)
        .join(cell, cell.id == comment.cell_id)
        .add_columns(cell.name, comment.auto_comment, comment.manual_comment),
    )
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [sorted(map(tuple, connection.execute(query)), key=repr) for query in queries]
    engine.dispose()
    return rows


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_postgresql_holds_what_sqlite_holds(here: Path, empty: str) -> None:
    bulk.run(here, NAME, bulk.GradingOptions(workers=1))
    assert bulk.run(here, NAME, bulk.GradingOptions(workers=2, db=empty)).graded == COUNT
    found = entered(empty)
    assert found == entered(sqlite(here))
    assert any(row[-1] for row in found[0])  # somebody was late
    first = scores(empty)
    bulk.run(here, NAME, bulk.GradingOptions(workers=1, db=empty))
    assert scores(empty) == first
    assert entered(empty) == found


def test_the_settings_of_the_course_folder_are_read_anew_in_each_run(here: Path) -> None:
    bulk.run(here, NAME, bulk.GradingOptions(workers=1))
    settings = here / "nbgrader_config.py"
    before = settings.read_text()
    assert any(row[-1] for row in entered(sqlite(here))[0])
    settings.write_text(before.replace("'zero'", "'none'"))
    try:
        bulk.run(here, NAME, bulk.GradingOptions(workers=1))
        assert not any(row[-1] for row in entered(sqlite(here))[0])
    finally:
        settings.write_text(before)


def test_a_due_date_taken_back_takes_the_penalties_back(here: Path) -> None:
    bulk.run(here, NAME, bulk.GradingOptions(workers=1))
    assert any(row[-1] for row in entered(sqlite(here))[0])
    with closing(sqlite3.connect(here / "gradebook.db")) as connection, connection:
        connection.execute("update assignment set duedate = null")
    bulk.run(here, NAME, bulk.GradingOptions(workers=1))
    assert {row[-1] for row in entered(sqlite(here))[0]} == {None}


@pytest.mark.parametrize("changed", ["points", "id"])
def test_items_that_the_gradebook_does_not_know_are_one_line_and_nothing_is_written(
    here: Path, changed: str
) -> None:
    items, key = here / "solutions" / NAME / "items.yaml", here / "solutions" / f"{NAME}.key.yaml"
    before = {file: file.read_text() for file in (items, key)}
    exercise = course.load_exercise(here, NAME)
    last = exercise.assignment.items[-1]
    try:
        if changed == "points":
            items.write_text(before[items].replace(f"points: {last.points}", f"points: {last.points + 4}"))
            assert items.read_text() != before[items]
        else:
            for file, said in before.items():
                file.write_text(said.replace(f"id: {last.id}\n", "id: other\n"))
        with sql.connect(sqlite(here)) as connection:
            changed_exercise = course.load_exercise(here, NAME)
            with pytest.raises(GradebookError, match=r"another edition.* --force demo"):
                gradebook_ids.find(connection, changed_exercise)
    finally:
        for file, said in before.items():
            file.write_text(said)


def test_a_learner_whom_another_run_enters_at_this_moment_is_graded(here: Path, empty: str) -> None:
    learner = "learner-000000"
    waits = text("select count(*) from pg_locks where not granted")
    with database.open_engine(empty) as engine, ThreadPoolExecutor(1) as aside:
        with engine.begin() as other:
            other.execute(insert(api.Student.__table__), [{"id": learner}])
            run = aside.submit(
                bulk.run, here, NAME, bulk.GradingOptions(workers=1, db=empty, only=(learner,))
            )
            with engine.connect() as watching:
                while not watching.execute(waits).scalar_one() and not run.done():
                    watching.rollback()
                    time.sleep(0.02)
        assert run.result(60).graded == 1


def test_a_database_that_is_not_there_is_one_line_without_the_password(here: Path) -> None:
    with pytest.raises(GradebookError) as error:
        bulk.run(here, NAME, bulk.GradingOptions(db="postgresql+psycopg://grader:s3cret@127.0.0.1:1/none"))
    assert "s3cret" not in str(error.value)
    assert "\n" not in str(error.value)
    with pytest.raises(GradebookError, match="--db"):
        bulk.run(here, NAME, bulk.GradingOptions(db="nonsense://x"))


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_in_the_middle_and_started_again_it_ends_with_the_same_rows(here: Path, workers: int) -> None:
    bulk.run(here, NAME, bulk.GradingOptions(workers=2))
    expected = scores(sqlite(here))
    (here / "gradebook.db").write_bytes((here / "empty.db").read_bytes())
    code = (
        "import os, signal, pathlib; from knowshow.grading import bulk; bulk.BATCH, bulk.ALONE = 50, 0\n"
        "seen = []\n"
        "def step(count):\n"
        "    seen.append(count)\n"
        "    if len(seen) == 4: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"bulk.run(pathlib.Path.cwd(), {NAME!r}, bulk.GradingOptions(workers={workers}), step)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=here, check=False, capture_output=True, timeout=300
    )
    assert done.returncode == -signal.SIGKILL
    half = scores(sqlite(here))
    assert 0 < len(half) < len(expected)  # the other processes have let go of the lock with the first
    bulk.run(here, NAME, bulk.GradingOptions(workers=1))
    assert scores(sqlite(here)) == expected


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_a_dask_cluster_grades_the_same_and_a_killed_worker_loses_nothing(
    here: Path, kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulk.run(here, NAME, bulk.GradingOptions(workers=1))
    expected = entered(sqlite(here))
    (here / "gradebook.db").write_bytes((here / "empty.db").read_bytes())
    url = sqlite(here) if kind == "SQLite" else request.getfixturevalue("empty")
    monkeypatch.setattr(bulk, "BATCH", 50)
    with cluster() as (address, workers):
        killed: list[int] = []

        def step(_: int) -> None:
            if not killed:
                killed.append(workers[0].pid)
                workers[0].kill()

        summary = bulk.run(here, NAME, bulk.GradingOptions(scheduler=address, db=url), step)
    assert killed
    assert summary.graded == COUNT
    assert entered(url) == expected


class cluster:  # noqa: N801 - used as a context, like a function
    """A Dask scheduler with two workers, each a process of its own."""

    def __enter__(self) -> tuple[str, list[subprocess.Popen[bytes]]]:
        """Start them and wait until the workers have joined."""
        import distributed  # noqa: PLC0415 - slow to import

        dask: Any = distributed

        run = [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        ]
        self.processes = [_quiet([*run, "--port", "0", "--scheduler-file", self._file()])]
        work = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", self._file()]
        workers = [_quiet([*work, "--nthreads", "1", "--no-dashboard", "--no-nanny"]) for _ in range(2)]
        self.processes += workers
        with dask.Client(scheduler_file=self._file(), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        return address, workers

    def __exit__(self, *_: object) -> None:
        """Stop the workers first, then the scheduler."""
        for process in reversed(self.processes):
            process.terminate()
            process.wait(30)

    def _file(self) -> str:
        return f"{os.getcwd()}/scheduler.json"  # noqa: PTH109


def _quiet(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Started from another folder, as on another machine that sees the course folder."""
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def test_a_scheduler_that_is_not_there_is_one_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowshow.grading.workers.PATIENCE", 1)
    with pytest.raises(WorkersError, match="no Dask scheduler answers"):
        bulk.run(here, NAME, bulk.GradingOptions(scheduler="tcp://127.0.0.1:1"))


def test_a_new_key_shows_whose_score_would_change_before_anything_is_written(here: Path) -> None:
    submission(
        course.load_exercise(here, NAME), "zz-lawyers", {"first-call": "lawyers", "letter": "Dear Amara"}
    )
    bulk.run(here, NAME, bulk.GradingOptions(workers=1))
    with closing(sqlite3.connect(here / "gradebook.db")) as connection, connection:
        connection.execute(
            "update grade set manual_score = 6, needs_manual_grade = 0 where auto_score is null"
        )
    before = scores(sqlite(here))
    key = here / "solutions" / f"{NAME}.key.yaml"
    old = key.read_text()
    key.write_text(old.replace("{credit: 1.5,", "{credit: 2.5,"))
    try:
        found = dry_run.find_changes(here, NAME, bulk.GradingOptions(workers=1))
        assert scores(sqlite(here)) == before
        change = next(change for change in found.changed if change.learner == "zz-lawyers")
        assert (change.before, change.after, change.items) == (7.5, 8.5, ("first-call",))
        assert all(change.items in {(), ("first-call",)} for change in found.changed)  # () is a penalty's
        shown = CliRunner().invoke(command, [NAME, "--dry-run", "--only", "zz-lawyers"])
        assert "zz-lawyers: 7.5 → 8.5 (first-call)" in shown.output
        bulk.run(here, NAME, bulk.GradingOptions(workers=1))
        after = {row[:2]: row[3:] for row in scores(sqlite(here))}
        assert after["zz-lawyers", "score-first-call"][0] == 2.5
        assert after["zz-lawyers", "answer-letter"][1:] == (6, 0)
        assert dry_run.find_changes(here, NAME, bulk.GradingOptions(workers=1)).changed == []
    finally:
        key.write_text(old)


def test_a_dry_run_counts_the_late_penalty_before_and_after(here: Path) -> None:
    settings = here / "nbgrader_config.py"
    before = settings.read_text()
    submission(
        course.load_exercise(here, NAME), "zz-late", {"first-call": "lawyers"}, DUE + timedelta(hours=1)
    )
    bulk.run(here, NAME, bulk.GradingOptions(only=("zz-late",)))
    settings.write_text(before.replace("'zero'", "'none'"))
    try:
        found = dry_run.find_changes(here, NAME, bulk.GradingOptions(only=("zz-late",)))
        change = found.changed[0]
        assert (change.before, change.after, change.items) == (0, 1.5, ())
        shown = CliRunner().invoke(command, [NAME, "--dry-run", "--only", "zz-late"])
        assert "zz-late: 0 → 1.5 (late penalty)" in shown.output
        assert "1 score would change" in shown.output
    finally:
        settings.write_text(before)


def test_other_words_with_the_same_date_ask_for_review_too(here: Path) -> None:
    exercise = course.load_exercise(here, NAME)
    folder = submission(exercise, "zz-undated", {}, stamp=None)
    waits = []
    for words in ("First", "First", "Second"):
        (folder / "responses.json").write_text(json.dumps(content(exercise, {"letter": words})))
        bulk.run(here, NAME, bulk.GradingOptions(only=("zz-undated",)))
        waits.append({row[:2]: row[5] for row in scores(sqlite(here))}["zz-undated", "answer-letter"])
        with closing(sqlite3.connect(here / "gradebook.db")) as connection, connection:
            connection.execute(
                "update grade set manual_score = 6, needs_manual_grade = 0 where auto_score is null"
            )
    assert waits == [1, 0, 1]
    assert bulk.run(here, NAME, bulk.GradingOptions(only=("zz-undated",))).waiting == 0


def test_a_newer_submission_asks_for_review_of_what_a_person_scored(here: Path) -> None:
    exercise = course.load_exercise(here, NAME)
    folder = submission(exercise, "zz-again", {"letter": "First", "days": 30})
    bulk.run(here, NAME, bulk.GradingOptions(only=("zz-again",)))
    with closing(sqlite3.connect(here / "gradebook.db")) as connection, connection:
        connection.execute(
            "update grade set manual_score = 6, needs_manual_grade = 0 where auto_score is null"
        )
    (folder / "timestamp.txt").write_text("2026-11-21 09:00:00 UTC")
    bulk.run(here, NAME, bulk.GradingOptions(only=("zz-again",)))
    rows = {row[:2]: row[3:] for row in scores(sqlite(here))}
    assert rows["zz-again", "answer-letter"] == (None, 6, 1)
    assert rows["zz-again", "score-days"] == (3, None, 0)


@pytest.mark.usefixtures("here")
def test_the_command_grades_and_says_what_became_of_it() -> None:
    done = CliRunner().invoke(command, [NAME, "--workers", "1"])
    assert done.exit_code == 0, done.output
    assert f"{NAME}: " in done.output
    assert "graded" in done.output
    unknown = CliRunner().invoke(command, ["nope"])
    assert unknown.exit_code == 2
    assert "nope: no such assignment" in unknown.stderr


def test_a_fresh_gradebook_gets_the_assignment_by_itself(here: Path) -> None:
    url = sqlite(here, "fresh.db")
    summary = bulk.run(here, NAME, bulk.GradingOptions(workers=1, db=url, only=("learner-000000",)))
    assert summary.graded == 1
    assert len(scores(url)) == 6


def test_a_graded_gradebook_has_the_indexes_that_nbgrader_lacks(here: Path) -> None:
    query = "select tbl_name, sql from sqlite_master where name like 'knowshow_%'"
    bulk.run(here, NAME, bulk.GradingOptions(only=("learner-000000",)))
    bulk.run(here, NAME, bulk.GradingOptions(only=("learner-000000",)))
    with closing(sqlite3.connect(here / "gradebook.db")) as connection:
        tables = dict(connection.execute(query).fetchall())
        plan = connection.execute("explain query plan select * from grade where notebook_id = 'x'").fetchall()
    assert sorted(tables) == ["comment", "grade", "submitted_notebook"]
    assert "knowshow_grade_notebook_id" in str(plan)


def test_grading_imports_neither_nbgrader_nor_sqlalchemy(here: Path) -> None:
    """To import nbgrader takes a second, as long as grading a thousand submissions."""
    code = (
        "import pathlib, sys; from knowshow.grading import bulk, grade\n"
        f"bulk.run(pathlib.Path.cwd(), {NAME!r}, bulk.GradingOptions(workers=1, only=('learner-000004',)))\n"
        "assert not {'nbgrader', 'sqlalchemy', 'asyncio'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=here, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert len(scores(sqlite(here))) == 6
