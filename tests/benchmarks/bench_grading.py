"""Grading at scale: nbgrader with a kernel and without, the bulk path, and the physical floor, in one run.

Run `python tests/benchmarks/bench_grading.py PART...` with parts from: stock, sizes, postgres, dask, all.
`--sizes 1000,10000,100000` sets how many submissions, `--stock 8` how many go through nbgrader's pipelines.
Figures are wall clock; the CPU seconds beside them tell how busy the machine was with other things.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import distributed

import postgres
from handed_in import NAME, course_folder, fill, nbgrader
from knowshow.grading import bulk

if TYPE_CHECKING:
    from collections.abc import Callable

EMPTY = "empty.db"
Each = tuple[float, float]


def timed(call: Callable[[], Any]) -> tuple[float, float]:
    """Wall clock and CPU seconds of a call, with those of the processes it started."""
    before, start = _cpu(), time.perf_counter()
    call()
    return time.perf_counter() - start, _cpu() - before


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def tell(what: str, count: int, seconds: float, cpu: float, more: str = "") -> Each:
    """Print one line, and give the milliseconds for each submission, wall clock and CPU."""
    each = 1000 * seconds / count, 1000 * cpu / count
    say(
        f"{what:<32} {count:>7} {seconds:>9.2f} s {each[0]:>9.3f} ms each, cpu {each[1]:>9.3f} ms each {more}"
    )
    return each


def ratio(one: Each, other: Each | None, what: str) -> str:
    """How many times one takes what the other takes, by wall clock and by CPU."""
    if other is None:
        return ""
    return f"  {one[0] / other[0]:.1f} x {what} (by CPU {one[1] / other[1]:.1f} x)"


def faster(kernel: Each | None, each: Each) -> str:
    """How many times faster than nbgrader with a kernel."""
    return "" if kernel is None else ratio(kernel, each, "faster than nbgrader")


def folder(root: Path, count: int) -> Path:
    """A course folder with so many submissions and an empty gradebook."""
    fill(course_folder(root), count)
    done = nbgrader(root, f"generate_assignment {NAME}")
    assert done.returncode == 0, done.stderr
    (root / "gradebook.db").rename(root / EMPTY)
    return root


def fresh(root: Path) -> Path:
    """The folder as before any grading."""
    shutil.rmtree(root / "autograded", ignore_errors=True)
    shutil.copy(root / EMPTY, root / "gradebook.db")
    return root


def grade(root: Path, **options: Any) -> bulk.Summary:
    """The bulk path, in the course folder."""
    os.chdir(root)
    summary = bulk.run(root, NAME, bulk.Options(**options))
    assert not summary.refused
    return summary


def stock(root: Path, count: int) -> Each:
    """What a submission costs nbgrader's own command, with a kernel and without, less its start-up."""
    each = []
    for what, kernel in (("nbgrader autograde, kernel", "True"), ("nbgrader autograde, no kernel", "False")):
        fresh(root)
        command = f"autograde {NAME} --CodeFree.kernel={kernel}"
        nothing = timed(partial(nbgrader, root, f"{command} --student=none"))
        whole = timed(partial(_stock, root, command))
        wall, cpu = (max(0.0, one - other) for one, other in zip(whole, nothing, strict=True))
        each.append(tell(what, count, wall, cpu, f"(start-up of {nothing[0]:.1f} s taken off)"))
    return each[0]


def _stock(root: Path, command: str) -> None:
    done = nbgrader(root, command)
    assert done.returncode == 0, done.stderr


def floor(root: Path, count: int) -> Each:
    """The same JSON parsed, the same rows inserted, by the least code that does it."""
    database = fresh(root) / "floor.db"
    shutil.copy(root / EMPTY, database)

    def run() -> None:
        with closing(sqlite3.connect(database)) as connection, connection:
            ids = connection.execute("select a.id, n.id from assignment a join notebook n").fetchone()
            cells = connection.execute("select id, type from base_cell").fetchall()
            grades = [cell for cell, kind in cells if kind == "GradeCell"]
            comments = [cell for cell, kind in cells if kind == "SolutionCell"]
            rows: tuple[list[Any], ...] = ([], [], [], [], [])
            for learner in os.listdir(root / "submitted"):  # noqa: PTH208 - the least there is
                try:
                    with open(f"{root}/submitted/{learner}/{NAME}/responses.json", "rb") as file:  # noqa: PTH123
                        values = json.loads(file.read())["responses"]
                except FileNotFoundError:
                    values = {}
                one, two = uuid.uuid4().hex, uuid.uuid4().hex
                rows[0].append((learner,))
                rows[1].append((one, ids[0], learner))
                rows[2].append((two, ids[1], one))
                rows[3].extend((uuid.uuid4().hex, two, cell, 1.0 if values else 0.0) for cell in grades)
                rows[4].extend((uuid.uuid4().hex, two, cell, None if values else "No") for cell in comments)
            for statement, many in zip(_INSERTS, rows, strict=True):
                connection.executemany(statement, many)

    seconds, cpu = timed(run)
    return tell("floor: parse and insert only", count, seconds, cpu)


_INSERTS = (
    "insert into student (id) values (?)",
    "insert into submitted_assignment (id, assignment_id, student_id) values (?, ?, ?)",
    "insert into submitted_notebook (id, notebook_id, assignment_id, flagged) values (?, ?, ?, 0)",
    "insert into grade (id, notebook_id, cell_id, auto_score, needs_manual_grade) values (?, ?, ?, ?, 0)",
    "insert into comment (id, notebook_id, cell_id, auto_comment) values (?, ?, ?, ?)",
)


def sizes(home: Path, counts: list[int], kernel: Each | None) -> None:
    """The bulk path at several sizes, each in a process of its own for its peak memory, and the floor."""
    for count in counts:
        root = folder(home / f"size-{count}", count)
        least = floor(root, count)
        for workers in (1, 2):
            fresh(root)
            code = (
                "import sys, resource, pathlib; from knowshow.grading import bulk\n"
                "if __name__ == '__main__':\n"
                f"    bulk.run(pathlib.Path.cwd(), {NAME!r}, bulk.Options(workers={workers}))\n"
                "    own, child = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN\n"
                "    print(*(resource.getrusage(who).ru_maxrss // 1024 for who in (own, child)))\n"
            )
            (root / "run.py").write_text(code)
            peak: list[str] = []

            def run(root: Path = root, peak: list[str] = peak) -> None:
                done = subprocess.run(
                    [sys.executable, "run.py"], cwd=root, capture_output=True, text=True, check=True
                )
                peak.extend(done.stdout.split())

            seconds, cpu = timed(run)
            more = f"peak {peak[0]} MB + {peak[1]} MB a worker"
            each = tell(f"bulk, SQLite, {workers} workers, from start", count, seconds, cpu, more)
            say(f"{'':<32} {ratio(each, least, 'the floor')}{faster(kernel, each)}")
        shutil.rmtree(root)


def on_postgres(home: Path, count: int, kernel: Each | None) -> None:
    """The bulk path into PostgreSQL."""
    root = folder(home / "postgres", count)
    with postgres.server() as url:
        for workers in (1, 2):
            shutil.rmtree(root / "autograded", ignore_errors=True)
            address = url if workers == 1 else f"{url.rsplit('/', 1)[0]}/template1"
            grade(root, workers=1, db=address, only=("learner-000000",))
            seconds, cpu = timed(partial(grade, root, workers=workers, db=address))
            each = tell(f"bulk, PostgreSQL, {workers} workers", count, seconds, cpu)
            say(f"{'':<32} {faster(kernel, each)}")


def on_dask(home: Path, count: int) -> None:
    """One Dask worker and two, on the same submissions."""
    root = folder(home / "dask", count)
    seconds = {}
    dask: Any = distributed
    for workers in (1, 2):
        fresh(root)
        file = root / f"scheduler-{workers}.json"
        start = [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        ]
        work = [
            sys.executable,
            "-m",
            "distributed.cli.dask_worker",
            "--scheduler-file",
            str(file),
            "--nthreads",
            "1",
        ]
        running = [
            subprocess.Popen(
                [*start, "--port", "0", "--scheduler-file", str(file)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        ]
        running += [
            subprocess.Popen(
                [*work, "--no-dashboard", "--no-nanny"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            for _ in range(workers)
        ]
        with dask.Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
            address = client.scheduler.address
        grade(root, scheduler=address, only=tuple(f"learner-{n:06d}" for n in range(50)))
        seconds[workers], cpu = timed(partial(grade, root, scheduler=address))
        tell(f"bulk, Dask, {workers} workers", count, seconds[workers], cpu)
        for process in reversed(running):
            process.terminate()
            process.wait()
    say(f"{'':<34} two workers {seconds[1] / seconds[2]:.2f} x one")


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="+", choices=("stock", "sizes", "postgres", "dask", "all"))
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--stock", type=int, default=8)
    parser.add_argument("--count", type=int, default=4000, help="submissions for postgres and dask")
    chosen = parser.parse_args()
    wanted = {"stock", "sizes", "postgres", "dask"} if "all" in chosen.parts else set(chosen.parts)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        kernel = None
        if "stock" in wanted:
            kernel = stock(folder(home / "stock", chosen.stock), chosen.stock)
        if "sizes" in wanted:
            sizes(home, [int(count) for count in chosen.sizes.split(",")], kernel)
        if "postgres" in wanted:
            on_postgres(home, chosen.count, kernel)
        if "dask" in wanted:
            on_dask(home, chosen.count)
        os.chdir("/")


if __name__ == "__main__":
    main()
