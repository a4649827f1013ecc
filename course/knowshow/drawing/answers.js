// Answers to items, read from what Python or an earlier page kept, and what the drawings of all items share.

import { fresh, h } from "./parts.js";
/** @import { Child, ItemView } from "./page.d.ts" */
/** @import { OptionView } from "./views.d.ts" */

/**
 * Whether a value says nothing yet: nothing picked, no pair, only white space.
 * @param {unknown} value
 */
export function isBlank(value) {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return !value.trim();
  return typeof value === "object" && Object.keys(value).length === 0;
}

/**
 * Whether two answers are the same; none is the same as none.
 * @param {unknown} one
 * @param {unknown} other
 */
export const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * Ids in their order; of anything else, none.
 * @param {unknown} value
 * @returns {string[]}
 */
export const list = (value) => (Array.isArray(value) ? value.map(String) : []);

/**
 * Targets by their sources; of anything else, none.
 * @param {unknown} value
 * @returns {Record<string, string>}
 */
export function pairs(value) {
  if (!value || typeof value !== "object" || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([source, target]) => [source, String(target)]));
}

/**
 * A number as it is read.
 * @param {number} number
 */
export const figure = (number) => new Intl.NumberFormat("en").format(number);

/**
 * @param {ItemView} item
 * @param {string} hint
 * @param {...Child} children
 */
export function question(item, hint, ...children) {
  const id = fresh("ks-hint");
  return h("fieldset", { class: "question", "aria-describedby": id },
    h("legend", { html: item.prompt }), h("p", { class: "hint", id }, hint), children);
}

/**
 * @param {OptionView} option
 * @returns {Child}
 */
export const described = (option) => [
  h("span", { class: "label" }, option.label),
  option.detail ? h("span", { class: "detail", html: option.detail }) : null,
];
