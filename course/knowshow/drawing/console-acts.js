// What the room does next: one filled button, and the few other ways on.

import { asking } from "./console-asking.js";
import { fresh, h, say } from "./parts.js";
/** @import { Desk, Order, Part, Room } from "./console-types.d.ts" */

const CLOCKS = [60, 120, 180, 300, 600];
const USUAL = 180;

/** @type {readonly Order[]} */
const WAYS = ["enter", "open", "close", "extend", "follow", "other", "end", "debrief"];

/** @typedef {Pick<Room, "commands" | "next" | "choices"> & { phase: string, again: boolean }} Picked */

/**
 * The next thing to do, and the other ways on.
 * @type {Part<Picked>}
 */
export const acts = {
  of: ({ room, saved }) => {
    if (!room) return null;
    const { phase, round } = room.parts.at;
    // At the debrief the next thing is what leaves the room.
    if (phase === "ended" || (phase === "debrief" && !saved.length)) return null;
    const { commands, next, choices } = room;
    const ways = commands.filter((each) => WAYS.includes(each));
    return { commands: ways, next, choices: ways.includes("other") ? choices : [], phase, again: round > 0 };
  },
  draw: (desk, picked) => go(desk, picked),
};

/**
 * The next thing to do as the one filled button, and what else moves the room on.
 * @param {Desk} desk
 * @param {Picked} picked
 */
function go(desk, picked) {
  const { words } = desk;
  const { next, commands } = picked;
  const can = (/** @type {Order} */ order) => commands.includes(order);
  const confirm = asking(desk);
  const clock = h("select", { class: "field", "aria-label": say(words, "clock") }, CLOCKS.map((value) =>
    h("option", { value, selected: value === USUAL }, say(words, "clock_minutes", { count: value / 60 }))));
  const button = (/** @type {Order} */ order) => {
    const more = order === "open" ? () => ({ seconds: Number(clock.value) }) : () => ({});
    const first = order === "enter" && picked.phase === "lobby" ? "do_begin" : `do_${order}`;
    const key = order === "open" && picked.again ? "do_open_again" : first;
    const press = () => (order === "end" ? confirm.press(order) : desk.command(order, more()));
    return h("button", { class: order === next ? "button main" : "button", onclick: press }, say(words, key));
  };
  const again = next !== "open" && can("open") && button("open");
  return [
    h("div", { class: "go" },
      next === "other" ? another(desk, picked, true) : next && button(next),
      next !== "other" && next !== "follow" && can("follow") && button("follow"),
      again, can("open") && h("span", { class: "for" }, say(words, "for"), " ", clock),
      can("extend") && h("button",
        { class: "button quiet", onclick: () => desk.command("extend", { seconds: 60 }) },
        say(words, "do_extend"))),
    confirm.place,
    next !== "other" && can("other") && h("details", { class: "another" },
      h("summary", {}, say(words, picked.phase === "scene" ? "without" : "another")),
      another(desk, picked, false)),
  ];
}

/**
 * Go on with a choice that is said to be the facilitator's word and not the room's.
 * @param {Desk} desk
 * @param {Picked} picked
 * @param {boolean} main
 */
function another({ words, command }, { choices }, main) {
  // Nothing is chosen beforehand: a press on the filled button must not take what nobody wanted.
  const select = h("select", { class: "field", id: fresh("choice") },
    h("option", { value: "" }, say(words, "pick_way")),
    choices.map(({ id, label }) => h("option", { value: id }, label)));
  const onclick = () => (select.value ? command("other", { choice: select.value }) : select.focus());
  return h("div", { class: "go" },
    main && h("p", { class: "hint" }, say(words, "no_first")),
    h("label", { for: select.id }, say(words, "go_with")), select,
    h("button", { class: main ? "button main" : "button", onclick }, say(words, "do_other")));
}
