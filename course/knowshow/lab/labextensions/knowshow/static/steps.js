// A module in steps: one of them in sight, a bar above that stays, an address for each.
//
// Cells say in their metadata to which step they belong. The debrief is drawn by the story's own cell: which
// part of that one is in sight, course.css says by the step's name. On paper the module is whole.

import { Bar, isOver, make, onwardWays } from "./steps-bar.js";
/** @import { Cell, Minutes, Panel, Shipped, Stand } from "./lab.d.ts" */

const READ = new Set(["looking-back", "ideas"]); // of these nothing is kept but that they were read
const HEAD = ":is(.jp-MarkdownOutput, .ks) :is(h1, h2)";
const PARAGRAPH = ".jp-MarkdownOutput :is(p, li, td)";
const PATIENCE = 30_000; // milliseconds in which a step's heading may still be drawn

/**
 * @typedef {object} Given
 * @property {Panel} panel
 * @property {Element} page what scrolls
 * @property {Minutes} minutes
 * @property {Shipped["strings"]} says
 * @property {string} asked what the address asks for: a step, and perhaps a paragraph by its first words
 * @property {string} title the module's
 */

/** @param {Given} given */
export function putInSteps(given) {
  const cells = [...given.panel.content.widgets];
  const stray = cells.some((cell) => stepOf(cell) === undefined && cell.model.type === "markdown");
  if (stray) return; // the text of an edition that knew no steps
  new Steps(given, cells).begin();
}

/** @param {Cell} cell */
function stepOf(cell) {
  const about = /** @type {{ step?: string } | undefined} */ (cell.model.getMetadata("knowshow"));
  return about?.step;
}

class Steps {
  #at = "";
  /** @type {Map<string, number>} where the reader stood in a step */
  #places = new Map();
  /** @type {Set<string>} steps whose end was in sight */
  #read = new Set();
  /** @type {readonly Stand[]} */
  #stands = [];

  /**
   * @param {Given} given
   * @param {readonly Cell[]} cells
   */
  constructor(given, cells) {
    this.panel = given.panel;
    this.page = given.page;
    this.says = given.says;
    const { step, words } = readAddress(given.asked);
    this.asked = step;
    this.words = words; // with which a paragraph begins that is to be in sight
    this.cells = cells;
    this.names = Object.keys(given.minutes);
    this.bar = new Bar(given, (step) => this.#go(step));
    this.onward = make("nav", "ks-onward", { "aria-label": given.says.step_onward });
    this.title = make("h1", "ks-module", {}, given.title); // the text's own stands in the first step
    this.empty = make("section", "ks-not-yet", {},
      make("h2", "", {}, given.says["step_looking-back"]), make("p", "", {}, given.says["step_not-yet"]));
  }

  begin() {
    const top = this.page.querySelector(".ks-bar");
    const parts = [this.bar.element, this.title, this.empty];
    if (top) top.after(...parts);
    else this.page.prepend(...parts);
    this.page.querySelector(".ks-bar:last-child")?.before(this.onward);
    this.panel.addClass("ks-in-steps");
    const first = this.names.includes(this.asked) ? this.asked : this.names[0];
    this.#show(first);
    this.#name(first, "replaceState");
    if (first !== this.names[0]) this.#land();
    // JupyterLab would open the notebook anew.
    window.addEventListener("popstate", (event) => {
      if (!this.panel.isVisible) return;
      event.stopImmediatePropagation();
      this.#turn(this.#named());
      this.page.scrollTop = this.#places.get(this.#at) ?? 0;
    }, { capture: true });
    document.addEventListener("ks:steps", ({ detail }) => this.#hear(detail));
    if (window.__ksFirst) this.#hear(window.__ksFirst.stands); // until the kernel tells
    new IntersectionObserver((seen) => seen.forEach((each) => each.isIntersecting && this.#end()),
      { root: this.page }).observe(this.onward);
  }

  #named() {
    const step = location.hash.slice(1);
    return this.names.includes(step) ? step : this.names[0];
  }

  /** @param {string} step */
  #go(step) {
    if (step !== this.#at) this.#name(step, "pushState");
    this.#turn(step);
    this.page.scrollTop = 0;
    this.#land();
  }

  /** @param {string} step */
  #turn(step) {
    this.#places.set(this.#at, this.page.scrollTop);
    this.#show(step);
  }

  /**
   * @param {string} step
   * @param {"pushState" | "replaceState"} how
   */
  #name(step, how) {
    history[how](history.state, "", `${location.pathname}${location.search}#${step}`);
  }

  /** @param {string} step */
  #show(step) {
    this.#at = step;
    this.panel.node.dataset.ksStep = step;
    const drawn = step === "looking-back" ? "story" : step;
    for (const cell of this.cells) {
      const own = stepOf(cell);
      cell.node.classList.toggle("ks-elsewhere", own !== undefined && own !== drawn);
    }
    this.title.hidden = step === this.names[0];
    this.bar.mark(step);
    this.#drawOnward(step);
    window.dispatchEvent(new Event("resize")); // a chart that was out of sight has no size yet
  }

  /** @param {string} step */
  #drawOnward(step) {
    const ways = onwardWays(this.says, this.names, step, isOver(this.#stands), (to) => this.#go(to));
    this.onward.replaceChildren(...ways);
  }

  /** Put the focus on the step's heading, as soon as that is there; whoever does something first keeps it. */
  #land() {
    const step = this.#at;
    let watch = /** @type {MutationObserver | null} */ (null);
    const stop = () => watch?.disconnect();
    const land = () => {
      const target = this.#at === step ? this.#target() : null;
      if (!target) return this.#at !== step;
      target.setAttribute("tabindex", "-1");
      target.classList.add("ks-landed");
      target.focus({ preventScroll: true }); // in vain as long as the page is veiled
      const landed = document.activeElement === target;
      if (landed && this.words) {
        target.classList.add("ks-looked-up");
        target.scrollIntoView({ block: "center" });
      }
      if (landed) this.words = "";
      return landed;
    };
    if (land()) return;
    watch = new MutationObserver(() => land() && stop());
    watch.observe(this.page, { childList: true, subtree: true });
    watch.observe(document.documentElement, { attributeFilter: ["data-ks-veiled"] });
    for (const name of ["pointerdown", "keydown"]) {
      window.addEventListener(name, stop, { capture: true, once: true });
    }
    setTimeout(stop, PATIENCE);
  }

  /** The paragraph that the address names, or else the step's heading; null where it is not there yet. */
  #target() {
    const head = this.#at === "looking-back" ? ".ks-player .debrief .title, .ks-not-yet h2" : HEAD;
    const within = [...this.page.querySelectorAll(this.words ? PARAGRAPH : head)];
    const target = within.find((each) => each instanceof HTMLElement && each.checkVisibility() &&
      plain(each).startsWith(this.words));
    return target instanceof HTMLElement ? target : null;
  }

  /** The end of the step is in sight. */
  #end() {
    const over = this.page.querySelector(".ks-player .debrief");
    if (!READ.has(this.#at) || (this.#at === "looking-back" && !over)) return;
    this.#read.add(this.#at);
    this.#tell();
  }

  #tell() {
    const open = new Set(this.#stands.filter(({ state }) => state !== "done").map(({ id }) => id));
    for (const step of this.#read) {
      if (!open.has(step)) continue;
      this.#read.delete(step);
      document.dispatchEvent(new CustomEvent("ks:read", { detail: step }));
    }
  }

  /** @param {readonly Stand[]} stands */
  #hear(stands) {
    const before = isOver(this.#stands);
    this.#stands = stands;
    this.bar.tell(stands);
    if (isOver(stands) !== before) this.#drawOnward(this.#at);
    this.#tell();
  }
}

/**
 * @param {string} hash `ideas`, or `ideas/The%20first%20words`
 */
function readAddress(hash) {
  const [step, words = ""] = hash.split("/");
  try {
    return { step, words: decodeURIComponent(words).trim() };
  } catch {
    return { step, words: "" }; // no address of ours
  }
}

/** @param {Element} element */
const plain = (element) => (element.textContent ?? "").replace(/\s+/g, " ").trim();
