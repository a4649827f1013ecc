#!/usr/bin/env bash
# ipywidgets 8.1.9: giving a list one more option changes the answer that is already chosen.
#
# A good guess: the chosen value is still among the new options, so it stays chosen.
# What is so: RadioButtons, Dropdown and Select jump to the first option and tell observers that the value
#   changed; only a list in which nothing is chosen stays empty. SelectMultiple loses its whole choice.
# Whom it hurts: forms whose options grow while they are filled in (a supplier that was just named): the
#   learner's answer becomes the first option, and what listens stores it. Keep the value and set it again.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check ipywidgets==8.1.9 traitlets==5.16.1

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import sys

import ipywidgets

BEFORE = ["the board", "the buyer", "the supplier"]
AFTER = [*BEFORE, "the workers"]


def add_an_option(kind: type, chosen: object) -> tuple[object, list[object]]:
    widget = kind(options=BEFORE, value=chosen)
    heard: list[object] = []
    widget.observe(lambda change: heard.append(change["new"]), "value")
    widget.options = AFTER
    return widget.value, heard


print("ipywidgets", importlib.metadata.version("ipywidgets"))
seen = {}
for kind in (ipywidgets.RadioButtons, ipywidgets.Dropdown, ipywidgets.Select):
    seen[kind.__name__] = add_an_option(kind, "the supplier")
    print(f"{kind.__name__}: 'the supplier' was chosen, now", seen[kind.__name__])
several = add_an_option(ipywidgets.SelectMultiple, ("the buyer", "the supplier"))
nothing = add_an_option(ipywidgets.RadioButtons, None)
print("SelectMultiple: two were chosen, now", several)
print("RadioButtons: nothing was chosen, now", nothing)
same = all(now == ("the board", ["the board"]) for now in seen.values())
sys.exit(0 if same and several == ((), [()]) and nothing == (None, []) else 1)
PY
"$dir/env/bin/python" "$dir/try.py" || { echo "Changed: the choice is kept now." >&2; exit 1; }
echo "Still so: the choice moves to the first option."
