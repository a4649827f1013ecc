// Numbers as a table, one click away from their picture.

import { h } from "./parts.js";
/** @import { TableView } from "./views.d.ts" */

/**
 * Rows as a table that scrolls by itself where the page is narrow; the first cell of a row heads it.
 * @param {string} name
 * @param {TableView} table
 * @param {(row: number) => string} [mark] the class of a row
 */
export function dataTable(name, { columns, rows }, mark = () => "") {
  return h("div", { class: "scroll", role: "region", "aria-label": name, tabindex: "0" },
    h("table", {},
      h("caption", { class: "unseen" }, name),
      h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col" }, column)))),
      h("tbody", {}, rows.map((row, i) => h("tr", { class: mark(i) },
        row.map((cell, j) => (j ? h("td", {}, cell) : h("th", { scope: "row" }, cell))))))));
}

/**
 * A button that shows and hides something below it; `labels` are its two names.
 * @param {readonly [string, string]} labels
 * @param {() => HTMLElement} make
 * @param {() => void} [onopen]
 */
export function toggle(labels, make, onopen) {
  const place = h("div", { hidden: true });
  const onclick = () => set(place.hidden === true);
  const button = h("button", { class: "button quiet", "aria-expanded": "false", onclick }, labels[0]);
  /** @param {boolean} open */
  function set(open) {
    if (open && !place.childNodes.length) place.append(make());
    place.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = labels[open ? 1 : 0];
    if (open) onopen?.();
  }
  return { button, place, set };
}
