#!/usr/bin/env bash
# pycanon 1.0.1.post2: people with an empty field are left out of k, so a lonely row looks well hidden.
#
# A good guess: a person whose country is empty is a group of one, so a table with such a person has k = 1.
# What is so: rows with None or NaN in a quasi-identifier are dropped before the groups are counted; k is
#   that of the others. The row is still in the table that is published.
# Whom it hurts: whoever publishes ratings of a workshop in groups of at least k: the people who left a
#   field empty are exactly those who stand out. Fill the gap with a word of its own before asking.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check pycanon==1.0.1.post2 pandas==3.1.1

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import sys

import pandas
from pycanon import anonymity

GROUPS = ["country", "role"]
people = pandas.DataFrame(
    {
        "country": ["Aland", "Aland", "Aland", "Malta", "Malta", "Malta", None],
        "role": ["buyer", "buyer", "buyer", "lawyer", "lawyer", "lawyer", "buyer"],
        "rating": [4, 5, 3, 2, 4, 5, 1],
    }
)
k = anonymity.k_anonymity(people, GROUPS)
diverse = anonymity.l_diversity(people, GROUPS, ["rating"])
smallest = people.groupby(GROUPS, dropna=False).size().min()
filled = anonymity.k_anonymity(people.fillna("not said"), GROUPS)

print("pycanon", importlib.metadata.version("pycanon"), "pandas", pandas.__version__)
print("k with an empty country:", k, "and l:", diverse)
print("smallest group in the table:", smallest)
print("k when the gap is a word:", filled)
sys.exit(0 if (k, diverse, smallest, filled) == (3, 3, 1, 1) else 1)
PY
"$dir/env/bin/python" -W ignore "$dir/try.py" || { echo "Changed: empty fields count now." >&2; exit 1; }
echo "Still so: k leaves out the row with the empty field."
