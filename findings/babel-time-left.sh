#!/usr/bin/env bash
# Babel 2.19.0: "6 days" is written "1 week", "21 hours" is "1 day" and 11 months are "1 year".
#
# A good guess: format_timedelta names the largest unit that fits whole, rounding within that unit.
# What is so: it takes the next larger unit from 85 % of it on and rounds up to 1: a learner with 6 days left
#   reads "in 1 week". threshold=1 waits until the unit is full, but still rounds: 36 hours are 2 days, and
#   11 days are 2 weeks.
# Whom it hurts: learners who plan by "due in 1 week", and whoever shows how old an answer is. Write dates,
#   or round down by hand.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check babel==2.19.0

cat > "$dir/try.py" <<'PY'
import datetime as dt
import sys

import babel
from babel.dates import format_timedelta

HOURS = (21, 36, 6 * 24, 11 * 24, 335 * 24)
print("Babel", babel.__version__)
seen = []
for left in (dt.timedelta(hours=hours) for hours in HOURS):
    usual = format_timedelta(left, add_direction=True, locale="en")
    full = format_timedelta(left, add_direction=True, threshold=1, locale="en")
    seen.append((usual, full))
    print(f"{left}: {usual!r}, with threshold=1 {full!r}")
expected = [
    ("in 1 day", "in 21 hours"),
    ("in 2 days", "in 2 days"),
    ("in 1 week", "in 6 days"),
    ("in 2 weeks", "in 2 weeks"),
    ("in 1 year", "in 11 months"),
]
sys.exit(0 if seen == expected else 1)
PY
"$dir/env/bin/python" "$dir/try.py" || { echo "Changed: the time left is written otherwise now." >&2; exit 1; }
echo "Still so: six days are a week."
