// A part of a page: drawn again only where what it shows has changed, with the focus kept where it was.

import { h, land } from "./parts.js";
/** @import { ConsoleView, Desk, Part } from "./console-types.d.ts" */

const CONTROLS = ["button", "input", "select", "textarea", "a", "summary"].join(",");

/** @param {Element} control */
const named = (control) => control.getAttribute("aria-label") ?? control.closest("label")?.textContent
  ?? control.textContent ?? "";

/** @template Picked */
export class Region {
  #key = "";

  /**
   * @param {HTMLElement} element
   * @param {Desk} desk
   * @param {Part<Picked>} part what of the whole view it shows, and how
   */
  constructor(element, desk, part) {
    this.element = element;
    /** @param {ConsoleView} view */
    this.draw = (view) => {
      const picked = part.of(view);
      const key = JSON.stringify(picked) ?? "";
      if (key === this.#key) return;
      this.#key = key;
      this.#put(picked === null ? null : h("div", {}, part.draw(desk, picked)));
    };
  }

  /** @param {HTMLElement | null} made */
  #put(made) {
    const held = document.activeElement;
    const name = held && this.element.contains(held) ? named(held) : null;
    this.element.hidden = !made?.childNodes.length;
    this.element.replaceChildren(...(made ? [made] : []));
    if (held && name !== null) this.#hold(held.tagName, name);
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
