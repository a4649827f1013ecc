// The first scene, drawn before JupyterLab is there, and how the live page takes over from it.
//
// The piece is drawn by its own script from the view that Python will give it again. What the reader does
// meanwhile is done here where the script can do it alone; what Python has to do waits for the live page.

import { endBar, topBar } from "./bars.js";
import { copy, isSame, listControls, place, placeLike } from "./first-place.js";
import { comeTo, keep } from "./kept-top.js";
import { Bar, isOver, make, onwardWays } from "./steps-bar.js";
/** @import { FirstGiven, FirstWidget } from "./lab.d.ts" */

const DRAWN = ".jp-Cell .ks:not(.ks-stand)";
const PATIENCE = 30_000; // milliseconds for the live page's piece, and before that for JupyterLab
const AGAIN = 5_000; // milliseconds until it is looked once more

/** @param {{ default: FirstWidget }} widget */
export function begin(widget) {
  const first = document.getElementById("ks-first");
  const given = document.getElementById("ks-first-given");
  if (!first || !given) return;
  const step = location.hash.slice(1);
  if (step && step !== "next" && step !== "story") { // drawn as the live page has it
    first.remove();
    delete document.documentElement.dataset.ksVeiled;
    return;
  }
  window.__ksFirst = new First(first, JSON.parse(given.textContent ?? ""), widget.default);
}

class First {
  /** @type {Set<number>} the controls that wait for the live page, in the order in which they were pressed */
  #asked = new Set();
  #came = false; // whether JupyterLab was there when it was looked last
  #pressed = -1; // the control whose click is being handled

  /**
   * @param {HTMLElement} element
   * @param {FirstGiven} given
   * @param {FirstWidget} widget
   */
  constructor(element, given, widget) {
    this.element = element;
    this.says = given.says;
    this.stands = given.stands;
    this.page = /** @type {HTMLElement} */ (element.querySelector(".jp-WindowedPanel-outer"));
    this.note = make("p", "ks-first-note", { role: "status" });
    for (const [name, value] of Object.entries(given.settings)) {
      document.documentElement.setAttribute(`data-ks-${name}`, value);
    }
    document.body.dataset.ksCourse = "true";
    element.append(this.note);
    element.addEventListener("click", this.#press, { capture: true });
    element.addEventListener("contextmenu", (event) => event.stopPropagation()); // the browser's own menu
    window.addEventListener("beforeinput", this.#keepLines, { capture: true });
    this.#drawBars(given);
    window.__ksNext = location.hash === "#next";
    const el = /** @type {HTMLElement} */ (element.querySelector("#ks-piece"));
    this.leave = widget.render({ model: this.#model(given.state), el });
    if (!window.__ksNext) comeTo(this.page);
    keep();
    this.timer = setTimeout(this.#giveWay, PATIENCE);
  }

  /**
   * JupyterLab that is there and shows no page may have something to say itself. As long as it is not there,
   * the scene is all there is.
   */
  #giveWay = () => {
    if (this.#came && !this.#isOpen()) return this.#lift();
    this.#came = document.getElementById("main") !== null;
    if (!this.#came) this.note.textContent = this.says.slow;
    this.timer = setTimeout(this.#giveWay, this.#came ? PATIENCE : AGAIN);
  };

  /** @param {FirstGiven} given */
  #drawBars({ about, here, minutes, says, stands, whole }) {
    const ask = () => this.#ask();
    const lookUp = about.start ? undefined : (/** @type {Event} */ event) => {
      event.preventDefault();
      window.__ksLook = true; // the search is drawn last, and takes the focus then
      this.note.textContent = says.starting;
    };
    const bar = topBar({ path: here, about, says, lookUp });
    this.page.prepend(bar);
    if (minutes) {
      const steps = new Bar({ minutes, says }, ask);
      steps.mark("story");
      steps.tell(stands);
      bar.after(steps.element);
      const ways = onwardWays(says, Object.keys(minutes), "story", isOver(stands), ask);
      this.page.append(make("nav", "ks-onward", { "aria-label": says.step_onward }, ...ways));
    }
    if (whole) this.page.append(endBar({ path: here, about, says }));
  }

  /** @param {Event} event */
  #press = ({ target }) => {
    const control = target instanceof Element && target.closest("a[href], button");
    this.#pressed = control ? listControls(this.page).indexOf(control) : -1;
    setTimeout(() => { this.#pressed = -1; }); // what is sent later was not asked for by this click
  };

  /**
   * As soon as it is there, JupyterLab takes line breaks from any field in a cell; it listens at the field.
   * @param {Event} event
   */
  #keepLines = (event) => {
    if (event.target instanceof Node && this.element.contains(event.target)) event.stopPropagation();
  };

  /** The live page is to do what the control that is being clicked asks for; say that it will. */
  #ask() {
    if (this.#pressed < 0) return;
    this.#asked.delete(this.#pressed);
    this.#asked.add(this.#pressed);
    const hint = listControls(this.page)[this.#pressed].closest(".question")?.querySelector(".hint");
    (hint ?? this.note).textContent = this.says.starting;
  }

  /**
   * What stands in for the widget's model: it gives what Python gave, and keeps what was asked for.
   * @param {FirstGiven["state"]} state
   */
  #model(state) {
    /** @type {Readonly<Record<string, unknown>>} */
    const given = { ...state, words: { ...state.words, not_answering: this.says.starting } };
    return {
      get: (/** @type {string} */ key) => structuredClone(given[key]),
      send: () => this.#ask(),
      on: () => {},
      off: () => {},
    };
  }

  /**
   * Give the reader's place, focus and what she entered to the live page, once that has drawn its piece, or
   * says why it does not.
   * @param {HTMLElement} live the notebook's panel
   */
  handOver(live) {
    /** @type {MutationObserver | null} */
    let watch = null;
    let given = false;
    const take = () => {
      if (given) return;
      given = true;
      watch?.disconnect();
      clearTimeout(timer);
      setTimeout(() => this.#take(live)); // after what the piece does once it is drawn
    };
    const look = () => {
      const notice = live.querySelector(".ks-notice")?.textContent || live.querySelector(".ks-ask");
      const drawn = live.querySelector(DRAWN)?.childElementCount || notice;
      if (drawn && !this.#isOpen()) take();
    };
    const late = () => {
      if (this.#isOpen()) timer = setTimeout(late, AGAIN);
      else take();
    };
    let timer = setTimeout(late, PATIENCE);
    clearTimeout(this.timer);
    watch = new MutationObserver(look);
    watch.observe(live, { childList: true, subtree: true });
    watch.observe(this.element, { attributeFilter: ["open"], subtree: true });
    look();
  }

  /** Whether something is open over the page, which the reader closes first. */
  #isOpen() {
    return this.element.querySelector("dialog[open]") !== null;
  }

  /** @param {HTMLElement} live */
  #take(live) {
    if (!this.element.isConnected) return;
    const page = live.querySelector(".jp-WindowedPanel-outer") ?? live;
    const [mine, theirs] = [listControls(this.page), listControls(page)];
    const same = isSame(this.page, page);
    if (same) mine.forEach((control, i) => copy(control, theirs[i]));
    const focus = document.activeElement;
    const top = this.page.scrollTop;
    delete document.documentElement.dataset.ksVeiled; // what is hidden can have no focus
    const atEnd = top + this.page.clientHeight > this.page.scrollHeight - 2; // the live page goes further
    if (!atEnd || page.scrollTop < top) page.scrollTop = top;
    if (focus instanceof HTMLElement && this.page.contains(focus)) {
      place(focus, same && theirs[mine.indexOf(focus)] || placeLike(focus, page));
    }
    this.#lift();
    for (const at of same ? this.#asked : []) {
      const asked = theirs[at];
      if (asked instanceof HTMLElement) asked.click();
    }
  }

  #lift() {
    clearTimeout(this.timer);
    delete document.documentElement.dataset.ksVeiled;
    window.removeEventListener("beforeinput", this.#keepLines, { capture: true });
    this.leave();
    this.element.remove();
    document.getElementById("ks-first-given")?.remove();
    document.getElementById("ks-first-style")?.remove();
  }
}
