#!/usr/bin/env bash
# html-validate 9.7.1: neither "recommended" nor "a11y" says a word about a jump from h1 to h3.
#
# A good guess: the set of rules for accessibility checks the order of headings, by which many people who
#   cannot see a page move about in it.
# What is so: the rule is only in the set "document", beside the missing doctype. A page with a jump passes
#   with both other sets, which do report a button without a name.
# Whom it hurts: whoever checks pages or parts of pages in a build and trusts the green result. Switch on
#   "heading-level" by name.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-save --no-audit --no-fund html-validate@9.7.1

cat > try.cjs <<'JS'
const assert = require("node:assert/strict");
const { HtmlValidate, version } = require("html-validate");

const head = '<!DOCTYPE html>\n<html lang="en">\n<head><title>Page</title></head>\n';
const page = (body) => `${head}<body>${body}</body>\n</html>\n`;
const jump = page("<h1>Know</h1>\n<h3>Show</h3>");
const nameless = page('<h1>Know</h1>\n<button type="button"></button>');
const both = ["html-validate:recommended", "html-validate:a11y"];
const settings = {
  "recommended and a11y": { extends: both },
  "and document": { extends: [...both, "html-validate:document"] },
  "and the rule by name": { extends: both, rules: { "heading-level": "error" } },
};
const check = async (config, html) => {
  const { results } = await new HtmlValidate(config).validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
};

(async () => {
  console.log("html-validate", version);
  const seen = [];
  for (const [name, config] of Object.entries(settings)) {
    seen.push([await check(config, jump), await check(config, nameless)]);
    const [forJump, forButton] = seen.at(-1).map((rules) => JSON.stringify(rules));
    console.log(`${name}: jump ${forJump}, button without a name ${forButton}`);
  }
  const named = [["heading-level"], ["text-content"]];
  assert.deepEqual(seen, [[[], ["text-content"]], named, named]);
})().catch((error) => { console.error(error.message); process.exit(1); });
JS
node try.cjs || { echo "Changed: headings are checked otherwise now." >&2; exit 1; }
echo "Still so: the jump passes unless the rule is named."
