// One sentence for a choice, the sender's own or not: written while the ballot is open or after its reveal.

import { announce, fresh, h, land, say } from "./parts.js";
/** @import { Answer, RoomWords, Scene } from "./room-types.d.ts" */

const LONGEST = 280; // characters, as the server counts

/** @typedef {(choice: string, text: string) => Promise<Answer>} Send */

/**
 * Where it is written; once sent it is on no screen again.
 * @param {RoomWords} words
 * @param {Scene} scene
 * @param {boolean} sent whether this phone has sent one for this ballot already
 * @param {Send} send
 */
export function sentence(words, scene, sent, send) {
  const box = h("section", { class: "one-sentence" });
  box.append(...(sent ? isSent(words) : [form(words, scene, box, send)]));
  return box;
}

/** @param {RoomWords} words */
const isSent = (words) => [h("h2", {}, say(words.phone, "sent")), h("p", {}, say(words.phone, "sent_text"))];

/**
 * @param {RoomWords} words
 * @param {Scene} scene
 * @param {HTMLElement} box
 * @param {Send} send
 */
function form(words, scene, box, send) {
  const id = fresh("sentence");
  const choice = h("select", { id: `${id}-for`, class: "field" },
    h("option", { value: "" }, say(words.phone, "choose")),
    scene.choices.map((each) => h("option", { value: each.id }, each.label)));
  const text = h("textarea", { id, class: "field growing", rows: "3", maxlength: String(LONGEST), dir: "auto",
    "aria-describedby": `${id}-hint` });
  const status = h("p", { class: "hint", role: "status" }, say(words.phone, "sentence_when"));
  let asked = false;
  const go = async () => {
    if (asked) return;
    const lacks = !choice.value ? choice : !text.value.trim() ? text : null;
    if (lacks) {
      announce(status, say(words.phone, lacks === choice ? "sentence_for_what" : "sentence_empty"));
      lacks.focus();
      return;
    }
    asked = true;
    const { error } = await send(choice.value, text.value.trim());
    asked = false;
    if (error) { announce(status, error.text); return; }
    box.replaceChildren(...isSent(words));
    land(box.querySelector("h2"));
  };
  return h("details", { class: "writes" }, h("summary", {}, say(words.phone, "sentence")),
    h("p", { id: `${id}-hint` }, say(words.phone, "sentence_hint")),
    h("label", { class: "of-field", for: `${id}-for` }, say(words.phone, "sentence_for")), choice,
    h("label", { class: "of-field", for: id }, say(words.phone, "sentence_text")), text,
    h("button", { class: "button", onclick: () => void go() }, say(words.phone, "send")), status);
}
