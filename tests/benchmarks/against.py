"""This checkout beside an older build: opening, a click, checking the course, bulk grading, in one run.

Run `python tests/benchmarks/against.py [COMMIT]`. The older commit is checked out in a git worktree, and each
build gets an environment of its own from its own pins; with `--cache FOLDER` both are kept there and used
again. A measure is a process in the build's own environment, the same text for both. Both are measured by
turns, in rounds, the first of which only warms the disk. Figures are medians in milliseconds, wall clock and
CPU (a process and those it started); `new/old` is the ratio of the medians, and below 1 is faster.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPO = Path(__file__).resolve().parents[2]
OLDER = "03fb30e"
ROUNDS, QUICK = 9, 3
HELPERS = ("tests/helpers", "tests")  # where a build keeps `handed_in.py`: now, and at 03fb30e
ASSIGNMENT = "demo"

OPEN = """
import knowshow
assert knowshow.dilemma("cut-off").get_state()["view"]["choices"]
"""
# The message holds what any build's page has sent: a build ignores the keys that it does not know.
CLICK = """
import json, sys, time, knowshow
player, number = knowshow.dilemma("cut-off"), 0
def tell(**message):
    global number
    number += 1
    content = {**message, "key": player.view["key"], "n": number, "id": number}
    player._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
spent, taken = [0.0, 0.0], 0
for play in range(int(sys.argv[1])):
    while not player.view["over"]:
        key, choice = player.view["key"], player.view["choices"][play % len(player.view["choices"])]["id"]
        begin = time.perf_counter(), time.process_time()
        tell(do="decide", choice=choice)
        end = time.perf_counter(), time.process_time()
        assert player.view["key"] != key, "the decision was not taken"
        spent, taken = [s + e - b for s, b, e in zip(spent, begin, end)], taken + 1
    tell(do="restart")
    assert not player.view["over"], "the story did not begin anew"
print(json.dumps([seconds / taken for seconds in spent]))
"""
PREPARE = """
import sys, pathlib
sys.path[:0] = [f"{sys.argv[1]}/{place}" for place in sys.argv[4].split()]
from handed_in import NAME, course_folder, fill, nbgrader
root = pathlib.Path(sys.argv[2])
root.mkdir(parents=True)
fill(course_folder(root), int(sys.argv[3]))
done = nbgrader(root, f"generate_assignment {NAME}")
assert done.returncode == 0, done.stderr
(root / "gradebook.db").rename(root / "empty.db")
"""


class Spent(NamedTuple):
    """Seconds that something took, by the clock and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Build:
    """One build of the course: its files, its environment, and a folder for what it makes."""

    name: str
    tree: Path
    programs: Path
    home: Path

    def run(self, *command: str | Path, cwd: Path | None = None) -> str:
        """Run a program of the build's environment; gives what it printed.

        Raises:
            SystemExit: it failed; the text says which program and what it said.
        """
        inherited = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "CI")}
        program, *arguments = map(str, command)
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=cwd or self.home,
            env=inherited | {"KNOWSHOW_WORKSPACE": str(self.home / "workspace")},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(
                f"{self.name}: {program} ended with {done.returncode}: {done.stdout}{done.stderr}"
            )
        return done.stdout

    def timed(self, *command: str | Path, cwd: Path | None = None) -> Spent:
        """Run a program as `run` does; gives what it took with all processes that it started."""
        before, begin = _children(), time.perf_counter()
        self.run(*command, cwd=cwd)
        return Spent(time.perf_counter() - begin, _children() - before)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def environment(folder: Path, tree: Path) -> Path:
    """Make or reuse a build's environment from its own pins; gives the folder of its programs."""
    pins = tree / ".ci" / "pins-dev.txt"
    ready = folder / "pins-dev.txt"  # written last: an environment that was cut short is made anew
    programs = folder / "bin"
    if not ready.is_file() or ready.read_bytes() != pins.read_bytes():
        say(f"making an environment in {folder}")
        venv.create(folder, clear=True, with_pip=True)
        pip(programs, "-r", pins)
        shutil.copyfile(pins, ready)
    pip(programs, "--no-deps", "--no-build-isolation", "-e", tree)
    return programs


def pip(programs: Path, *arguments: str | Path) -> None:
    """Install with the environment's own pip, quietly."""
    subprocess.run([programs / "pip", "install", "-q", "--no-input", *arguments], check=True)


@contextmanager
def worktree(commit: str, folder: Path, *, keep: bool) -> Iterator[Path]:
    """Check the commit out in a git worktree; it is removed at the end unless it is to be kept."""
    if not (folder / ".git").exists():  # by force, since git may remember a folder that was deleted by hand
        git("worktree", "add", "--quiet", "--force", "--detach", str(folder), commit)
    try:
        yield folder
    finally:
        if not keep:
            git("worktree", "remove", "--force", str(folder))


def git(*arguments: str) -> str:
    """Run git in this checkout; gives what it printed."""
    done = subprocess.run(["git", *arguments], cwd=REPO, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def prepared(build: Build, count: int) -> None:
    """Give a build a course folder with so many submissions, made by its own helpers."""
    places = " ".join(HELPERS)
    root = build.home / "course"
    build.run("python", "-c", PREPARE, build.tree, root, str(count), places)
    where = Path(build.run("python", "-c", "import knowshow; print(knowshow.__file__)").strip())
    assert where.is_relative_to(build.tree), f"{build.name} runs {where}"


def grade(build: Build) -> Spent:
    """Grade all submissions into an empty gradebook."""
    root = build.home / "course"
    shutil.rmtree(root / "autograded", ignore_errors=True)
    shutil.copyfile(root / "empty.db", root / "gradebook.db")
    return build.timed("knowshow", "grade", ASSIGNMENT, "--workers", "1", cwd=root)


def again(build: Build, *options: str) -> Spent:
    """Grade once more what `grade` has graded, nothing of it changed."""
    command = ("knowshow", "grade", ASSIGNMENT, "--workers", "1", *options)
    return build.timed(*command, cwd=build.home / "course")


def click(build: Build) -> Spent:
    """Take every decision of many plays; gives what a single one took, without the program's start."""
    return Spent(*json.loads(build.run("python", "-c", CLICK, "20")))


def measures(count: int) -> dict[str, Callable[[Build], Spent]]:
    """What is measured, by the words for it in the table."""
    return {
        "opening: import and first view of a dilemma": lambda b: b.timed("python", "-c", OPEN),
        "`knowshow --help`": lambda b: b.timed("knowshow", "--help"),
        "`import click`, to compare `--help` with": lambda b: b.timed("python", "-c", "import click"),
        "click: a decision, taken and saved": click,
        "`knowshow check`: the whole course": lambda b: b.timed("knowshow", "check", cwd=b.tree),
        f"`knowshow grade`: {count:,} submissions, one process": grade,
        "`knowshow grade --dry-run`: the same, graded": lambda b: again(b, "--dry-run"),
        "`knowshow grade` again: nothing has changed": again,
    }


def table(taken: dict[str, tuple[list[Spent], list[Spent]]]) -> Iterator[str]:
    """Lines of a Markdown table: for each measure the medians of old and new, and their ratio."""
    yield "| Measure | wall old, ms | wall new, ms | new/old | CPU old, ms | CPU new, ms | new/old |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, (old, new) in taken.items():
        cells = [name]
        for kind in ("wall", "cpu"):
            before, after = (median(getattr(spent, kind) for spent in side) * 1000 for side in (old, new))
            cells += [f"{before:,.1f}", f"{after:,.1f}", f"{after / before:.2f}"]
        yield f"| {' | '.join(cells)} |"


def compare(old: Build, new: Build, rounds: int, chosen: dict[str, Callable[[Build], Spent]]) -> None:
    """Run every measure on both builds by turns, which of them is first changing, and print the table."""
    taken: dict[str, tuple[list[Spent], list[Spent]]] = {name: ([], []) for name in chosen}
    for turn in range(rounds + 1):
        say(f"round {turn} of {rounds}" if turn else "round 0, to warm the disk")
        for name, measure in chosen.items():
            sides = list(zip((old, new), taken[name], strict=True))
            for build, spent in sides if turn % 2 else reversed(sides):
                seconds = measure(build)
                if turn:
                    spent.append(seconds)
    print(f"{old.name} (old) beside {new.name} (new), medians of {rounds} interleaved rounds\n")  # noqa: T201
    print("\n".join(table(taken)))  # noqa: T201


def say(line: str) -> None:
    """Tell whoever waits; the table alone goes to standard output."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main() -> None:
    """Make both builds and compare them."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("commit", nargs="?", default=OLDER, help="the older build (%(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds that count (%(default)s)")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} rounds")
    parser.add_argument("--cache", type=Path, help="a folder in which builds are kept for the next run")
    parser.add_argument("--submissions", type=int, default=1000, help="to grade (%(default)s)")
    parser.add_argument("--only", default="", help="measures with these words, such as `knowshow grade`")
    chosen = parser.parse_args()
    rounds = QUICK if chosen.quick else chosen.rounds
    if rounds < 1 or chosen.submissions < 1:
        parser.error("--rounds and --submissions are at least 1")
    every = measures(chosen.submissions)
    wanted = {name: every[name] for name in every if chosen.only in name}
    if not wanted:
        parser.error(f"--only: no measure is called so; there are: {'; '.join(every)}")
    try:
        commit = git("rev-parse", "--short", "--verify", "--quiet", f"{chosen.commit}^{{commit}}")
    except subprocess.CalledProcessError:
        parser.error(f"{chosen.commit} is no commit here")
    now = git("describe", "--always", "--dirty")
    with tempfile.TemporaryDirectory() as passing:
        kept = (chosen.cache or Path(passing)).resolve()
        kept.mkdir(parents=True, exist_ok=True)
        homes = [Path(passing) / name for name in ("old", "new")]
        for home in homes:
            home.mkdir()
        with worktree(commit, kept / f"tree-{commit}", keep=chosen.cache is not None) as tree:
            old = Build(commit, tree, environment(kept / f"env-{commit}", tree), homes[0])
            new = Build(now, REPO, environment(kept / "env-new", REPO), homes[1])
            for build in (old, new):
                prepared(build, chosen.submissions)
            compare(old, new, rounds, wanted)


if __name__ == "__main__":
    main()
