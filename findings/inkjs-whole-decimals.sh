#!/usr/bin/env bash
# inkjs 2.4.0: a decimal that happens to be whole becomes an integer, and one story counts in two ways.
#
# A good guess: `VAR trust = 5.0` is a decimal, so {trust / 2} writes 2.5, in the preview and in the
#   compiled file that is published.
# What is so: compiled in memory the story writes 2.5; the same story saved as JSON and loaded writes 2.
#   A sum that comes out whole (4.5 + 0.5) is an integer at once, saved or not.
# Whom it hurts: authors whose averages or thresholds are decimals; the preview is right and the learner
#   takes another branch. Dividing by 2.0 does not help, FLOAT(trust) / 2 does.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-save --no-audit --no-fund inkjs@2.4.0

cat > try.mjs <<'JS'
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Story } from "inkjs";
import { Compiler } from "inkjs/full";

const compile = (ink) => new Compiler(ink).Compile();
const inMemory = (ink) => compile(ink).ContinueMaximally().trim();
const fromFile = (ink) => new Story(compile(ink).ToJson()).ContinueMaximally().trim();

const seen = {
  "5.0 / 2 in memory": inMemory("VAR trust = 5.0\n{trust / 2}\n"),
  "5.0 / 2 from JSON": fromFile("VAR trust = 5.0\n{trust / 2}\n"),
  "5.5 / 2 from JSON": fromFile("VAR trust = 5.5\n{trust / 2}\n"),
  "5.0 / 2.0 from JSON": fromFile("VAR trust = 5.0\n{trust / 2.0}\n"),
  "(4.5 + 0.5) / 2 in memory": inMemory("VAR trust = 4.5\n~ trust = trust + 0.5\n{trust / 2}\n"),
  "FLOAT(5.0) / 2 from JSON": fromFile("VAR trust = 5.0\n{FLOAT(trust) / 2}\n"),
};
console.log("inkjs", JSON.parse(readFileSync("node_modules/inkjs/package.json", "utf8")).version);
for (const [sum, text] of Object.entries(seen)) console.log(sum, "=", text);
assert.deepEqual(Object.values(seen), ["2.5", "2", "2.75", "2", "2", "2.5"]);
JS
node try.mjs || { echo "Changed: decimals keep their kind now; look again." >&2; exit 1; }
echo "Still so: a whole decimal is divided as an integer."
