#!/usr/bin/env bash
# survey-core 3.1.1: a typed "1,000" counts as 1, "12,345" as 12.345, and "1,000.50" is no number.
#
# A good guess: a text answer is a number or it is none; a comma is refused or read as in the survey's language.
# What is so: in expressions and conditions a comma is a decimal point in an English survey, too, so
#   "12,345" is a little over twelve, and a question shown for more than 500 stays hidden at "1,000". With
#   two separators the answer is text and + joins: "1,000.50" + 1 is "1,000.501".
# Whom it hurts: English writers who type thousands (workers, suppliers, money).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-save --no-audit --no-fund survey-core@3.1.1

cat > try.cjs <<'JS'
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { Model } = require("survey-core");

const survey = new Model({
  locale: "en",
  elements: [
    { type: "text", name: "workers" },
    { type: "expression", name: "more", expression: "{workers} + 1" },
    { type: "text", name: "programme", visibleIf: "{workers} > 500" },
  ],
});
const answer = (text) => {
  survey.setValue("workers", text);
  return [survey.getValue("more"), survey.getQuestionByName("programme").isVisible];
};
const typed = ["1000", "1,000", "12,345", "1,000.50"];
const seen = typed.map(answer);
const { version } = JSON.parse(readFileSync("node_modules/survey-core/package.json", "utf8"));
console.log("survey-core", version, "in", survey.getLocale() || "en");
typed.forEach((text, n) => {
  console.log(`"${text}" + 1 is ${JSON.stringify(seen[n][0])}; more than 500: ${seen[n][1]}`);
});
assert.deepEqual(seen, [[1001, true], [2, false], [13.345, false], ["1,000.501", false]]);
JS
node try.cjs || { echo "Changed: commas are read otherwise now." >&2; exit 1; }
echo "Still so: a typed thousand is one."
