"""The graders' report at scale: seconds and memory of `knowshow report` over a gradebook of so many learners.

Run `python tests/benchmarks/bench_report.py [COUNT]`, by default 100,000. Submissions are made, scored and
written as bulk grading does, but for reading them from the disk; nine in ten written answers are then marked.
What was aimed at stands beside what was measured.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from handed_in import DUE, NAME, answers, course_folder, submission
from knowshow.grading import bulk, gradebook_ids, late_penalty, nbgrader_settings, sql
from knowshow.grading.autograded_copies import Copies
from knowshow.grading.gradebook import Book
from knowshow.grading.results import Result
from knowshow.handing_in.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.exercises.course_folder import Exercise

SECONDS, MEGABYTES = 10, 300
_BATCH = 5000
_MARK = "update grade set manual_score = abs(random()) % 9, needs_manual_grade = 0"
_MOST = f"{_MARK} where needs_manual_grade and abs(random()) % 10 < 9"
_RUN = """
import resource, time
from knowshow.grading.reports.report import command
command(["--json"], standalone_mode=False)
own = resource.getrusage(resource.RUSAGE_SELF)
import sys
sys.stderr.write(f"{own.ru_utime + own.ru_stime} {own.ru_maxrss // 1024}")
"""


def make(root: Path, count: int) -> None:
    """Fill a course folder with graded copies and their rows in the gradebook."""
    exercise = course_folder(root)
    submission(exercise, "first", {})
    os.chdir(root)
    bulk.run(root, NAME, bulk.GradingOptions(workers=1))  # makes the gradebook
    settings = nbgrader_settings.load(root)
    with sql.connect(settings.db_url) as gradebook:
        known = gradebook_ids.find(gradebook, exercise)
        assert known is not None
        copies, penalty = Copies(exercise, known), late_penalty.load_penalty(settings)
        learners = [f"learner-{number:06d}" for number in range(count)]
        for start in range(0, count, _BATCH):
            results = list(_grade(exercise, copies, learners[start : start + _BATCH]))
            with gradebook.transaction():
                Book(gradebook, known, penalty).write(results)
    with closing(sqlite3.connect(root / "gradebook.db")) as book, book:
        book.execute(_MOST)


def _grade(exercise: Exercise, copies: Copies, learners: list[str]) -> Iterator[Result]:
    rng = random.Random(learners[0])  # noqa: S311 - the same each time
    for learner in learners:
        values = answers(exercise, rng)
        folder = exercise.root / "autograded" / learner / NAME
        folder.mkdir(parents=True)
        (folder / "exercise.ipynb").write_text(copies.text(Submission(learner, DUE, values)), "utf-8")
        scores = exercise.grade(values).scores
        yield Result(
            learner,
            DUE,
            tuple(None if score.outcome == "needs-manual" else score.earned for score in scores),
            tuple(item.id in values for item in exercise.assignment.items),
        )


def main() -> None:
    """Make the folder, run the report three times, and print each time and the peak of memory."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", nargs="?", type=int, default=100_000, help="learners in the gradebook")
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as place:
        make(Path(place), count)
        for _ in range(3):
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", _RUN], cwd=place, capture_output=True, text=True, check=True
            )
            wall = time.perf_counter() - start
            cpu, peak = map(float, done.stderr.split())
            sys.stdout.write(
                f"report of {count}: {wall:.1f} s, at most {SECONDS}; cpu {cpu:.1f} s; "
                f"peak {peak:.0f} MB, at most {MEGABYTES}\n"
            )
        os.chdir("/")


if __name__ == "__main__":
    main()
