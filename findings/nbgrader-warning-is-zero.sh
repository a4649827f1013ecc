#!/usr/bin/env bash
# nbgrader 0.9.6: a test that passes earns 0 points if anything, such as a warning, went to stderr meanwhile.
#
# A good guess: a cell of tests that ends without an error earns its points; a warning is something to read.
# What is so: any text on stderr in the cell's output counts as an error: warnings.warn, logging.warning, and a
#   progress bar that finished. What is printed to stdout is free. The validation that learners run says that
#   the cell failed, and shows the warning as if it were the error.
# Whom it hurts: learners whose right answer calls a function that is about to be renamed, on the server alone
#   if only its packages are new enough to warn. Silence warnings in the test cells, or set IgnorePattern.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6 nbclient==0.11.0 ipykernel==7.4.0

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import io
import sys

import nbformat
from nbclient import NotebookClient
from nbformat import v4
from nbgrader.utils import determine_grade
from nbgrader.validator import Validator

TESTS = {
    "silent": "",
    "print": 'print("checked"); ',
    "warnings": 'import warnings; warnings.warn("renamed soon", DeprecationWarning); ',
    "logging": 'import logging; logging.warning("checked"); ',
    "progress": 'import sys; print("100 %", file=sys.stderr); ',
    "false": "answer = 7; ",
}


def cell(name, before):
    marks = {"grade_id": name, "grade": True, "solution": False, "locked": True, "task": False}
    marks |= {"points": 6, "schema_version": 3}
    return v4.new_code_cell(f"answer = 6; {before}assert answer == 6", metadata={"nbgrader": marks})


def validation(page):
    nbformat.write(page, "page.ipynb")
    said = Validator()
    said.stream = io.StringIO()
    said.validate_and_print("page.ipynb")
    return said.stream.getvalue()


for package in ("nbgrader", "nbclient", "ipykernel"):
    print(package, importlib.metadata.version(package))
page = v4.new_notebook(cells=[cell(name, before) for name, before in TESTS.items()])
page.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
NotebookClient(page, kernel_name="python3", allow_errors=True).execute()
seen = {}
for name, graded in zip(TESTS, page.cells, strict=True):
    errors = [output.ename for output in graded.outputs if output.output_type == "error"]
    seen[name] = determine_grade(graded)[0], errors
    print(f"{name}: {seen[name][0]} of 6 points, errors raised: {errors}")
only = v4.new_notebook(cells=[cell("warnings", TESTS["warnings"])], metadata=page.metadata)
text = validation(only)
print("validation of the cell that warns:", text.strip().splitlines()[0])
full, none = (6, []), (0, [])
expected = {"silent": full, "print": full, "warnings": none, "logging": none, "progress": none}
expected["false"] = (0, ["AssertionError"])
sys.exit(0 if seen == expected and "FAILED" in text and "DeprecationWarning" in text else 1)
PY
cd "$dir"
HOME="$dir" PATH="$dir/env/bin:$PATH" python -W ignore "$dir/try.py" \
  || { echo "Changed: a warning costs no points now." >&2; exit 1; }
echo "Still so: a warning costs all points."
