// Numbered steps through the pages of a widget, each with a mark for how it stands.

import { h } from "./parts.js";

export class Steps {
  /**
   * @param {readonly string[]} names what stands on each step
   * @param {(to: number) => void} go
   */
  constructor(names, go) {
    this.names = names;
    this.buttons = names.map((name, index) => h("button", { onclick: () => go(index) }, name));
    this.element = h("ol", { class: "steps" }, this.buttons.map((button) => h("li", {}, button)));
  }

  /**
   * Show how a step stands: a mark for the eye, a name for those who do not see it.
   * @param {number} index
   * @param {string} mark
   * @param {string} name
   */
  show(index, mark, name) {
    const sign = mark && h("span", { class: "mark", "aria-hidden": "true" }, mark);
    this.buttons[index].replaceChildren(this.names[index], sign);
    this.buttons[index].setAttribute("aria-label", name);
  }

  /**
   * Leave a step out as long as there is nothing on its page.
   * @param {number} index
   * @param {boolean} away
   */
  hide(index, away) {
    const step = this.buttons[index].parentElement;
    if (step) step.hidden = away;
  }

  /**
   * Mark the step that is on the page.
   * @param {number} to
   */
  turn(to) {
    this.buttons.forEach((button, index) => {
      if (index === to) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
  }
}
