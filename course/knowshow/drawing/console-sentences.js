// Sentences that people sent for a choice: unsealed together, let through one by one, reworded, kept for the note.

import { fresh, h, say } from "./parts.js";
/** @import { ConsoleView, Desk, SentenceUnsealed } from "./console-types.d.ts" */

export const sentenceDesk = {
  /** @param {ConsoleView} view */
  of: ({ room }) => {
    const phase = room?.parts.at.phase;
    if (!room || (phase !== "revealed" && phase !== "debrief")) return null;
    return { sentences: room.sentences, waiting: room.waiting, phase, commands:
      room.commands.filter((each) => ["unseal", "let", "take_back", "keep"].includes(each)) };
  },
  /**
   * @param {Desk} desk
   * @param {NonNullable<ReturnType<typeof sentenceDesk["of"]>>} picked
   */
  draw: (desk, { sentences, waiting, phase, commands }) => {
    const { words } = desk;
    const title = fresh("sentences");
    if (phase === "debrief" && !sentences.length) return null;
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
 * @param {readonly string[]} commands
 */
function row(desk, { key, label, text, through, kept }, commands) {
  const { words } = desk;
  const quiet = (/** @type {"let" | "take_back" | "keep"} */ order, name = `do_${order}`) =>
    commands.includes(order) && h("button", { class: "button quiet", "aria-label": `${say(words, name)}: ${text}`,
      onclick: () => desk.command(order, { key }) }, say(words, name));
  const states = [say(words, through ? "is_through" : "is_back"), kept && say(words, "is_kept")].filter(Boolean);
  return h("li", {}, h("q", { dir: "auto" }, text),
    h("div", { class: "hint" }, say(words, "for_choice", { label }), " · ", states.join(", ")),
    h("div", { class: "words" },
      !through && quiet("let"), through && !kept && quiet("keep"), through && !kept && quiet("take_back"),
      !through && commands.includes("let") && reword(desk, key, text)));
}

/**
 * Put it otherwise, where a word could name somebody.
 * @param {Desk} desk
 * @param {string} key
 * @param {string} text
 */
function reword({ words, command }, key, text) {
  const field = h("textarea", { class: "field", id: fresh("reword"), rows: 2, maxlength: 280, value: text });
  const send = () => command("let", { key, text: field.value });
  return h("details", {}, h("summary", { "aria-label": `${say(words, "reword")}: ${text}` }, say(words, "reword")),
    h("label", { for: field.id, class: "hint" }, say(words, "reword_hint")), field,
    h("div", { class: "go" }, h("button", { class: "button", onclick: send }, say(words, "let_reworded"))));
}
