// A part of a page that is drawn again only where what it shows has changed, and keeps the focus where it was.

import { h, land } from "./parts.js";

const CONTROLS = "button, input, select, textarea, a, summary";

/** @param {Element} control */
const named = (control) => control.getAttribute("aria-label") ?? control.closest("label")?.textContent
  ?? control.textContent ?? "";

export class Region {
  #key = "";

  /**
   * @param {HTMLElement} element
   * @param {(view: any) => unknown} pick what of the whole view this part shows
   * @param {Function} make its children
   */
  constructor(element, pick, make) {
    this.element = element;
    this.pick = pick;
    this.make = make;
  }

  /** @param {unknown} view */
  draw(view) {
    const picked = this.pick(view);
    const key = JSON.stringify(picked) ?? "";
    if (key === this.#key) return;
    this.#key = key;
    const held = document.activeElement;
    const within = held !== null && this.element.contains(held);
    const name = within ? named(held) : "";
    const made = this.make(picked);
    this.element.hidden = !made;
    this.element.replaceChildren(...(made ? [h("div", {}, made)] : []));
    if (within) this.#hold(held.tagName, name);
  }

  /**
   * @param {string} tag
   * @param {string} name
   */
  #hold(tag, name) {
    const kin = [...this.element.querySelectorAll(CONTROLS)].find((control) =>
      control.tagName === tag && named(control) === name);
    if (kin instanceof HTMLElement) kin.focus({ preventScroll: true });
    else land(this.element.querySelector(".land") ?? this.element);
  }
}
