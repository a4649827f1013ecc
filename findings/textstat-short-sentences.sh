#!/usr/bin/env bash
# textstat 0.7.13: sentences of one or two words do not count as sentences.
#
# A good guess: splitting a long sentence into short ones makes a text easier by every readability formula.
# What is so: `sentence_count` leaves out sentences of two words or fewer, while their words are counted, so
#   "We stop. We wait. We ask. We listen." is one sentence of eight words, and the formulas that divide by
#   sentences mark it as hard as one long sentence.
# Whom it hurts: checks of plain language in a build: the plainest wording fails, a longer one passes.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/env"
"$dir/env/bin/pip" install --quiet --quiet --disable-pip-version-check textstat==0.7.13

cat > "$dir/try.py" <<'PY'
import importlib.metadata
import sys

import textstat

PLAIN = "We stop. We wait. We ask. We listen."
LONGER = "We stop it. We wait here. We ask them. We listen well."
JOINED = "We stop and wait and ask and listen."


def measure(text: str) -> tuple[int, int, float]:
    return textstat.sentence_count(text), textstat.lexicon_count(text), textstat.lix(text)


print("textstat", importlib.metadata.version("textstat"))
for text in (PLAIN, LONGER, JOINED):
    print(text, "-> sentences, words, LIX:", measure(text))
same = (measure(PLAIN)[0], measure(LONGER)[0]) == (1, 4) and measure(PLAIN)[2] > measure(LONGER)[2]
sys.exit(0 if same else 1)
PY
"$dir/env/bin/python" -W ignore "$dir/try.py" || { echo "Changed: short sentences count now." >&2; exit 1; }
echo "Still so: four sentences of two words are one."
