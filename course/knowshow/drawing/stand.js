// Where things stand, one line for each indicator, people first; *better* is always the same side, and named.

import { h, say } from "./parts.js";
import { change, number } from "./story.js";
/** @import { Words } from "./page.d.ts" */
/** @import { IndicatorView, PlayerView } from "./views.d.ts" */

const SIDES = /** @type {const} */ (["people", "company"]);

/**
 * @param {Words} words
 * @param {PlayerView} view
 */
export function stand(words, view) {
  return h("table", { class: "lines", "aria-label": say(words, "stand") }, SIDES.map((about, i) => {
    const measures = view.indicators.filter((measure) => measure.about === about);
    return measures.length > 0 && h("tbody", { class: about }, head(words, about, i === 0, view.begun),
      measures.map((measure) => line(words, measure, view.begun)));
  }));
}

/**
 * The name of a side; above the first, what each column holds.
 * @param {Words} words
 * @param {typeof SIDES[number]} about
 * @param {boolean} first
 * @param {boolean} begun whether anything can have changed yet
 */
function head(words, about, first, begun) {
  const name = say(words, `for_${about}`);
  const columns = begun ? ["now", "changed"] : ["now"];
  const whole = { class: "side", scope: "rowgroup", colspan: String(columns.length + 2) };
  if (!first) return h("tr", {}, h("th", whole, name));
  return h("tr", {},
    h("th", { class: "side", scope: "rowgroup" }, name),
    h("td", { class: "pole-ends", "aria-hidden": "true" },
      h("span", {}, say(words, "worse")), h("span", {}, say(words, "better"))),
    columns.map((key) => h("th", { scope: "col" }, h("span", { class: "unseen" }, say(words, key)))));
}

/**
 * @param {Words} words
 * @param {IndicatorView} measure
 * @param {boolean} begun
 */
function line(words, measure, begun) {
  const amounts = { value: number(measure.value), of: number(measure.of ?? 0), unit: measure.unit ?? "" };
  return h("tr", {},
    h("th", { scope: "row" }, measure.label),
    h("td", { class: "pole-cell", "aria-hidden": "true" },
      h("span", { class: "pole" }, h("i", { style: `inset-inline-start:${measure.place * 100}%` }))),
    h("td", { class: "value" }, measure.level ?? say(words, measure.of ? "of" : "plain", amounts)),
    begun && h("td", { class: `delta ${measure.course}` }, change(words, measure, measure.moved)));
}
