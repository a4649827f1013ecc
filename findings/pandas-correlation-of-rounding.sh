#!/usr/bin/env bash
# pandas 3.1.1, SciPy 1.17.1: where all pupils have 0.6 points a correlation of -0.91 comes out.
#
# A good guess: a column in which all values are equal has no correlation: NaN, or an error.
# What is so: .1 + .2 + .3 and .3 + .2 + .1 differ in the last bit. That is enough: DataFrame.corr gives -0.91,
#   Series.corr and numpy.corrcoef -0.18, Python's statistics.correlation -0.22 and spearmanr -0.29, each
#   for the same ten numbers and without a warning. Only SciPy's pearsonr warns. The same column as 0.6
#   throughout is NaN, or a StatisticsError.
# Whom it hurts: item analysis of a class in which an exercise was easy: it finds that the exercise sorts out the
#   best. Round the sums, or count in whole hundredths, before you correlate.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check pandas==3.1.1 numpy==2.4.6 scipy==1.17.1

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import statistics
import sys
import warnings

import numpy as np
import pandas as pd
from scipy import stats

PARTS = [(0.1, 0.2, 0.3), (0.3, 0.2, 0.1), (0.2, 0.3, 0.1), (0.3, 0.1, 0.2), (0.6, 0.0, 0.0)]
WAYS = {
    "pandas DataFrame.corr": lambda x, y: pd.DataFrame({"x": x, "y": y}).corr().loc["x", "y"],
    "pandas Series.corr": lambda x, y: pd.Series(x).corr(pd.Series(y)),
    "numpy.corrcoef": lambda x, y: np.corrcoef(x, y)[0, 1],
    "scipy.stats.pearsonr": lambda x, y: stats.pearsonr(x, y).statistic,
    "scipy.stats.spearmanr": lambda x, y: stats.spearmanr(x, y).statistic,
    "statistics.correlation": statistics.correlation,
}


def figure(way, points):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            return round(float(way(range(len(points)), points)), 2), bool(said)
        except statistics.StatisticsError:
            return float("nan"), True


for package in ("pandas", "numpy", "scipy"):
    print(package, importlib.metadata.version(package))
sums = [first + second + third for first, second, third in PARTS]
print("points of five pupils:", sums)
print("to six places:", [round(each, 6) for each in sums])
seen = {name: figure(way, sums) for name, way in WAYS.items()}
flat = {name: figure(way, [round(each, 6) for each in sums])[0] for name, way in WAYS.items()}
for name, (value, warned) in seen.items():
    print(f"{name}: {value} {'with' if warned else 'without'} a warning; rounded before: {flat[name]}")
values = [value for value, _ in seen.values()]
warned = [name for name, (_, warned) in seen.items() if warned]
false = values[0] < -0.8 and all(value < -0.1 for value in values) and len(set(values)) > 2
sys.exit(0 if false and warned == ["scipy.stats.pearsonr"] and np.isnan(list(flat.values())).all() else 1)
PY
"$dir/env/bin/python" "$dir/try.py" || { echo "Changed: equal points correlate otherwise now." >&2; exit 1; }
echo "Still so: the last bit makes a correlation."
