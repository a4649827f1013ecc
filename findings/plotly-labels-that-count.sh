#!/usr/bin/env bash
# plotly.js 4.1.1: one label that looks like a number makes the bars with other names vanish.
#
# A good guess: labels given as text are names; a bar chart draws one bar for each of them.
# What is so: the kind of the axis is guessed from the texts. With the labels "2026", "before" and "later" the
#   axis becomes a number line, on which "before" and "later" have no place, so two of three bars are not
#   drawn. "10-11" and "12-13" become dates: November 2010 and no month 13.
# Whom it hurts: charts whose labels authors or learners write: age groups, years, amounts, answers such as
#   "3" beside "more". Set type: "category" on every axis of names; then all bars are there.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-save --no-audit --no-fund plotly.js-basic-dist@4.1.1 jsdom@24.1.3

cat > try.cjs <<'JS'
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { JSDOM } = require("jsdom");

const { window } = new JSDOM("<body></body>", { runScripts: "outside-only", pretendToBeVisual: true });
window.URL.createObjectURL = () => "";
window.HTMLCanvasElement.prototype.getContext = () => null;
window.SVGElement.prototype.getBBox = () => ({ x: 0, y: 0, width: 10, height: 10 });
window.eval(readFileSync(require.resolve("plotly.js-basic-dist"), "utf8"));

const draw = async (labels, xaxis = {}) => {
  const place = window.document.body.appendChild(window.document.createElement("div"));
  const bars = { type: "bar", x: labels, y: labels.map(() => 1) };
  await window.Plotly.newPlot(place, [bars], { width: 400, height: 300, xaxis });
  const drawn = [...place.querySelectorAll(".bars .point path")].filter((bar) => bar.getAttribute("d") !== "M0,0Z");
  return [place._fullLayout.xaxis.type, drawn.length];
};
(async () => {
  console.log("plotly.js", window.Plotly.version);
  const names = [["before", "later"], ["2026", "before", "later"], ["3", "more"]];
  const charts = [...names, ["10-11", "12-13"], ["10 %", "20 %"]];
  const seen = [];
  for (const labels of charts) {
    seen.push([...(await draw(labels)), ...(await draw(labels, { type: "category" }))]);
    const [type, bars, , all] = seen.at(-1);
    console.log(JSON.stringify(labels), "axis:", type, "bars drawn:", bars, "as category:", all);
  }
  assert.deepEqual(seen.map(([type, bars, , all]) => [type, bars, all]), [
    ["category", 2, 2], ["linear", 1, 3], ["linear", 1, 2], ["date", 1, 2], ["linear", 2, 2],
  ]);
  process.exit(0);
})().catch((error) => { console.error(error.message); process.exit(1); });
JS
node try.cjs || { echo "Changed: labels are read otherwise now." >&2; exit 1; }
echo "Still so: a number among the labels hides the named bars."
