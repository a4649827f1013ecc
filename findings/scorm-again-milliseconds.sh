#!/usr/bin/env bash
# @xapi/xapi 3.0.3 with scorm-again 3.4.3: the time spent is refused by SCORM 2004 nine times in ten.
#
# A good guess: both sides speak of ISO 8601 durations, so what the xAPI library makes can be reported as
#   cmi.session_time, too.
# What is so: the library writes thousandths (PT1M2.345S); SCORM 2004 takes hundredths, so SetValue answers
#   "false" with error 406. Only times that end in a full hundredth are kept. A page that does not read the
#   answer of SetValue loses the time without a word, except in tests with round numbers.
# Whom it hurts: courses that report to both; the time spent is missing. Round to hundredths first.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-save --no-audit --no-fund scorm-again@3.4.3 @xapi/xapi@3.0.3

cat > try.mjs <<'JS'
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import xapi from "@xapi/xapi";
import { Scorm2004API } from "scorm-again";

const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
const XAPI = xapi.default ?? xapi;
const duration = (milliseconds) => XAPI.calculateISO8601Duration(new Date(0), new Date(milliseconds));
const lms = new Scorm2004API({ autocommit: false, logLevel: 5 });
lms.lmsInitialize();

const report = (milliseconds) => {
  const text = duration(milliseconds);
  const answer = String(lms.lmsSetValue("cmi.session_time", text));
  return [text, answer, answer === "true" ? "" : lms.lmsGetErrorString(lms.lmsGetLastError())];
};
console.log("@xapi/xapi", version("@xapi/xapi"), "scorm-again", version("scorm-again"));
const seen = [60000, 61500, 62340, 62345].map(report);
for (const line of seen) console.log(...line);
let refused = 0;
for (let time = 60000; time < 61000; time += 1) refused += report(time)[1] === "true" ? 0 : 1;
console.log("refused of 1000 times, one each millisecond:", refused);
assert.deepEqual(seen.map(([text, answer]) => [text, answer]), [
  ["PT1M", "true"], ["PT1M1.5S", "true"], ["PT1M2.34S", "true"], ["PT1M2.345S", "false"],
]);
assert.equal(refused, 900);
JS
node try.mjs || { echo "Changed: thousandths are taken or written otherwise now." >&2; exit 1; }
echo "Still so: thousandths of a second are refused."
