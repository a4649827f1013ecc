// Sentences sent for a choice: unsealed together, let through one by one, reworded, kept for the note.

import { fresh, h, say } from "./parts.js";
/** @import { Desk, Order, Part, SentenceUnsealed } from "./console-types.d.ts" */

/** @type {Map<string, string>} words being put otherwise, by sentence: drawing anew must not lose them */
const drafts = new Map();
/** @type {readonly Order[]} */
const OURS = ["unseal", "let", "take_back", "keep"];

/**
 * @typedef {object} Picked
 * @property {readonly SentenceUnsealed[]} sentences
 * @property {boolean} waiting
 * @property {string} phase
 * @property {readonly Order[]} commands
 */

/**
 * What was sent in, while the room looks at its ballot or looks back.
 * @type {Part<Picked>}
 */
export const sentenceDesk = {
  of: ({ room }) => {
    const phase = room?.parts.at.phase;
    if (!room || (phase !== "revealed" && phase !== "debrief")) return null;
    const through = room.sentences.filter((each) => each.through);
    if (phase === "debrief" && !through.length) return null;
    return { sentences: phase === "debrief" ? through : room.sentences, waiting: room.waiting, phase,
      commands: room.commands.filter((each) => OURS.includes(each)) };
  },
  draw: (desk, { sentences, waiting, commands }) => {
    const { words } = desk;
    const title = fresh("sentences");
    return h("section", { class: "part", "aria-labelledby": title },
      h("h3", { id: title, class: "land" }, say(words, "sentences")),
      !sentences.length && !waiting && h("p", { class: "hint" }, say(words, "sealed")),
      waiting && [h("p", { class: "hint" }, say(words, sentences.length ? "more_waiting" : "waiting")),
        h("button", { class: "button", onclick: () => desk.command("unseal") }, say(words, "do_unseal"))],
      sentences.length > 0 && h("p", { class: "hint" }, say(words, "sentences_hint")),
      h("ul", { class: "sent" }, sentences.map((each) => row(desk, each, commands))));
  },
};

/**
 * @param {Desk} desk
 * @param {SentenceUnsealed} sentence
 * @param {readonly Order[]} commands
 */
function row(desk, { key, label, text, through, kept }, commands) {
  const { words } = desk;
  const quiet = (/** @type {"let" | "take_back" | "keep"} */ order) => {
    const name = say(words, `do_${order}`);
    const onclick = () => desk.command(order, { key });
    return commands.includes(order)
      && h("button", { class: "button quiet", "aria-label": `${name}: ${text}`, onclick }, name);
  };
  const states = [say(words, through ? "is_through" : "is_back"), ...(kept ? [say(words, "is_kept")] : [])];
  return h("li", {}, h("q", { dir: "auto" }, text),
    h("div", { class: "hint" }, say(words, "for_choice", { label }), " · ", states.join(", ")),
    h("div", { class: "words" },
      !through && quiet("let"), through && !kept && quiet("keep"), through && quiet("take_back"),
      !through && commands.includes("let") && reword(desk, key, text)));
}

/**
 * Put it otherwise, where a word could name somebody.
 * @param {Desk} desk
 * @param {string} key
 * @param {string} text
 */
function reword({ words, command }, key, text) {
  const field = h("textarea", { class: "field", id: fresh("reword"), rows: 2, maxlength: 280,
    value: drafts.get(key) ?? text, oninput: () => drafts.set(key, field.value) });
  const send = () => { command("let", { key, text: field.value }); drafts.delete(key); };
  const name = say(words, "reword");
  return h("details", { open: drafts.has(key) }, h("summary", { "aria-label": `${name}: ${text}` }, name),
    h("label", { for: field.id, class: "hint" }, say(words, "reword_hint")), field,
    h("div", { class: "go" }, h("button", { class: "button", onclick: send }, say(words, "let_reworded"))));
}
