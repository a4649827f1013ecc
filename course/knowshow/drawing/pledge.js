// One thing that somebody will do in thirty days: written on a phone, kept on that phone alone.

import { announce, fresh, h, liveRegion, say } from "./parts.js";
import { keep, kept } from "./room-store.js";
/** @import { RoomWords } from "./room-types.d.ts" */

const KEY = "knowshow-thirty-days";

/** @typedef {{ what: string, who: string }} Pledge */

/** @returns {Pledge} */
function read() {
  try {
    const { what, who } = JSON.parse(kept(KEY) ?? "{}");
    return { what: String(what ?? ""), who: String(who ?? "") };
  } catch {
    return { what: "", who: "" }; // something of another edition
  }
}

/**
 * The pledge as text to take along.
 * @param {RoomWords} words
 * @param {Pledge} pledge
 */
const asText = (words, { what, who }) => [say(words.phone, "thirty"), what,
  ...(who ? [`${say(words.phone, "thirty_who")} ${who}`] : [])].join("\n");

/**
 * Where it is written: saved on this phone with each letter, copied, printed, deleted.
 * @param {RoomWords} words
 */
export function pledge(words) {
  const id = fresh("thirty");
  const before = read();
  const live = liveRegion("hint");
  const what = h("textarea", { id, class: "field growing", rows: "4", value: before.what, maxlength: "600",
    dir: "auto", "aria-describedby": `${id}-hint` });
  const who = h("input", { id: `${id}-who`, class: "field", type: "text", value: before.who, maxlength: "120",
    autocomplete: "off", dir: "auto" });
  const now = () => ({ what: what.value.trim(), who: who.value.trim() });
  const paper = h("p", { class: "on-paper", dir: "auto" });
  const onPaper = () => { paper.textContent = asText(words, now()); };
  const save = () => {
    const { what: thing, who: people } = now();
    const done = keep(KEY, thing || people ? JSON.stringify(now()) : null);
    announce(live, say(words.phone, done ? "thirty_kept" : "no_storage"));
  };
  for (const field of [what, who]) {
    field.addEventListener("change", save);
    field.addEventListener("input", () => { keep(KEY, JSON.stringify(now())); });
  }
  const remove = () => {
    what.value = who.value = "";
    keep(KEY, null);
    announce(live, say(words.phone, "thirty_deleted"));
    what.focus();
  };
  return h("section", { class: "pledge", "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title` }, say(words.phone, "thirty")),
    h("p", { id: `${id}-hint` }, say(words.phone, "thirty_hint")),
    h("label", { class: "of-field", for: id }, say(words.phone, "thirty_what")), what,
    h("label", { class: "of-field", for: `${id}-who` }, say(words.phone, "thirty_who")), who,
    h("div", { class: "go" },
      h("button", { class: "button", onclick: () => void copy(words, now(), live) },
        say(words.phone, "copy")),
      h("button", { class: "button", onclick: () => { onPaper(); print(); } }, say(words.phone, "print")),
      h("button", { class: "button quiet", onclick: remove }, say(words.phone, "delete"))), live, paper);
}

/**
 * Copy it where that can be done; else select it, so that the phone's own menu can.
 * @param {RoomWords} words
 * @param {Pledge} written
 * @param {Element} live
 */
async function copy(words, written, live) {
  try {
    await navigator.clipboard.writeText(asText(words, written));
    announce(live, say(words.phone, "copied"));
  } catch {
    const field = document.querySelector(".pledge textarea");
    if (field instanceof HTMLTextAreaElement) field.select();
    announce(live, say(words.phone, "copy_by_hand")); // a page without https may not write to the clipboard
  }
}

/**
 * What an earlier room has left on this phone, to be seen and deleted at the door.
 * @param {RoomWords} words
 */
export function keptEarlier(words) {
  const { what, who } = read();
  return (what || who) && h("details", { class: "earlier" },
    h("summary", {}, say(words.phone, "thirty_earlier")), pledge(words));
}
