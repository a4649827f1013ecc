#!/usr/bin/env bash
# nbgrader 0.9.6: in the exported grades a learner called "Ames, Jr." has 0 points, with full marks in the gradebook.
#
# A good guess: `nbgrader export` writes CSV, so a field with a comma stands in quotes, and any reader of CSV
#   gets the fields back.
# What is so: fields are joined with bare commas. A comma in the last name moves all that follows by one column:
#   "score" holds the penalty for lateness, "max_score" the score. The row has one field too many, which
#   csv.DictReader keeps under None; pandas then takes the first column of all rows for the index, so all move.
# Whom it hurts: learners with a comma in their name, and, with pandas, the whole class. Export with
#   Gradebook.submission_dicts and Python's csv, or keep commas out of names.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6 pandas==3.1.1

cat > "$dir/try.py" <<'PY'
import csv
import importlib.metadata
import pathlib
import sys

import pandas as pd
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

PEOPLE = {"ada": "Ames, Jr.", "bo": "Brook"}
for package in ("nbgrader", "pandas"):
    print(package, importlib.metadata.version(package))
with Gradebook(f"sqlite:///{pathlib.Path.cwd()}/gradebook.db") as book:
    book.add_assignment("ps1")
    book.add_notebook("page", "ps1")
    book.add_grade_cell("remedy", "page", "ps1", max_score=6, cell_type="code")
    for learner, name in PEOPLE.items():
        book.add_student(learner, last_name=name, first_name="A.")
        book.add_submission("ps1", learner)
        grade = book.find_grade("remedy", "page", "ps1", learner)
        grade.auto_score, grade.needs_manual_grade = 6, False
    book.db.commit()
    scores = {learner: book.find_submission("ps1", learner).score for learner in PEOPLE}
    CsvExportPlugin(to="grades.csv").export(book)
text = pathlib.Path("grades.csv").read_text()
print(text)
read = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(text.splitlines())}
print("gradebook:", scores, "of 6; score and maximum as csv reads them:", read)
table = pd.read_csv("grades.csv")
print("pandas, columns of both rows:", table[["student_id", "score"]].to_dict("list"))
moved = list(table["student_id"]) == ["Ames", "Brook"]
same = scores == {"ada": 6, "bo": 6} and read == {"ada": (0, 6), "bo": (6, 6)} and moved
sys.exit(0 if same else 1)
PY
cd "$dir"
HOME="$dir" PATH="$dir/env/bin:$PATH" python -W ignore "$dir/try.py" \
  || { echo "Changed: commas are kept apart now." >&2; exit 1; }
echo "Still so: a comma in a name takes the points away."
