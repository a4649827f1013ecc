#!/usr/bin/env bash
# bardic 0.10.2: loading a saved story carries out the commands of the current passage a second time.
#
# A good guess: after load_state the numbers are those that were saved.
# What is so: the passage is shown again by running it again, so `~ trust += 1` counts twice: 6 was saved, 7 is
#   loaded, and each further save and load adds one. The saved file itself is right. What a story takes away
#   (pay, time, chances) is taken twice, too.
# Whom it hurts: everybody who closes the page and comes back; the score depends on how often
#   somebody did.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check bardic==0.10.2

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import json
import sys

from bardic.compiler.compiler import BardCompiler
from bardic.runtime.engine import BardEngine

STORY = """:: Start
~ trust = 5
The buyer waits.
+ [Ask the workers] -> Asked

:: Asked
~ trust += 1
Trust is {trust}.
+ [Go on] -> Last

:: Last
In the end trust is {trust}.
"""


def begin() -> BardEngine:
    return BardEngine(BardCompiler().compile_string(STORY))


def come_back(saved: str) -> BardEngine:
    engine = begin()
    engine.load_state(json.loads(saved))
    return engine


stayed = begin()
stayed.choose(0)
saved = json.dumps(stayed.save_state())
once = come_back(saved)
twice = come_back(json.dumps(once.save_state()))
numbers = [json.loads(saved)["state"]["trust"], once.state["trust"], twice.state["trust"]]
ends = []
for engine in (stayed, once, twice):
    engine.choose(0)
    ends.append(engine.current().content.strip())
print("bardic", importlib.metadata.version("bardic"))
print("trust in the save, after loading it, after saving and loading again:", numbers)
for name, end in zip(("stayed", "came back once", "came back twice"), ends, strict=True):
    print(f"{name}: {end}")
sys.exit(0 if numbers == [6, 7, 8] and [end[-2] for end in ends] == ["6", "7", "8"] else 1)
PY
"$dir/env/bin/python" "$dir/try.py" || { echo "Changed: loading leaves the numbers alone now." >&2; exit 1; }
echo "Still so: coming back counts again."
