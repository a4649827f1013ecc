#!/usr/bin/env bash
# nbconvert 7.17.2 and axe-core 4.14.1: a picture without a description passes the accessibility check.
#
# A good guess: a picture to which nobody gave a description comes out without alt, and axe reports it.
# What is so: nbconvert gives each such picture, charts in outputs included, alt="No description has been
#   provided for this image". axe's rule image-alt is content; the same page without that text fails.
# Whom it hurts: people who hear the page, to whom each picture says that it says nothing, and teams whose
#   build is green. Look for that sentence in the exported page, too.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv env
env/bin/pip install --quiet --quiet --disable-pip-version-check nbconvert==7.17.2 nbformat==5.10.4
npm install --silent --no-save --no-audit --no-fund axe-core@4.14.1 jsdom@24.1.3

cat > export.py <<'PY'
import importlib.metadata
import pathlib

import nbconvert
import nbformat.v4 as v4

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
page = v4.new_notebook(
    metadata={"title": "Wages"},
    cells=[
        v4.new_markdown_cell('# Wages\n\n<img src="late.png">'),
        v4.new_code_cell("chart", outputs=[v4.new_output("display_data", data={"image/png": PIXEL})]),
    ],
)
exporter = nbconvert.HTMLExporter(template_name="basic")
body = exporter.from_notebook_node(page)[0]
pathlib.Path("page.html").write_text(f'<!doctype html><html lang="en"><title>Wages</title><main>{body}</main></html>')
print("nbconvert", importlib.metadata.version("nbconvert"))
PY
cat > check.cjs <<'JS'
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { JSDOM } = require("jsdom");
const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

const check = async (html) => {
  const { window } = new JSDOM(html, { runScripts: "outside-only" });
  window.eval(axe);
  const result = await window.axe.run(window.document, { runOnly: ["image-alt"] });
  const alts = [...window.document.querySelectorAll("img")].map((image) => image.getAttribute("alt"));
  return { alts, version: window.axe.version, reported: result.violations.flatMap(({ nodes }) => nodes).length };
};
(async () => {
  const html = readFileSync("page.html", "utf8");
  const exported = await check(html);
  const honest = await check(html.replaceAll(/alt="No description[^"]*"/g, ""));
  console.log("axe-core", exported.version);
  console.log("exported:", JSON.stringify(exported.alts), "pictures reported:", exported.reported);
  console.log("without that text:", JSON.stringify(honest.alts), "pictures reported:", honest.reported);
  assert.deepEqual(exported.alts, Array(2).fill("No description has been provided for this image"));
  assert.deepEqual([exported.reported, honest.reported], [0, 2]);
})().catch((error) => { console.error(error.message); process.exit(1); });
JS
env/bin/python -W ignore export.py
node check.cjs || { echo "Changed: missing descriptions show now." >&2; exit 1; }
echo "Still so: no description counts as a description."
