// What cannot be taken back is asked about once, in place.

import { h, land, say } from "./parts.js";
/** @import { Desk, Order } from "./console-types.d.ts" */

/** @type {readonly Order[]} */
const ASKS = ["end", "cancel"];

/**
 * A place for the question, and what a press on a command does: ask, or do it.
 * @param {Desk} desk
 */
export function asking({ words, command }) {
  const place = h("div", { class: "asking" });
  /** @param {Order} order */
  const press = (order) => {
    if (!ASKS.includes(order)) {
      command(order);
      return;
    }
    const held = document.activeElement;
    const no = () => {
      place.replaceChildren();
      if (held instanceof HTMLElement) held.focus();
    };
    const yes = () => {
      place.replaceChildren();
      command(order);
    };
    const question = h("p", {}, say(words, `sure_${order}`));
    place.replaceChildren(h("div", { class: "notice" }, question, h("div", { class: "go" },
      h("button", { class: "button", onclick: yes }, say(words, `yes_${order}`)),
      h("button", { class: "button quiet", onclick: no }, say(words, "go_on")))));
    land(question);
  };
  return { place, press };
}
