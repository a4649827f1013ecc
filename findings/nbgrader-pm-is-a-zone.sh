#!/usr/bin/env bash
# nbgrader 0.9.6: an assignment that is due at "5:00 PM" is due at five in the morning.
#
# A good guess: a due date is any text that dateutil reads, for that is what nbgrader reads it with; so 17:00.
# What is so: of a text in three parts the last one is always the time zone, so "2027-12-01 5:00 PM" is 05:00 in a
#   zone called PM, which is unknown and left out, without a word. "17:00 +01:00" loses its offset in the same
#   way, and "17:00 +0100" is off by 100 seconds. Written together (5:00PM, 17:00+01:00), both are right.
# Whom it hurts: learners, who hand in at noon and are seven hours late. Write the hour from 0 to 23, put the offset
#   next to it, and look at what `nbgrader db assignment list` says.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6 python-dateutil==4.0.0

cat > "$dir/try.py" <<'PY'
import datetime as dt
import importlib.metadata
import pathlib
import re
import subprocess
import sys

from dateutil import parser

COMMAND = pathlib.Path(sys.executable).with_name("nbgrader")
DUE = {
    "2027-12-01 17:00": "17:00",
    "2027-12-01 5:00PM": "17:00",
    "2027-12-01 5:00 PM": "05:00",
    "2027-12-01 17:00+01:00": "16:00",
    "2027-12-01 17:00 +01:00": "17:00",
    "2027-12-01 17:00 +0100": "16:58",
}


def nbgrader(*words):
    return subprocess.run([COMMAND, "db", "assignment", *words], text=True, capture_output=True, check=True).stdout


def meant(text):
    """The time in UTC that dateutil reads from the text."""
    moment = parser.parse(text)
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment


for package in ("nbgrader", "python-dateutil"):
    print(package, importlib.metadata.version(package))
for number, text in enumerate(DUE):
    nbgrader("add", f"ps{number}", f"--duedate={text}")
listed = dict(re.findall(r"^(ps\d) \(due: 2027-12-01 (\d\d:\d\d)", nbgrader("list"), re.MULTILINE))
seen = {text: listed[f"ps{number}"] for number, text in enumerate(DUE)}
for text in DUE:
    print(f"{text!r}: dateutil {meant(text):%H:%M}, nbgrader {seen[text]} UTC")
right = [text for text in DUE if seen[text] == f"{meant(text):%H:%M}"]
together = [text for text in DUE if text.count(" ") == 1]
sys.exit(0 if seen == DUE and right == together else 1)
PY
cd "$dir"
TZ=UTC HOME="$dir" PATH="$dir/env/bin:$PATH" python -W ignore "$dir/try.py" \
  || { echo "Changed: due dates are read otherwise now." >&2; exit 1; }
echo "Still so: PM is taken for a time zone."
