#!/usr/bin/env bash
# pandoc 3.9 (pypandoc_binary 1.17): a widget in a notebook becomes bare JSON in the document.
#
# A good guess: of an output's forms pandoc takes one it can show, such as the text/plain that is kept for
#   this purpose, and notebook to notebook changes nothing.
# What is so: every type that ends in +json is read as application/json and preferred to text/plain, so the
#   page shows {"model_id": ...}. Written as a notebook again the output has the type application/json, and
#   its widget is gone for good.
# Whom it hurts: teachers who turn course pages into documents, and readers of those; and tools that tidy
#   notebooks by way of pandoc. text/html beside it would have been taken.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check pypandoc_binary==1.17 nbformat==5.10.4

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import json
import sys

import nbformat
import pypandoc
from nbformat import v4

WIDGET = "application/vnd.jupyter.widget-view+json"


def output(**more: str) -> nbformat.NotebookNode:
    data = {WIDGET: {"model_id": "a1"}, "text/plain": "Chart: wages paid late, 3 of 8"}
    return v4.new_output("display_data", data=data | {key.replace("_", "/"): text for key, text in more.items()})


def convert(cell: nbformat.NotebookNode, to: str) -> str:
    kernel = {"name": "python3", "language": "python", "display_name": "Python"}
    page = v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    return pypandoc.convert_text(nbformat.writes(page), to, format="ipynb").strip()


print("pypandoc_binary", importlib.metadata.version("pypandoc_binary"), "pandoc", pypandoc.get_pandoc_version())
shown = convert(v4.new_code_cell("show()", outputs=[output()]), "plain")
helped = convert(v4.new_code_cell("show()", outputs=[output(text_html="<p>3 of 8</p>")]), "html")
again = json.loads(convert(v4.new_code_cell("show()", outputs=[output()]), "ipynb"))
types = sorted(again["cells"][0]["outputs"][0]["data"])
print("plain text:", shown.split())
print("with text/html beside it, that is shown:", "<p>3 of 8</p>" in helped)
print("types after notebook to notebook:", types)
same = "model_id" in shown and "3 of 8" not in shown and types == ["application/json", "text/plain"]
sys.exit(0 if same and "<p>3 of 8</p>" in helped else 1)
PY
"$dir/env/bin/python" "$dir/try.py" || { echo "Changed: outputs are read otherwise now." >&2; exit 1; }
echo "Still so: a widget becomes bare JSON."
