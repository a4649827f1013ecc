#!/usr/bin/env bash
# pyrankvote 2.0.6: the same ballots elect one candidate now and another a moment later.
#
# A good guess: a tie is reported, or broken by a rule, so counting again gives the same result.
# What is so: a tie is broken by chance from Python's global random numbers, without a mark in the result,
#   which lists one candidate as elected and the other as rejected with the same number of votes.
# Whom it hurts: a live vote in a room that is counted again when the page is loaded again, and whoever
#   wants to check a count later. Seed `random` before each count and say that chance decided.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check pyrankvote==2.0.6

cat > "$dir/try.py" <<'PY'
import collections
import importlib.metadata
import random
import sys

import pyrankvote

AUDIT, TALKS = pyrankvote.Candidate("audit again"), pyrankvote.Candidate("talk to the workers")
BALLOTS = [pyrankvote.Ballot([AUDIT]), pyrankvote.Ballot([TALKS])] * 3


def count() -> pyrankvote.helpers.ElectionResults:
    return pyrankvote.instant_runoff_voting([AUDIT, TALKS], BALLOTS)


winners = collections.Counter(str(count().get_winners()[0]) for _ in range(60))
seeded = set()
for _ in range(10):
    random.seed(7)
    seeded.add(str(count().get_winners()[0]))
print("pyrankvote", importlib.metadata.version("pyrankvote"))
print("three votes each, counted 60 times:", dict(winners))
print("with the same seed before each count:", seeded)
print(count())
sys.exit(0 if len(winners) == 2 and len(seeded) == 1 else 1)
PY
"$dir/env/bin/python" -W ignore "$dir/try.py" || { echo "Changed: ties are not a matter of chance now." >&2; exit 1; }
echo "Still so: the same ballots have two winners."
