#!/usr/bin/env bash
# plotly 7.1.0: whether a figure's JSON holds a list of numbers depends on where they came from and how large
# they are.
#
# A good guess: the "y" of a bar chart in the figure's JSON is a list of numbers.
# What is so: numbers from a pandas column or a numpy array become base64 text with a type, {"dtype", "bdata"},
#   also in to_dict(); the same numbers from a Python list stay a list. If one whole number needs
#   more than 32 bits the whole column is a list again. A gap is null in a list and a hidden NaN in base64.
# Whom it hurts: whoever makes the table or the description beside a chart from the figure's JSON: it works
#   with the first data set and breaks with the next. Make it from the data, or call .tolist() first.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check plotly==7.1.0 pandas==3.1.1

cat > "$dir/try.py" <<'PY'
import json
import sys

import pandas
import plotly
import plotly.graph_objects as go


def stored(numbers: object) -> object:
    return json.loads(go.Figure(go.Bar(y=numbers)).to_json())["data"][0]["y"]


seen = {
    "list": stored([1, 2]),
    "column": stored(pandas.Series([1, 2])),
    "column with a large number": stored(pandas.Series([1, 2**32])),
    "list with a gap": stored([1.5, float("nan")]),
    "column with a gap": stored(pandas.Series([1.5, None])),
}
in_python = go.Figure(go.Bar(y=pandas.Series([1, 2]))).to_dict()["data"][0]["y"]
print("plotly", plotly.__version__, "pandas", pandas.__version__)
for name, value in seen.items():
    print(f"{name}: {value}")
print("to_dict() of the column:", in_python)
expected = [
    [1, 2],
    {"dtype": "i1", "bdata": "AQI="},
    [1, 2**32],
    [1.5, None],
    {"dtype": "f8", "bdata": "AAAAAAAA+D8AAAAAAAD4fw=="},
]
sys.exit(0 if list(seen.values()) == expected and in_python == expected[1] else 1)
PY
"$dir/env/bin/python" "$dir/try.py" || { echo "Changed: numbers are stored otherwise now." >&2; exit 1; }
echo "Still so: a column is base64 unless it holds a large number."
