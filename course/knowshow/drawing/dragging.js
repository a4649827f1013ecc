// Rows that are dragged to another place: the pointer's way, beside buttons and fields that do the same.

import { h } from "./parts.js";

/**
 * The place that a row would take among the others, if it were let go at a height.
 * @param {readonly { top: number, height: number }[]} others the other rows, in their order
 * @param {number} y
 */
export const placeAt = (others, y) => others.filter(({ top, height }) => top + height / 2 < y).length;

/**
 * What a row is dragged by. It moves nothing before it is let go; `drop` then hears the new place.
 * @param {() => HTMLElement} rowOf
 * @param {(place: number) => void} drop
 */
export function grip(rowOf, drop) {
  const element = h("span", { class: "grip", "aria-hidden": "true" }, "⠿");
  let from = 0;
  const place = (/** @type {PointerEvent} */ event) =>
    placeAt(others(rowOf()).map((each) => each.getBoundingClientRect()), event.clientY);
  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault(); // no text is selected on the way
    from = event.clientY;
    element.setPointerCapture(event.pointerId);
    rowOf().classList.add("dragged");
  });
  element.addEventListener("pointermove", (event) => {
    if (!element.hasPointerCapture(event.pointerId)) return;
    rowOf().style.transform = `translateY(${event.clientY - from}px)`;
    mark(others(rowOf()), place(event));
  });
  element.addEventListener("pointerup", (event) => {
    if (!element.hasPointerCapture(event.pointerId)) return;
    const to = place(event);
    settle(rowOf());
    drop(to);
  });
  element.addEventListener("pointercancel", () => settle(rowOf()));
  return element;
}

/** @param {HTMLElement} row */
const others = (row) => [...row.parentElement?.children ?? []].filter((each) => each !== row);

/**
 * Show between which rows the dragged one would go; nowhere if there is no place.
 * @param {readonly Element[]} rows
 * @param {number | null} at
 */
function mark(rows, at) {
  rows.forEach((each, i) => {
    each.classList.toggle("drop-before", i === at);
    each.classList.toggle("drop-after", at === rows.length && i === at - 1);
  });
}

/** @param {HTMLElement} row */
function settle(row) {
  row.classList.remove("dragged");
  row.style.transform = "";
  mark(others(row), null);
}
