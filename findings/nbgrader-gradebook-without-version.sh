#!/usr/bin/env bash
# nbgrader 0.9.6: called by its full path it fails once and works from then on, with a gradebook that no later
# version can take over.
#
# A good guess: env/bin/nbgrader works like any command of an environment that is not activated, or never works.
# What is so: a new gradebook asks the command "alembic", looked up in PATH, for the version of its tables. The
#   first run ends in a FileNotFoundError, after the tables were made; the second finds tables, goes on and
#   exits with 0. The gradebook has no version for good, so `nbgrader db upgrade` fails on it.
# Whom it hurts: graders who call nbgrader from a timer, a service or a script, at the next update. Put the
#   environment's folder first in PATH; look for the table alembic_version.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import os
import pathlib
import sqlite3
import subprocess
import sys

COMMAND = pathlib.Path(sys.executable).with_name("nbgrader")


def run(words, path):
    done = subprocess.run(
        [COMMAND, "db", *words.split()], env={"HOME": os.getcwd(), "PATH": path}, text=True, capture_output=True
    )
    print(f"nbgrader db {words}: exit code {done.returncode}, {done.stderr.strip().splitlines()[-1]}")
    return done.returncode


def tables():
    with sqlite3.connect("gradebook.db") as book:
        return {name for (name,) in book.execute("select name from sqlite_master where type = 'table'")}


def book(place, path, usual):
    folder = pathlib.Path(place)
    folder.mkdir()
    os.chdir(folder)
    print(f"PATH {place} the environment:")
    codes = [run(words, path) for words in ("student add ada", "student add ada")]
    made = tables()
    codes.append(run("upgrade", usual))
    print(f"{len(made)} tables, version kept: {'alembic_version' in made}, exit codes {codes}")
    os.chdir("..")
    return codes, "grade" in made, "alembic_version" in made


print("nbgrader", importlib.metadata.version("nbgrader"))
usual = f"{COMMAND.parent}:{os.environ['PATH']}"
seen = [book("without", str(pathlib.Path("empty").absolute()), usual), book("with", usual, usual)]
sys.exit(0 if seen == [([1, 0, 1], True, False), ([0, 0, 0], True, True)] else 1)
PY
cd "$dir"
"$dir/env/bin/python" "$dir/try.py" \
  || { echo "Changed: a new gradebook has its version now, or the first run works." >&2; exit 1; }
echo "Still so: the second run hides what the first left out."
