// The record of the course: what was read, decided and answered, as a page to read and to print.

import { address, fresh, h, root } from "./parts.js";
import { notice } from "./saving.js";
/** @import { Drawn, Words } from "./page.d.ts" */
/** @import { RecordPage, RecordRowView } from "./views.d.ts" */

/** @param {Drawn<RecordPage>} drawn */
function render({ model, el }) {
  const words = model.get("words");
  const view = model.get("view");
  const rows = h("div", { class: "rows" }, view.rows.map((row) => module(words, row)));
  root(el, "record").append(
    h("p", { class: "kicker" }, view.kicker),
    h("h1", {}, words.title),
    h("p", { class: "lead" }, view.state),
    h("div", { class: "facts" }, view.facts.map((fact) => h("p", {}, fact))),
    h("div", {}, view.notes.map((text) => notice("problem", text))),
    ...(view.begin
      ? [h("p", { class: "go" },
        h("a", { class: "button main", href: address(view.begin.href) }, view.begin.label))]
      : [controls(words, rows), rows, view.open && h("p", { class: "muted" }, view.open)]
        .filter((child) => child !== "")),
    h("div", { class: "foot" },
      [words.unsigned, words.no_grade, words.independent].map((text) => h("p", {}, text))),
  );
}

/**
 * Printing, with what was decided or without.
 * @param {Words} words
 * @param {HTMLElement} rows
 */
function controls(words, rows) {
  const without = h("input", { type: "checkbox", onchange: () => {
    for (const part of rows.querySelectorAll(".decided")) {
      if (part instanceof HTMLElement) part.hidden = without.checked;
    }
  } });
  return h("div", { class: "go" },
    h("button", { class: "button main", onclick: () => window.print() }, words.print),
    h("label", { class: "without" }, without, words.without),
    h("p", { class: "hint" }, words.print_hint));
}

/**
 * @param {Words} words
 * @param {RecordRowView} row
 */
function module(words, row) {
  const id = fresh("ks-record");
  const lines = (/** @type {readonly string[]} */ texts) => texts.map((text) => h("dd", {}, text));
  return h("section", { "aria-labelledby": id },
    h("h2", { id }, `${row.number} ${row.title}`, row.done && h("span", { class: "done" }, ` ${words.done}`)),
    h("dl", {},
      h("div", {}, h("dt", {}, words.read), lines(row.read)),
      row.decided.length > 0 && h("div", { class: "decided" }, h("dt", {}, words.decided),
        h("dd", {}, h("ol", {}, row.decided.map((label) => h("li", {}, label))))),
      h("div", {}, h("dt", {}, words.answered), lines(row.answered))));
}

export default { render };
