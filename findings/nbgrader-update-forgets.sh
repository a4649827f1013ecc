#!/usr/bin/env bash
# nbgrader 0.9.6: adding a learner's address to the gradebook takes the learner's name away.
#
# A good guess: `nbgrader db student add ada --email=...` of somebody who is there already ("Creating/updating", says
#   the log) changes what is given and leaves the rest.
# What is so: what is not given is set to nothing: the names are gone. In the same way `nbgrader db assignment add
#   ps1` without --duedate takes the due date away. A file for `student import` is gentler: a column that is
#   missing there is left alone.
# Whom it hurts: graders whose script adds everybody each night, and courses in which nobody is late any more.
#   Give all fields each time, or import.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import pathlib
import subprocess
import sys

from nbgrader.api import Gradebook

COMMAND = pathlib.Path(sys.executable).with_name("nbgrader")
URL = f"sqlite:///{pathlib.Path.cwd()}/gradebook.db"


def db(*words):
    """Run a command on the gradebook; return what it then holds of ada and ps1."""
    subprocess.run([COMMAND, "db", *words], capture_output=True, check=True)
    with Gradebook(URL) as book:
        ada, due = book.find_student("ada"), book.find_assignment("ps1").duedate
        held = (ada.first_name, ada.last_name, ada.email), due and f"{due:%Y-%m-%d %H:%M}"
    print("nbgrader db", *words, "->", *held)
    return held


print("nbgrader", importlib.metadata.version("nbgrader"))
with Gradebook(URL) as book:
    book.add_student("ada", first_name="Ada", last_name="Ames")
    book.add_assignment("ps1", duedate="2027-12-01 17:00")
pathlib.Path("people.csv").write_text("id,email\nada,ada@example.org\n")
imported = db("student", "import", "people.csv")
added = db("student", "add", "ada", "--email=ames@example.org")
again = db("assignment", "add", "ps1")
due = "2027-12-01 17:00"
expected = [
    (("Ada", "Ames", "ada@example.org"), due),
    ((None, None, "ames@example.org"), due),
    ((None, None, "ames@example.org"), None),
]
sys.exit(0 if [imported, added, again] == expected else 1)
PY
cd "$dir"
HOME="$dir" PATH="$dir/env/bin:$PATH" python -W ignore "$dir/try.py" \
  || { echo "Changed: what is not given stays now." >&2; exit 1; }
echo "Still so: what is not given is gone."
