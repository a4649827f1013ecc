#!/usr/bin/env bash
# gift-pegjs 1.0.2: in a question with several right answers no answer is marked as right.
#
# A good guess: the parser of Moodle's GIFT format sets `isCorrect` on each answer that earns points.
# What is so: `isCorrect` only says whether the line begins with "=". Answers that share the points are
#   written "~%50%...", so all of them have isCorrect false, and "=%0%..." has isCorrect true. The word
#   {true} in small letters is no true-or-false question but a short answer "true"; {False} is refused.
# Whom it hurts: importers that read the key from isCorrect: every choice of such a question is wrong, and
#   nobody can pass it. Ask for `weight > 0` first.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-save --no-audit --no-fund gift-pegjs@1.0.2

cat > try.mjs <<'JS'
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "gift-pegjs";

const answers = (gift) => parse(gift)[0].choices.map(({ text, isCorrect, weight }) => [text.text, isCorrect, weight]);
const several = answers("Who has duties? {~%50%the state ~%50%companies ~%-50%nobody}");
const typed = answers("Who pays? {=%100%the buyer =%0%nobody}");
const small = parse("Workers may speak. {true}")[0];

console.log("gift-pegjs", JSON.parse(readFileSync("node_modules/gift-pegjs/package.json", "utf8")).version);
console.log("several right answers (text, isCorrect, weight):", JSON.stringify(several));
console.log("typed answers:", JSON.stringify(typed));
console.log("{true} is a question of type", small.type);
assert.deepEqual(several, [["the state", false, 50], ["companies", false, 50], ["nobody", false, -50]]);
assert.deepEqual(typed, [["the buyer", true, 100], ["nobody", true, 0]]);
assert.equal(small.type, "Short");
assert.equal(parse("Workers may speak. {TRUE}")[0].type, "TF");
assert.throws(() => parse("Workers may speak. {False}"));
JS
node try.mjs || { echo "Changed: the marks are set otherwise now." >&2; exit 1; }
echo "Still so: answers that share the points are not marked as right."
