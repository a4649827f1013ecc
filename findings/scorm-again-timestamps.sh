#!/usr/bin/env bash
# scorm-again 3.4.3 (SCORM 2004): a moment with a time zone is refused unless it has a fraction of a second.
#
# A good guess: 2026-11-27T10:00:00Z, the commonest form of a moment, is taken as an interaction's timestamp.
# What is so: it is refused with error 406, and so is +01:00. The same moment with ".0" is taken, also with
#   six digits, and so is the form without any zone, which says less.
# Whom it hurts: answers reported from a server or from Python (isoformat leaves the fraction out when it is
#   nought) lose their timestamp; JavaScript's toISOString always has a fraction and passes.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-save --no-audit --no-fund scorm-again@3.4.3

cat > try.mjs <<'JS'
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Scorm2004API } from "scorm-again";

const lms = new Scorm2004API({ autocommit: false, logLevel: 5 });
lms.lmsInitialize();
lms.lmsSetValue("cmi.interactions.0.id", "who-has-duties");
lms.lmsSetValue("cmi.interactions.0.type", "choice");
const moments = {
  "2026-11-27T10:00:00Z": "false",
  "2026-11-27T11:00:00+01:00": "false",
  "2026-11-27T10:00:00.0Z": "true",
  "2026-11-27T11:00:00.00+01:00": "true",
  "2026-11-27T10:00:00.123456Z": "true",
  "2026-11-27T10:00:00": "true",
  "2026-11-27": "true",
};
const seen = {};
console.log("scorm-again", JSON.parse(readFileSync("node_modules/scorm-again/package.json", "utf8")).version);
for (const moment of Object.keys(moments)) {
  seen[moment] = String(lms.lmsSetValue("cmi.interactions.0.timestamp", moment));
  console.log(moment, seen[moment], seen[moment] === "true" ? "" : `error ${lms.lmsGetLastError()}`);
}
assert.deepEqual(seen, moments);
JS
node try.mjs || { echo "Changed: timestamps are taken otherwise now." >&2; exit 1; }
echo "Still so: a zone needs a fraction of a second."
