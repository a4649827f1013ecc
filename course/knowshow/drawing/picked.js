// What was picked in a scene and not decided yet, and what was decided before the reader went back a step.

import { h, say } from "./parts.js";
import { recall, remember } from "./storage.js";
/** @import { Words } from "./page.d.ts" */
/** @import { PlayerView } from "./views.d.ts" */

export class Picked {
  /**
   * @param {Words} words
   * @param {string} story its id
   * @param {HTMLElement} body where scenes are drawn
   */
  constructor(words, story, body) {
    this.words = words;
    this.body = body;
    this.picked = `picked ${story}`;
    this.undone = `undone ${story}`;
  }

  /** The choices of the scene on the page, as their radio buttons. */
  get #radios() {
    return [...this.body.querySelectorAll(".question input[type=radio]")]
      .flatMap((each) => (each instanceof HTMLInputElement ? [each] : []));
  }

  /**
   * The reader goes a step back from this scene, or begins anew.
   * @param {string} key the scene's, which ends with the choice that led to it
   * @param {boolean} one whether it is one step
   */
  leave(key, one) {
    remember(this.undone, one ? key : null);
    remember(this.picked, null); // it was decided
  }

  /**
   * Take up what was picked here, mark what was decided here before, and keep what is picked from now on.
   * @param {PlayerView} view
   */
  show(view) {
    if (!view.choices.length) return;
    const earlier = recall(this.picked);
    const before = recall(this.undone);
    const open = !this.#radios.some((radio) => radio.checked);
    for (const radio of this.#radios) {
      const at = `${view.key}/${radio.value}`;
      if (open && earlier === at) radio.checked = true;
      if (before === at) this.#mark(radio);
      radio.addEventListener("change", () => remember(this.picked, at));
    }
  }

  /** @param {HTMLInputElement} radio */
  #mark(radio) {
    const text = h("span", { class: "before" }, say(this.words, "chosen_before"));
    radio.closest("label")?.querySelector(".label")?.after(text);
  }
}
