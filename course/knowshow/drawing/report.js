// The graders' report: draws each chart of the page from its figure, and anew when the page's colours change.

import { inPageColours, whenLookChanges } from "./colours.js";
/** @import {} from "./page.d.ts" */

/** @param {HTMLElement} chart */
function draw(chart) {
  const held = document.getElementById(chart.dataset.chart ?? "");
  const { data, layout, config } = inPageColours(JSON.parse(held?.textContent ?? "{}"), chart);
  window.Plotly?.react(chart, data, layout, config);
}

for (const chart of document.querySelectorAll("[data-chart]")) {
  if (!(chart instanceof HTMLElement)) continue;
  draw(chart);
  whenLookChanges(chart, () => draw(chart));
}
