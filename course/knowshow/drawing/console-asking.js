// What cannot be taken back is asked about once, in place.

import { h, land, say } from "./parts.js";
/** @import { Desk, Order } from "./console-types.d.ts" */

/** @type {readonly (Order | "stop")[]} */
const ASKS = ["end", "cancel", "stop"];

/**
 * A place for the question, and what a press on a command does: ask, or do it.
 * @param {Desk} desk
 */
export function asking({ words, command }) {
  const place = h("div", { class: "asking" });
  /** @type {(order: Order | "stop", act?: () => void) => void} */
  const press = (order, act = () => order === "stop" || command(order)) => {
    if (!ASKS.includes(order)) {
      act();
      return;
    }
    const held = document.activeElement;
    const no = () => {
      place.replaceChildren();
      if (held instanceof HTMLElement) held.focus();
    };
    const yes = () => {
      place.replaceChildren();
      act();
    };
    const question = h("p", {}, say(words, `sure_${order}`));
    place.replaceChildren(h("div", { class: "notice" }, question, h("div", { class: "go" },
      h("button", { class: "button", onclick: yes }, say(words, `yes_${order}`)),
      h("button", { class: "button quiet", onclick: no }, say(words, "go_on")))));
    land(question);
  };
  return { place, press };
}
