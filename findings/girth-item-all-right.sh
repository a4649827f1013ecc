#!/usr/bin/env bash
# girth 0.8.0: a question that everybody answered rightly is estimated as the hardest one.
#
# A good guess: in the two-parameter model the difficulty of a question that all got right runs to the lower
#   end of the scale, as it does in the one-parameter model.
# What is so: twopl_mml gives it +6.0, the upper end, with a discrimination of 0.2; a question that nobody got
#   right comes out at -6.0, the easiest. rasch_mml gives the same questions -6.0 and +6.0. With one wrong
#   answer the order is right again. No warning.
# Whom it hurts: item analysis of a class: the easiest questions head the list of the too hard ones. Take out
#   questions without variation first.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check girth==0.8.0 numpy==1.26.4 scipy==1.12.0

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import sys

import numpy
from girth import rasch_mml, twopl_mml


def answers(learners: int = 200) -> numpy.ndarray:
    """Five questions (rows) of rising difficulty, answered at random by learners (columns)."""
    chance = numpy.random.default_rng(11)
    ability = chance.normal(size=learners)
    difficulty = numpy.array([-1.0, -0.5, 0.0, 0.5, 1.0])[:, None]
    return (chance.random((5, learners)) < 1 / (1 + numpy.exp(difficulty - ability))).astype(int)


def first(model: object, right: list[int]) -> float:
    data = answers()
    data[0] = 1
    data[0, : len(right)] = right
    return round(float(model(data)["Difficulty"][0]), 2)


def nobody(model: object) -> float:
    data = answers()
    data[0] = 0
    return round(float(model(data)["Difficulty"][0]), 2)


for package in ("girth", "numpy", "scipy"):
    print(package, importlib.metadata.version(package))
seen = {model.__name__: (first(model, []), nobody(model), first(model, [0])) for model in (rasch_mml, twopl_mml)}
for name, (everybody, none, all_but) in seen.items():
    print(f"{name}: all right {everybody}, nobody right {none}, one wrong {all_but}")
same = seen["rasch_mml"][:2] == (-6.0, 6.0) and seen["twopl_mml"][:2] == (6.0, -6.0) and seen["twopl_mml"][2] < 0
sys.exit(0 if same else 1)
PY
"$dir/env/bin/python" -W ignore "$dir/try.py" || { echo "Changed: the estimates differ now." >&2; exit 1; }
echo "Still so: what all got right counts as the hardest."
