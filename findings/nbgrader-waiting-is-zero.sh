#!/usr/bin/env bash
# nbgrader 0.9.6: feedback shows an answer that nobody has read yet like one that earned nothing.
#
# A good guess: the gradebook knows that the answer needs_manual_grade, so the page says that it waits.
# What is so: both are "Score: 0.0 / 6.0", in the list and in the sum, and the pages differ in no other byte.
#   Neither page says whose it is, of which assignment, or when the answer came. The dump of all grades
#   (nbgrader export) has 0 for both as well.
# Whom it hurts: learners, who read a judgement where there is none, and whoever sends feedback after the
#   automatic part. Send it when no submission is left with needs_manual_grade, or write a template.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6 nbconvert==7.17.2

cat > "$dir/try.py" <<'PY'
import csv
import importlib.metadata
import pathlib
import re
import sys

import nbformat
from nbformat import v4
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import CsvExportPlugin
from traitlets.config import Config

HERE = pathlib.Path.cwd()
MARKS = {"grade_id": "remedy", "grade": True, "solution": True, "locked": False, "task": False}
MARKS |= {"points": 6, "schema_version": 3}
PAGE = v4.new_notebook(cells=[v4.new_markdown_cell("We would ask them.", metadata={"nbgrader": MARKS})])
settings = Config()
settings.CourseDirectory.update(root=str(HERE), assignment_id="ps1")
settings.CsvExportPlugin.to = str(HERE / "grades.csv")


def feedback(learner):
    course = CourseDirectory(config=settings, student_id=learner)
    GenerateFeedback(coursedir=course, config=settings).start()
    return (HERE / "feedback" / learner / "ps1/page.html").read_text()


print("nbgrader", importlib.metadata.version("nbgrader"), "nbconvert", importlib.metadata.version("nbconvert"))
with Gradebook(f"sqlite:///{HERE}/gradebook.db") as book:
    book.add_assignment("ps1")
    book.add_notebook("page", "ps1")
    book.add_grade_cell("remedy", "page", "ps1", max_score=6, cell_type="markdown")
    book.add_solution_cell("remedy", "page", "ps1")
    for learner in ("waits", "earned"):
        book.add_student(learner)
        book.add_submission("ps1", learner)
        folder = HERE / "autograded" / learner / "ps1"
        folder.mkdir(parents=True)
        nbformat.write(PAGE, folder / "page.ipynb")
    grade = book.find_grade("remedy", "page", "ps1", "earned")
    grade.manual_score, grade.needs_manual_grade = 0, False
    book.db.commit()
    states = {who: book.find_grade("remedy", "page", "ps1", who).needs_manual_grade for who in ("waits", "earned")}
    print("needs_manual_grade:", states)
    CsvExportPlugin(config=settings).export(book)
pages = {who: feedback(who) for who in states}
scores = {who: re.findall(r"Score: [\d.]+ / [\d.]+", page) for who, page in pages.items()}
named = [word for word in ("waits", "ps1") if word in pages["waits"]]
rows = [(row["student_id"], float(row["score"])) for row in csv.DictReader((HERE / "grades.csv").open())]
print("feedback:", scores, "pages equal:", pages["waits"] == pages["earned"], "learner or assignment named:", named)
print("export:", rows)
same = states == {"waits": True, "earned": False} and pages["waits"] == pages["earned"] and not named
zero = set(scores["waits"]) == {"Score: 0.0 / 6.0"} and sorted(rows) == [("earned", 0.0), ("waits", 0.0)]
sys.exit(0 if same and zero else 1)
PY
cd "$dir"
HOME="$dir" PATH="$dir/env/bin:$PATH" python -W ignore "$dir/try.py" \
  || { echo "Changed: waiting and zero look different now." >&2; exit 1; }
echo "Still so: waiting looks like zero."
