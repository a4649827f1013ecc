#!/usr/bin/env bash
# ics 0.7.3: reading and writing a weekly class moves it by an hour when the clocks change.
#
# A good guess: the library keeps 09:00 in Berlin, or at least every date of the series at the same moment.
# What is so: the first class is written in UTC and the rule beside it is kept as text, so the series now
#   repeats in UTC: after the end of October the class starts at 08:00 in Berlin. The left-out date
#   (EXDATE) stays in Berlin's time. No warning.
# Whom it hurts: whoever merges or filters calendars of a course; the first weeks look right.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check ics==0.7.3 python-dateutil==2.9.0.post0

cat > "$dir/try.py" <<'PY'
import datetime as dt
import importlib.metadata
import sys
import zoneinfo

import ics
from dateutil.rrule import rrulestr

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Quillfern//Class//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:class@quillfern.example
DTSTAMP:20260901T000000Z
DTSTART;TZID=Europe/Berlin:20261019T090000
DTEND;TZID=Europe/Berlin:20261019T100000
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=Europe/Berlin:20261102T090000
SUMMARY:Class
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")

written = ics.Calendar(FILE).serialize()
lines = [line for line in written.splitlines() if line.startswith(("DTSTART", "RRULE", "EXDATE"))]
print("ics", importlib.metadata.version("ics"))
print("writes", *sorted(lines))
start = next(line.partition(":")[2] for line in lines if line.startswith("DTSTART"))
first = dt.datetime.strptime(start, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.timezone.utc)
clock = [day.astimezone(BERLIN).strftime("%d %b %H:%M") for day in rrulestr("FREQ=WEEKLY;COUNT=3", dtstart=first)]
print("the written series in Berlin:", clock)
same = clock == ["19 Oct 09:00", "26 Oct 08:00", "02 Nov 08:00"]
sys.exit(0 if same and "EXDATE;TZID=Europe/Berlin:20261102T090000" in lines else 1)
PY
"$dir/env/bin/python" -W ignore "$dir/try.py" || { echo "Changed: the series keeps its clock time now." >&2; exit 1; }
echo "Still so: the class starts at 08:00 from 26 October."
