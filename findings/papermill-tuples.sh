#!/usr/bin/env bash
# papermill 2.7.0: a tuple arrives in the notebook as text, and the numbers by which a dict is keyed, too.
#
# A good guess: a tuple arrives as a tuple or a list, or is refused as numpy's numbers are (TypeError).
# What is so: limits=(0, 100) is written into the notebook as limits = "(0, 100)" and {1: "low"} as
#   {"1": "low"}. No warning, and the notebook's own record of its parameters shows a list, so the record
#   and the cell disagree.
# Whom it hurts: reports for each cohort: limits[0] is "(", a look-up of level 1 finds nothing, and
#   `score in limits` with a text score can even be true. Give lists, and text keys.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check papermill==2.7.0 nbformat==5.10.4

cat > "$dir/try.py" <<'PY'
import ast
import importlib.metadata
import json
import logging
import pathlib
import sys

import nbformat
import papermill

logging.disable()
folder = pathlib.Path(sys.argv[1])
page = nbformat.v4.new_notebook(
    cells=[nbformat.v4.new_code_cell("limits, levels, steps = None, None, None", metadata={"tags": ["parameters"]})],
    metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}},
)
nbformat.write(page, folder / "report.ipynb")
given = {"limits": (0, 100), "levels": {1: "low"}, "steps": [1, 2]}
papermill.execute_notebook(folder / "report.ipynb", folder / "out.ipynb", given, prepare_only=True)

out = json.loads((folder / "out.ipynb").read_text())
cell = next(cell for cell in out["cells"] if "injected-parameters" in cell["metadata"]["tags"])
lines = ast.parse("".join(cell["source"])).body
arrived = {line.targets[0].id: ast.literal_eval(line.value) for line in lines}
recorded = out["metadata"]["papermill"]["parameters"]
print("papermill", importlib.metadata.version("papermill"))
for name, value in given.items():
    print(f"{name}: given {value!r}, arrives as {arrived[name]!r}, recorded as {recorded[name]!r}")
same = arrived == {"limits": "(0, 100)", "levels": {"1": "low"}, "steps": [1, 2]} and recorded["limits"] == [0, 100]
sys.exit(0 if same else 1)
PY
"$dir/env/bin/python" -W ignore "$dir/try.py" "$dir" || { echo "Changed: tuples arrive otherwise now." >&2; exit 1; }
echo "Still so: a tuple arrives as text."
