"""Grading at scale: nbgrader with a kernel and without, the bulk path, and the physical floor, in one run.

Run `python tests/benchmarks/bench_grading.py PART...`. The parts:

  stock     nbgrader's own `autograde`, a kernel each and without one, its start-up taken off
  sizes     the bulk path into SQLite with one process and two, from its start, beside the physical floor
            (the same JSON parsed, the same rows inserted by the least code; then with as many files too)
  postgres  the bulk path into PostgreSQL, a server of the benchmark's own, beside a floor of the same kind
  dask      one Dask worker and two by turns, on the same submissions, into PostgreSQL and once into SQLite
  all       all of these; only a run with `stock` can tell how many times faster the others are

Figures are wall clock; the CPU time beside them tells how busy the machine was with other things. What was
aimed at stands at the end, beside what was measured.
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
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, LiteralString

from knowshow.exercises.course_folder import load_exercise
from knowshow.grading import bulk, nbgrader_settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

import distributed
import psycopg

import postgres
from handed_in import NAME, course_folder, fill, nbgrader

if TYPE_CHECKING:
    from collections.abc import Callable

EMPTY = "empty.db"
TURNS = 3
COLD, FROM_COLD, WARM = (
    1000,
    5,
    2,
)  # up to so many, the start counts: at most so many times the floor, with files
Each = tuple[float, float]
AIMS: list[tuple[str, float, str, float]] = []


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


def aim(what: str, measured: float, most_or_least: str, wanted: float) -> None:
    """Keep a figure for the end, beside what was aimed at: `at least` or `at most` so much."""
    AIMS.append((what, measured, most_or_least, wanted))


def verdict() -> None:
    """Print every figure that something was aimed at for."""
    say("")
    for what, measured, kind, wanted in AIMS:
        met = measured >= wanted if kind == "at least" else measured <= wanted
        say(f"{what:<70} {measured:>9.2f}, {kind} {wanted:g}: {'met' if met else 'NOT MET'}")


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
    summary = bulk.run(root, NAME, bulk.GradingOptions(**options))
    assert not summary.refused
    return summary


def stock(root: Path, count: int) -> Each:
    """What a submission costs nbgrader's own command, with a kernel and without, less its start-up."""
    each = []
    for what, kernel in (("nbgrader autograde, kernel", "True"), ("nbgrader autograde, no kernel", "False")):
        fresh(root)
        command = f"autograde {NAME} --CodeFree.kernel={kernel}"
        nobody = partial(nbgrader, root, f"{command} --student=none")
        nothing = min(timed(nobody) for _ in range(3))  # the first reads its programs from the disk
        whole = timed(partial(_stock, root, command))
        wall, cpu = (max(0.0, one - other) for one, other in zip(whole, nothing, strict=True))
        each.append(tell(what, count, wall, cpu, f"(start-up of {nothing[0]:.1f} s taken off)"))
    return each[0]


def _stock(root: Path, command: str) -> None:
    done = nbgrader(root, command)
    assert done.returncode == 0, done.stderr


def floor(root: Path, count: int, *, copies: bool = False) -> Each:
    """The same JSON parsed, the same rows inserted, by the least code; `copies` also writes as many files."""
    database = fresh(root) / "floor.db"
    shutil.copy(root / EMPTY, database)
    notebook = 2 * (root / "solutions" / NAME / "exercise.ipynb").read_bytes()

    def run() -> None:
        with closing(sqlite3.connect(database)) as connection, connection:
            ids = connection.execute("select a.id, n.id from assignment a join notebook n").fetchone()
            cells = connection.execute("select id, type from base_cell").fetchall()
            grades = [cell for cell, kind in cells if kind == "GradeCell"]
            comments = [cell for cell, kind in cells if kind == "SolutionCell"]
            rows = floor_rows(root, ids, grades, comments, notebook if copies else None)
            for statement, many in zip(_INSERTS, rows, strict=True):
                connection.executemany(statement, many)

    seconds, cpu = timed(run)
    return tell(f"floor: parse, insert{', write' if copies else ' only'}", count, seconds, cpu)


def floor_rows(
    root: Path, ids: Any, grades: list[str], comments: list[str], copy: bytes | None
) -> tuple[list[Any], ...]:
    """The rows of every submission, in the order of `_INSERTS`; `copy` is written for each as its copy."""
    rows: tuple[list[Any], ...] = ([], [], [], [], [])
    for learner in os.listdir(root / "submitted"):  # noqa: PTH208 - the least there is
        try:
            with open(f"{root}/submitted/{learner}/{NAME}/responses.json", "rb") as file:  # noqa: PTH123
                values = json.loads(file.read())["responses"]
        except FileNotFoundError:
            values = {}
        if copy is not None:
            place = root / "autograded" / learner / NAME
            place.mkdir(parents=True)
            (place / "exercise.ipynb").write_bytes(copy)
            (place / "timestamp.txt").write_bytes(b"2026-11-20 12:00:00 UTC")
        one, two = uuid.uuid4().hex, uuid.uuid4().hex
        rows[0].append((learner,))
        rows[1].append((one, ids[0], learner))
        rows[2].append((two, ids[1], one))
        rows[3].extend((uuid.uuid4().hex, two, cell, 1.0 if values else 0.0) for cell in grades)
        rows[4].extend((uuid.uuid4().hex, two, cell, None if values else "No") for cell in comments)
    return rows


def postgres_floor(root: Path, count: int, url: str) -> Each:
    """The same into PostgreSQL, by its fastest way to take rows, COPY; with as many files."""
    fresh(root)
    notebook = 2 * (root / "solutions" / NAME / "exercise.ipynb").read_bytes()

    address = url.replace("+psycopg", "")
    with psycopg.connect(address) as connection:  # the least rows, as in SQLite
        connection.execute("alter table grade alter needs_manual_grade set default false")

    def run() -> None:
        with psycopg.connect(address) as connection:
            ids = connection.execute("select a.id, n.id from assignment a, notebook n").fetchone()
            cells = connection.execute("select id, type from base_cell").fetchall()
            grades = [cell for cell, kind in cells if kind == "GradeCell"]
            comments = [cell for cell, kind in cells if kind == "SolutionCell"]
            rows = floor_rows(root, ids, grades, comments, notebook)
            for statement, many in zip(_COPIES, rows, strict=True):
                with connection.cursor() as cursor, cursor.copy(statement) as copy:
                    for row in many:
                        copy.write_row(row)

    seconds, cpu = timed(run)
    return tell("floor: parse, copy, write", count, seconds, cpu)


_INSERTS = (
    "insert into student (id) values (?)",
    "insert into submitted_assignment (id, assignment_id, student_id) values (?, ?, ?)",
    "insert into submitted_notebook (id, notebook_id, assignment_id, flagged) values (?, ?, ?, 0)",
    "insert into grade (id, notebook_id, cell_id, auto_score, needs_manual_grade) values (?, ?, ?, ?, 0)",
    "insert into comment (id, notebook_id, cell_id, auto_comment) values (?, ?, ?, ?)",
)


_COPIES: tuple[LiteralString, ...] = (
    "copy student (id) from stdin",
    "copy submitted_assignment (id, assignment_id, student_id) from stdin",
    "copy submitted_notebook (id, notebook_id, assignment_id) from stdin",
    "copy grade (id, notebook_id, cell_id, auto_score) from stdin",
    "copy comment (id, notebook_id, cell_id, auto_comment) from stdin",
)


def sizes(home: Path, counts: list[int], kernel: Each | None) -> None:
    """The bulk path at several sizes, each in a process of its own for its peak memory, and the floor."""
    took: dict[int, Each] = {}
    used: dict[int, Each] = {}
    for count in counts:
        root = folder(home / f"size-{count}", count)
        least, writing = floor(root, count), floor(root, count, copies=True)
        for workers in (1, 2):
            fresh(root)
            code = (
                "import multiprocessing, pathlib, re, resource; from knowshow.grading import bulk\n"
                "if __name__ == '__main__':\n"
                f"    bulk.run(pathlib.Path.cwd(), {NAME!r}, bulk.GradingOptions(workers={workers}))\n"
                "    for child in multiprocessing.active_children(): child.join()\n"
                # not `ru_maxrss`, which begins at what the process that started this one held
                "    own = re.search(r'VmHWM:\\s*(\\d+)', pathlib.Path('/proc/self/status').read_text())[1]\n"
                "    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
                "    print(*(int(peak) // 1024 for peak in (own, child)))\n"
            )
            (root / "run.py").write_text(code)
            printed = root / "peak.txt"
            with printed.open("w") as file:
                command = partial(subprocess.run, [sys.executable, "run.py"], cwd=root, stdout=file)
                seconds, cpu = timed(partial(command, check=True))
            peak = printed.read_text().split()
            more = f"peak {peak[0]} MB + {peak[1]} MB a worker"
            each = tell(f"bulk, SQLite, {workers} workers, from start", count, seconds, cpu, more)
            beside = ratio(each, least, "the floor"), ratio(each, writing, "with files"), faster(kernel, each)
            say(f"{'':<32} {''.join(beside)}")
            used[workers] = each
        took[count] = each
        if kernel:
            aim(f"SQLite, {count}, two processes: times faster", kernel[0] / each[0], "at least", 300)
        most = FROM_COLD if count <= COLD else WARM
        aim(f"SQLite, {count}, one process: times the floor", used[1][0] / writing[0], "at most", most)
        aim(f"SQLite, {count}, CPU of two processes, times one", used[2][1] / used[1][1], "at most", 1)
        aim(f"SQLite, {count}, two processes: peak MB", int(peak[0]) + 2 * int(peak[1]), "at most", 1000)
        shutil.rmtree(root)
    for small, large in pairwise(counts):
        aim(f"{large} for each, against {small}: growth", took[large][0] / took[small][0], "at most", 1.2)


def on_postgres(home: Path, count: int, kernel: Each | None) -> None:
    """The bulk path into PostgreSQL."""
    root = folder(home / "postgres", count)
    with postgres.server() as url:
        empty = postgres.database(url, "floor")
        bulk.ensure_entered(nbgrader_settings.load(root, empty), load_exercise(root, NAME))
        least = postgres_floor(root, count, empty)
        for workers in (1, 2):
            shutil.rmtree(root / "autograded", ignore_errors=True)
            address = postgres.database(url, f"bulk_{workers}")
            grade(root, workers=1, db=address, only=("learner-000000",))
            seconds, cpu = timed(partial(grade, root, workers=workers, db=address))
            each = tell(f"bulk, PostgreSQL, {workers} workers", count, seconds, cpu)
            say(f"{'':<32} {ratio(each, least, 'the floor')}{faster(kernel, each)}")
            if workers == 1:
                aim(f"PostgreSQL, {count}, one process: times the floor", each[0] / least[0], "at most", 2)
    if kernel:
        aim(f"PostgreSQL, {count}, two processes: times faster", kernel[0] / each[0], "at least", 100)


def on_dask(home: Path, count: int) -> None:
    """One Dask worker and two by turns, on the same submissions, into a new gradebook each time.

    In memory, where there is a file system for it: one disk has two workers wait for each other,
    which is the disk's share and not the program's. The same on the disk, and into SQLite, stands beside it.
    """
    memory = Path("/dev/shm")  # noqa: S108 - a place of our own is made in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        gain = gained(folder(Path(place) / "dask", count), count, TURNS)
        aim(f"Dask, PostgreSQL, {count}, medians of {TURNS}: two workers, times one", gain, "at least", 1.6)
    root = folder(home / "dask", count)
    say(f"{'':<32} on the disk: {gained(root, count, 1):.2f} x")
    one, two = (clustered(root, count, workers, None) for workers in (1, 2))
    say(f"{'':<32} {one / two:.2f} x; SQLite has one writer, so a cluster is for a server's gradebook")


def gained(root: Path, count: int, turns: int) -> float:
    """How many times faster two workers are than one, by the medians of so many turns."""
    took: dict[int, list[float]] = {1: [], 2: []}
    with postgres.server() as url:
        for turn in range(2 * turns):
            workers = 1 + turn % 2
            db = postgres.database(url, f"dask_{turn}")
            took[workers].append(clustered(root, count, workers, db))
    return median(took[1]) / median(took[2])


def clustered(root: Path, count: int, workers: int, db: str | None) -> float:
    """Seconds to grade over so many Dask workers that have the program loaded, as in a cluster that runs."""
    fresh(root)
    dask: Any = distributed
    file = f"{root}/scheduler.json"
    running = [_dask("scheduler", file, "--host", "127.0.0.1", "--port", "0")]
    running += [_dask("worker", file, "--nthreads", "1", "--no-nanny") for _ in range(workers)]
    with dask.Client(scheduler_file=file, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=120)
        for module in ("knowshow.grading.gradebook", "nbgrader.apps", "nbgrader.preprocessors"):
            client.run(import_module, module)
        address = client.scheduler.address
    grade(root, scheduler=address, db=db, only=("learner-000000",))
    seconds, cpu = timed(partial(grade, root, scheduler=address, db=db))
    tell(f"bulk, Dask, {'PostgreSQL' if db else 'SQLite'}, {workers} workers", count, seconds, cpu)
    for process in reversed(running):
        process.terminate()
        process.wait()
    return seconds


def _dask(program: str, file: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A Dask program of its own process; `file` is where scheduler and workers find each other."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{program}", "--scheduler-file", file]
    return subprocess.Popen(
        [*command, "--no-dashboard", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="+", choices=("stock", "sizes", "postgres", "dask", "all"))
    parser.add_argument("--sizes", default="1000,10000,100000", help="submissions for the part sizes")
    parser.add_argument("--stock", type=int, default=8, help="submissions that go through nbgrader")
    parser.add_argument("--count", type=int, default=10000, help="submissions for postgres and dask")
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
    verdict()


if __name__ == "__main__":
    main()
