#!/usr/bin/env bash
# ipywidgets 8.1.9 (traitlets 5.16.1): choosing 0 after False leaves the value at False, and nobody is told.
#
# A good guess: a Dropdown whose options stand for False, 0 and 1 holds the value of the option that shows.
# What is so: values are compared with ==, and False == 0. The list shows "none" (index 1), `value` stays
#   False and observers of `value` are not called. The other way round, setting `value = 0` in Python
#   selects "not answered".
# Whom it hurts: forms in which "not answered" or "no" is False and a count may be 0 (or True and 1): the
#   stored answer is another one than the learner sees. Use text or None for values, or observe `index`.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check ipywidgets==8.1.9 traitlets==5.16.1

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import sys

import ipywidgets

OPTIONS = [("not answered", False), ("none", 0), ("one", 1), ("several", 2)]
heard = []
incidents = ipywidgets.Dropdown(options=OPTIONS, description="Incidents")
incidents.observe(lambda change: heard.append(change["new"]), "value")

incidents.index = 1  # what the page sends when the learner picks "none"
picked = (incidents.label, incidents.value, list(heard))
incidents.index = 3
incidents.value = 0  # what a program sets to show a stored zero
shown = (incidents.label, incidents.index)

for package in ("ipywidgets", "traitlets"):
    print(package, importlib.metadata.version(package))
print("learner picks 'none': label, value, changes heard =", picked)
print("program sets value 0: label, index =", shown)
same = picked[0] == "none" and picked[1] is False and picked[2] == [] and shown == ("not answered", 0)
sys.exit(0 if same else 1)
PY
"$dir/env/bin/python" "$dir/try.py" || { echo "Changed: 0 and False are told apart now." >&2; exit 1; }
echo "Still so: 0 and False are one value to the list."
