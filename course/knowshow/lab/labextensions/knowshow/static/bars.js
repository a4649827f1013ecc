// The way to the neighbouring pages: drawn before JupyterLab is there, and again by its page.
/** @import { About, Shipped } from "./lab.d.ts" */

const START = "00-start-here.ipynb";
const TOP = ["start", "module", "previous", "next", "look_up"];
const END = ["module", "previous", "start", "next"];

/**
 * @typedef {object} Way
 * @property {string} path the notebook's
 * @property {About} about
 * @property {Shipped["strings"]} says
 * @property {(event: Event) => void} [lookUp] goes to the search without opening its page anew
 */

/** @param {Way} way */
export const topBar = (way) => bar(way, TOP, way.says.top);

/** @param {Way} way */
export const endBar = (way) => bar(way, END, way.says.end);

/**
 * @param {Way} way
 * @param {readonly string[]} keys
 * @param {string} name
 */
function bar({ path, about, says, lookUp }, keys, name) {
  const nav = document.createElement("nav");
  nav.className = "ks-bar";
  nav.setAttribute("aria-label", name);
  for (const key of keys) {
    const here = path.replace(/.*\//, "");
    const file = key === "look_up" ? about.start ?? (START === here ? here : "") : about[key];
    if (!file) continue;
    const link = document.createElement("a");
    link.href = address(file, path) + (key === "look_up" ? "#look-up" : "");
    link.textContent = says[key];
    link.dataset.way = key;
    if (key === "look_up" && lookUp) link.addEventListener("click", lookUp);
    link.setAttribute("data-lm-suppress-shortcuts", "true");
    nav.append(link);
  }
  return nav.childElementCount ? nav : document.createTextNode("");
}

/**
 * Another page's address in the same view (/doc/tree, /lab/tree, Notebook's /notebooks) as this notebook,
 * from whose folder it starts.
 * @param {string} name
 * @param {string} path the notebook's
 * @param {string} [folder]
 */
export function address(name, path, folder = path.replace(/[^/]*$/, "")) {
  /** @type {string[]} */
  const parts = [];
  for (const part of `${folder}${name}`.split("/")) {
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return viewOf(location.pathname, path) + parts.map(encodeURIComponent).join("/");
}

/**
 * The part of a page's address that stands before the path of its notebook.
 * @param {string} page
 * @param {string} notebook
 */
function viewOf(page, notebook) {
  const all = page.split("/");
  const own = all.splice(-notebook.split("/").length).join("/");
  if (decodeURIComponent(own) === notebook) return `${all.join("/")}/`;
  const at = page.lastIndexOf("/tree/"); // JupyterLab with several documents may name another one
  return at < 0 ? "tree/" : page.slice(0, at + 6);
}
