#!/usr/bin/env bash
# nbgrader 0.9.6: with Exchange.timezone = "Asia/Tokyo" each answer counts as handed in nine hours late.
#
# A good guess: the time that nbgrader writes with a zone's name is the same moment when nbgrader reads it.
# What is so: the name's short form is written (JST, CEST, -03). Where dateutil has no zone of that name the
#   time is taken for UTC, without a word: Tokyo is 9 hours off, Berlin right in winter (CET) and 2 hours
#   off in summer (CEST). A short form of digits is taken for seconds: Sao Paulo (-03) is 3 hours too early.
# Whom it hurts: learners east of Greenwich, who pay the penalty of those who come late, and whoever trusts a
#   deadline west of it. Leave Exchange.timezone at UTC.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check nbgrader==0.9.6 python-dateutil==4.0.0

cat > "$dir/try.py" <<'PY'
import datetime as dt
import importlib.metadata
import sys

from dateutil.tz import gettz
from nbgrader.exchange.default import ExchangeSubmit
from nbgrader.utils import parse_utc

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Africa/Lagos", "America/Sao_Paulo")


def off(written, moment):
    """By how many hours nbgrader reads the time too late (or, below zero, too early)."""
    return round((parse_utc(written) - moment.astimezone(dt.UTC).replace(tzinfo=None)).total_seconds() / 3600, 2)


def now(zone):
    submit = ExchangeSubmit(timezone=zone)
    submit.set_timestamp()
    late = off(submit.timestamp, dt.datetime.now(dt.UTC))
    print(f"{zone}: {submit.timestamp!r} of just now is read as {abs(late)} h {'early' if late < 0 else 'late'}")


def in_month(zone, month):
    moment = dt.datetime(2026, month, 15, 12, tzinfo=gettz(zone))
    return off(moment.strftime(ExchangeSubmit(timezone=zone).timestamp_format), moment)


for package in ("nbgrader", "python-dateutil"):
    print(package, importlib.metadata.version(package))
for zone in ZONES:
    now(zone)
seen = {zone: (in_month(zone, 1), in_month(zone, 7)) for zone in ZONES}
print("hours too late in January and in July:", seen)
expected = [(0, 0), (0, 2), (0, -4), (9, 9), (1, 1), (-3, -3)]
sys.exit(0 if list(seen.values()) == expected else 1)
PY
TZ=UTC "$dir/env/bin/python" -W ignore "$dir/try.py" \
  || { echo "Changed: the times are read otherwise now." >&2; exit 1; }
echo "Still so: the time depends on what the zone's short name is."
