// The bar of a module's steps: drawn before JupyterLab is there, and again by its page.
/** @import { Minutes, Shipped, Stand } from "./lab.d.ts" */

/** The bar: each step a link with its name and, in words, how it stands. */
export class Bar {
  /**
   * @param {{ minutes: Minutes, says: Shipped["strings"] }} given
   * @param {(step: string) => void} go
   */
  constructor({ minutes, says }, go) {
    this.says = says;
    const names = Object.keys(minutes);
    this.notes = new Map(names.map((step) => {
      return [step, make("small", "", {}, says.step_minutes.replace("{minutes}", String(minutes[step])))];
    }));
    this.links = new Map(names.map((step) => {
      const link = way(step, says[`step_${step}`], go);
      link.append(" ", /** @type {HTMLElement} */ (this.notes.get(step)));
      return [step, link];
    }));
    const list = document.createElement("ol");
    for (const link of this.links.values()) list.append(make("li", "", {}, link));
    this.fold = make("button", "", { type: "button", "aria-expanded": "false" });
    this.fold.addEventListener("click", () => this.#fold(this.element.dataset.open !== "true"));
    this.element = make("nav", "ks-steps", { "aria-label": says.steps }, list, this.fold);
    this.#fold(false);
  }

  /** @param {string} step */
  mark(step) {
    for (const [name, link] of this.links) {
      if (name === step) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    this.#fold(false);
  }

  /** @param {readonly Stand[]} stands */
  tell(stands) {
    for (const { id, note } of stands) {
      const small = this.notes.get(id);
      if (small && small.textContent !== note) small.textContent = note;
    }
  }

  /** @param {boolean} open */
  #fold(open) {
    this.element.dataset.open = String(open);
    this.fold.setAttribute("aria-expanded", String(open));
    const { step_fewer: fewer, step_all: all } = this.says;
    this.fold.textContent = open ? fewer : all.replace("{number}", String(this.links.size));
  }
}

/**
 * Whether the story has ended, as far as is known.
 * @param {readonly Stand[]} stands
 */
export const isOver = (stands) => stands.some(({ id, state }) => id === "story" && state === "done");

/** @type {Readonly<Record<string, string>>} the way that matters while the story has not ended */
const UNTIL_OVER = { story: "", "looking-back": "step_previous" };

/**
 * The ways from a step to the next one and back. While a decision waits, none of them competes with it.
 * @param {Shipped["strings"]} says
 * @param {readonly string[]} names the steps, in order
 * @param {string} step
 * @param {boolean} over whether the story has ended
 * @param {(step: string) => void} go
 */
export function onwardWays(says, names, step, over, go) {
  const at = names.indexOf(step);
  const main = over ? "step_next" : UNTIL_OVER[step] ?? "step_next";
  return [["step_next", names[at + 1]], ["step_previous", names[at - 1]]]
    .filter(([, to]) => to)
    .map(([key, to]) => {
      const link = way(to, says[key].replace("{step}", says[`step_${to}`]), go);
      link.className = key === main ? "main" : "";
      return link;
    });
}

/**
 * A link to a step; with a key that opens a new window it stays a link.
 * @param {string} step
 * @param {string} text
 * @param {(step: string) => void} go
 */
export function way(step, text, go) {
  const link = make("a", "", { href: `${location.pathname}${location.search}#${step}` }, text);
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(step);
  });
  return link;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...(Node | string)} children
 */
export function make(tag, className, attributes, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (tag === "a" || tag === "button") element.setAttribute("data-lm-suppress-shortcuts", "true");
  element.append(...children);
  return element;
}
