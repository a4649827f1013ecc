"""The bulk path: PostgreSQL, a Dask cluster, cut short, regraded, what people entered kept."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

import postgres
from handed_in import NAME, course_folder, fill, nbgrader, submission
from knowshow.grading import bulk, course, regrade
from knowshow.grading.grade import command
from knowshow.grading.plan import GradebookError
from knowshow.grading.spread import WorkersError

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
    """A course folder with submissions and an empty gradebook."""
    root = tmp_path_factory.mktemp("bulk")
    fill(course_folder(root), COUNT)
    done = nbgrader(root, f"generate_assignment {NAME}")
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
def database() -> Iterator[str]:
    """A PostgreSQL database."""
    postgres.required()
    with postgres.server() as url:
        yield url


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_postgresql_holds_the_same_scores_as_sqlite(here: Path, database: str) -> None:
    bulk.run(here, NAME, bulk.Options(workers=1))
    entered = bulk.run(here, NAME, bulk.Options(workers=2, db=database))
    assert entered.graded == COUNT
    without_ids = [row[:2] + row[3:] for row in scores(database)]
    expected = [row[:2] + row[3:] for row in scores(sqlite(here))]
    assert [(*row[:-1], bool(row[-1])) for row in without_ids] == [
        (*row[:-1], bool(row[-1])) for row in expected
    ]
    first = scores(database)
    bulk.run(here, NAME, bulk.Options(workers=1, db=database))
    assert scores(database) == first


def test_a_database_that_is_not_there_is_one_line_without_the_password(here: Path) -> None:
    with pytest.raises(GradebookError) as error:
        bulk.run(here, NAME, bulk.Options(db="postgresql+psycopg://grader:s3cret@127.0.0.1:1/none"))
    assert "s3cret" not in str(error.value)
    assert "\n" not in str(error.value)
    with pytest.raises(GradebookError, match="--db"):
        bulk.run(here, NAME, bulk.Options(db="nonsense://x"))


def test_killed_in_the_middle_and_started_again_it_ends_with_the_same_rows(here: Path) -> None:
    bulk.run(here, NAME, bulk.Options(workers=2))
    expected = scores(sqlite(here))
    (here / "gradebook.db").write_bytes((here / "empty.db").read_bytes())
    code = (
        "import os, signal, pathlib; from knowshow.grading import bulk; bulk.BATCH = 50\n"
        "seen = []\n"
        "def step(count):\n"
        "    seen.append(count)\n"
        "    if len(seen) == 4: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"bulk.run(pathlib.Path.cwd(), {NAME!r}, bulk.Options(workers=1), step)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=here, check=False, capture_output=True, timeout=300
    )
    assert done.returncode == -signal.SIGKILL
    half = scores(sqlite(here))
    assert 0 < len(half) < len(expected)
    bulk.run(here, NAME, bulk.Options(workers=1))
    assert scores(sqlite(here)) == expected


def test_a_dask_cluster_grades_the_same_and_a_killed_worker_loses_nothing(here: Path) -> None:
    bulk.run(here, NAME, bulk.Options(workers=1))
    expected = scores(sqlite(here))
    (here / "gradebook.db").write_bytes((here / "empty.db").read_bytes())
    with cluster() as (address, workers):
        killed: list[int] = []

        def step(_: int) -> None:
            if not killed:
                killed.append(workers[0].pid)
                workers[0].kill()

        bulk.BATCH, before = 50, bulk.BATCH
        try:
            summary = bulk.run(here, NAME, bulk.Options(scheduler=address), step)
        finally:
            bulk.BATCH = before
    assert killed
    assert summary.graded == COUNT
    assert scores(sqlite(here)) == expected


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
    return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_scheduler_that_is_not_there_is_one_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowshow.grading.spread.PATIENCE", 1)
    with pytest.raises(WorkersError, match="no Dask scheduler answers"):
        bulk.run(here, NAME, bulk.Options(scheduler="tcp://127.0.0.1:1"))


def test_a_new_key_shows_whose_score_would_change_before_anything_is_written(here: Path) -> None:
    submission(course.exercise(here, NAME), "zz-lawyers", {"first-call": "lawyers", "letter": "Dear Amara"})
    bulk.run(here, NAME, bulk.Options(workers=1))
    with closing(sqlite3.connect(here / "gradebook.db")) as connection, connection:
        connection.execute(
            "update grade set manual_score = 6, needs_manual_grade = 0 where auto_score is null"
        )
    before = scores(sqlite(here))
    key = here / "solutions" / f"{NAME}.key.yaml"
    old = key.read_text()
    key.write_text(old.replace("{credit: 1.5,", "{credit: 2.5,"))
    try:
        found = regrade.changes(here, NAME, bulk.Options(workers=1))
        assert scores(sqlite(here)) == before
        change = next(change for change in found.changed if change.learner == "zz-lawyers")
        assert (change.before, change.after, change.items) == (7.5, 8.5, ("first-call",))
        assert all(change.items == ("first-call",) for change in found.changed)
        shown = CliRunner().invoke(command, [NAME, "--dry-run", "--only", "zz-lawyers"])
        assert "zz-lawyers: 7.5 → 8.5 (first-call)" in shown.output
        bulk.run(here, NAME, bulk.Options(workers=1))
        after = {row[:2]: row[3:] for row in scores(sqlite(here))}
        assert after["zz-lawyers", "score-first-call"][0] == 2.5
        assert after["zz-lawyers", "answer-letter"][1:] == (6, 0)
        assert regrade.changes(here, NAME, bulk.Options(workers=1)).changed == []
    finally:
        key.write_text(old)


def test_a_newer_submission_asks_for_review_of_what_a_person_scored(here: Path) -> None:
    exercise = course.exercise(here, NAME)
    folder = submission(exercise, "zz-again", {"letter": "First", "days": 30})
    bulk.run(here, NAME, bulk.Options(only=("zz-again",)))
    with closing(sqlite3.connect(here / "gradebook.db")) as connection, connection:
        connection.execute(
            "update grade set manual_score = 6, needs_manual_grade = 0 where auto_score is null"
        )
    (folder / "timestamp.txt").write_text("2026-11-21 09:00:00 UTC")
    bulk.run(here, NAME, bulk.Options(only=("zz-again",)))
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
    summary = bulk.run(here, NAME, bulk.Options(workers=1, db=url, only=("learner-000000",)))
    assert summary.graded == 1
    assert len(scores(url)) == 6
