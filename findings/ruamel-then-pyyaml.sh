#!/usr/bin/env bash
# ruamel.yaml 0.19.1, then PyYAML 6.0.3: tidying a file turns the answer "no" into False and "12:30" into 750.
#
# A good guess: reading a YAML file with one library and writing it again leaves its data alone for the other.
# What is so: ruamel.yaml keeps to YAML 1.2, in which no, on and 12:30 are plain words, so it writes them
#   without the quotes that the author set. PyYAML keeps to YAML 1.1 and reads False, True and 750 (minutes).
#   Quotes that 1.2 needs as well ("0123", "2026-11-27") stay, which makes the file look safe.
# Whom it hurts: authors of questions whose answers are "yes" and "no", and whoever writes times of day, as
#   soon as a formatter built on ruamel.yaml has run. Set preserve_quotes, or read as YAML 1.2.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check ruamel.yaml==0.19.1 PyYAML==6.0.3

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import io
import sys

import yaml
from ruamel.yaml import YAML

STORY = 'answers: ["yes", "no"]\nbell: "12:30"\nlights: "on"\nroom: "0123"\nday: "2026-11-27"\n'


def tidy(*, preserve_quotes: bool) -> str:
    tool = YAML()
    tool.preserve_quotes = preserve_quotes
    out = io.StringIO()
    tool.dump(tool.load(STORY), out)
    return out.getvalue()


before, after = yaml.safe_load(STORY), yaml.safe_load(tidy(preserve_quotes=False))
for package in ("ruamel.yaml", "PyYAML"):
    print(package, importlib.metadata.version(package))
for key in before:
    print(f"{key}: PyYAML reads {before[key]!r} before and {after[key]!r} after")
changed = {"answers": [True, False], "bell": 750, "lights": True}
kept = yaml.safe_load(tidy(preserve_quotes=True)) == before and YAML().load(tidy(preserve_quotes=False)) == before
print("with preserve_quotes, and for a reader of YAML 1.2, nothing changes:", kept)
sys.exit(0 if after == {**before, **changed} and kept else 1)
PY
"$dir/env/bin/python" "$dir/try.py" || { echo "Changed: the two read alike now." >&2; exit 1; }
echo "Still so: tidying turns words into other things for PyYAML."
