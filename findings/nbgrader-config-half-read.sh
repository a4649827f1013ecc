#!/usr/bin/env bash
# nbgrader 0.9.6: a settings file that fails in its last line is left out as a whole, and the command goes on.
#
# A good guess: an error in nbgrader_config.py ends the command, or at least what stands above it holds.
# What is so: the error is logged, all settings of the file are dropped, those above the line too, and the
#   command runs with the defaults and exits with 0: a student is added to a new gradebook in the folder where
#   one happens to be. traitlets has a switch, TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR=1.
# Whom it hurts: graders whose file reads a variable that the timer does not set: grades go into another
#   gradebook. Set that switch, or give the course folder on the command line.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6 traitlets==5.16.1

cat > "$dir/nbgrader_config.py" <<'PY'
import os

c = get_config()
c.CourseDirectory.root = os.path.join(os.getcwd(), "course")
c.CourseDirectory.course_id = os.environ["COURSE"]
PY
cat > "$dir/try.py" <<'PY'
import importlib.metadata
import os
import pathlib
import subprocess
import sys

COMMAND = pathlib.Path(sys.executable).with_name("nbgrader")
PATH = f"{COMMAND.parent}:{os.environ['PATH']}"
SETTINGS = pathlib.Path("nbgrader_config.py").read_text()


def add(place, **variables):
    """Add a student with the settings in a new place; return the exit code and where the gradebook is."""
    folder = pathlib.Path(place).absolute()
    (folder / "course").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(SETTINGS)
    surroundings = {"HOME": str(folder), "PATH": PATH, **variables}
    command = [COMMAND, "db", "student", "add", "ada"]
    done = subprocess.run(command, cwd=folder, env=surroundings, text=True, capture_output=True)
    books = [str(path.relative_to(folder)) for path in folder.rglob("gradebook.db")]
    print(f"{place}: exit code {done.returncode}, gradebook {books}, KeyError logged: {'KeyError' in done.stderr}")
    return done.returncode, books


for package in ("nbgrader", "traitlets"):
    print(package, importlib.metadata.version(package))
usual = add("with the variable", COURSE="law")
without = add("without it")
strict = add("without it, but strict", TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR="1")
same = usual == (0, ["course/gradebook.db"]) and without == (0, ["gradebook.db"])
sys.exit(0 if same and strict[0] != 0 and not strict[1] else 1)
PY
cd "$dir"
"$dir/env/bin/python" "$dir/try.py" \
  || { echo "Changed: a broken settings file is treated otherwise now." >&2; exit 1; }
echo "Still so: the settings above the error are gone, too."
