// What every widget is made of: elements, words, live regions, and the widget's root.

import { stay } from "./staying.js";
/** @import { Attributes, Child, Words } from "./page.d.ts" */

const FOCUSABLE = new Set(["button", "input", "select", "textarea", "a", "summary"]);
const PROPERTIES = new Set(["value", "checked", "disabled", "hidden"]);

/**
 * An element with attributes and children; text is always text, never markup: `html` is for the course's own.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (FOCUSABLE.has(tag) || "tabindex" in attributes) keepKeys(element);
  if (tag === "button") element.setAttribute("type", "button");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (name === "html") element.innerHTML = String(value);
    else if (PROPERTIES.has(name)) Object.assign(element, { [name]: value });
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...laid(children));
  return element;
}

/**
 * Keep keys from JupyterLab, which would take `d d` typed on a button as "delete this cell".
 * @param {Element} element
 */
function keepKeys(element) {
  element.setAttribute("data-lm-suppress-shortcuts", "true");
}

/**
 * Children in one row, without those that stand for nothing.
 * @param {readonly Child[]} children
 * @returns {(Node | string)[]}
 */
export function laid(children) {
  return children.flatMap((child) => {
    if (child === null || child === undefined || child === false) return [];
    if (typeof child === "number") return [String(child)];
    return typeof child === "string" || child instanceof Node ? [child] : laid(child);
  });
}

/**
 * A string from en.yaml with its {placeholders} filled in; `count` picks key_one or key_other.
 * @param {Words} words
 * @param {string} key
 * @param {object} [values]
 */
export function say(words, key, values = {}) {
  const given = /** @type {Record<string, unknown>} */ (values);
  const form = "count" in given ? `${key}_${new Intl.PluralRules("en").select(Number(given.count))}` : key;
  const text = words[form] ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in given ? String(given[name]) : all));
}

/**
 * A name that no other element of this page has, for ids and radio names.
 * @param {string} prefix
 */
export function fresh(prefix) {
  window.__ksCount = (window.__ksCount ?? 0) + 1;
  return `${prefix}-${window.__ksCount}`;
}

/** A polite live region; it stands in the page before its text changes, or nothing is announced. */
export function liveRegion(className = "unseen") {
  return h("div", { role: "status", "aria-live": "polite", class: className });
}

/**
 * Say something in a live region, also when it is what was said last.
 * @param {Element} region
 * @param {string} text
 */
export function announce(region, text) {
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/**
 * Put the focus on a heading, so that the next thing read is what has just come up.
 * @param {Element | null} element
 */
export function land(element) {
  if (!(element instanceof HTMLElement)) return;
  element.setAttribute("tabindex", "-1");
  keepKeys(element);
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

/**
 * The widget's root: scoped, with a language's direction taken from the page.
 * @param {HTMLElement} el
 * @param {string} name
 */
export function root(el, name) {
  el.classList.add("ks", `ks-${name}`);
  el.replaceChildren();
  stay(el);
  return el;
}

/**
 * Put the learner's settings on the page's root element, where tokens.css looks for them; null takes one off.
 * @param {Readonly<Record<string, string | null>>} settings
 */
export function applySettings(settings) {
  for (const [name, value] of Object.entries(settings)) {
    if (value) document.documentElement.setAttribute(`data-ks-${name}`, value);
    else document.documentElement.removeAttribute(`data-ks-${name}`);
  }
}

/**
 * The address of another file of the course, in the view that this page is open in. What stands behind the #
 * stays: `#next` asks that page to go on where its reader left off.
 * @param {string} name its path from this page's folder
 */
export function address(name) {
  const path = location.pathname;
  const [file, place] = name.split("#");
  const parts = file.split("/").map(encodeURIComponent).join("/");
  return `${path.slice(0, path.lastIndexOf("/") + 1)}${parts}${place ? `#${place}` : ""}`;
}

/**
 * Once, on a page that was opened to go on: put what comes next in sight, with the focus on it.
 * @param {Element} from what it belongs to, whose top is in sight too where there is room
 * @param {() => Element | null} find
 */
export function goOn(from, find) {
  if (!window.__ksNext) return;
  window.__ksNext = false;
  setTimeout(() => {
    const target = find();
    if (!target) return;
    land(target);
    const apart = target.getBoundingClientRect().top - from.getBoundingClientRect().top;
    (apart < innerHeight * 0.7 ? from : target).scrollIntoView({ block: "start" });
  });
}

/**
 * The address of a file beside this page as the server gives it, without JupyterLab around it.
 * @param {string} name its path from this page's folder
 */
export const plainAddress = (name) =>
  address(name).replace(/\/(?:(?:doc|lab)\/tree|notebooks|tree)\//, "/files/");
