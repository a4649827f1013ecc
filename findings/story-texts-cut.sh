#!/usr/bin/env bash
# inkjs 2.4.0 and bardic 0.10.2: a source given as a web address cuts the sentence off, without a warning.
#
# A good guess: "//" is a comment where commands stand; in the text that people read it is text.
# What is so: in both story languages it ends the line anywhere, so "See https://... for the rules." is shown as
#   "See https:". In ink "#" does the same: of "Rule #17 holds." only "Rule" is shown, the rest becomes a tag.
#   Neither compiler gives a warning. Backslashes keep the text: https:\/\/ in ink, https:\// in bardic.
# Whom it hurts: authors who name their sources in a story, and readers, who see half a sentence.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv env
env/bin/pip install --quiet --quiet --disable-pip-version-check bardic==0.10.2
npm install --silent --no-save --no-audit --no-fund inkjs@2.4.0

cat > try.mjs <<'JS'
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Compiler, CompilerOptions } from "inkjs/full";

const warnings = [];
const show = (line) => {
  const options = new CompilerOptions(null, [], false, (message) => warnings.push(message));
  return new Compiler(`${line}\n-> END\n`, options).Compile().ContinueMaximally().trim();
};
const seen = [
  show("See https://rules.example/17 for it."),
  show("Rule #17 holds."),
  show("See https:\\/\\/rules.example/17 for it."),
  show("Rule \\#17 holds."),
];
const { version } = JSON.parse(readFileSync("node_modules/inkjs/package.json", "utf8"));
console.log("inkjs", version, seen, "warnings:", warnings);
assert.deepEqual(seen, ["See https:", "Rule", "See https://rules.example/17 for it.", "Rule #17 holds."]);
assert.deepEqual(warnings, []);
JS
cat > try.py <<'PY'
import importlib.metadata
import sys

from bardic.compiler.compiler import BardCompiler
from bardic.runtime.engine import BardEngine


def show(line: str) -> str:
    return BardEngine(BardCompiler().compile_string(f":: Start\n{line}\n")).current().content.strip()


seen = [show("See https://rules.example/17 for it."), show("See https:\\//rules.example/17 for it.")]
print("bardic", importlib.metadata.version("bardic"), seen)
sys.exit(0 if seen == ["See https:", "See https://rules.example/17 for it."] else 1)
PY
changed() { echo "Changed: the text is kept otherwise now." >&2; exit 1; }
node try.mjs || changed
env/bin/python try.py || changed
echo "Still so: the sentence ends at the address."
