// What may leave the room: exactly what the files will hold is shown before they are written.

import { h, land, say } from "./parts.js";
/** @import { Desk, Note, Part } from "./console-types.d.ts" */
/** @import { Words } from "./page.d.ts" */

const TEXTS = /** @type {const} */ (["briefing", "case"]);

/**
 * The preview, and what was saved.
 * @type {Part<{ saved: readonly string[], kept: readonly boolean[] }>}
 */
export const noteDesk = {
  of: ({ room, saved }) => {
    const phase = room?.parts.at.phase;
    if (!room || (phase !== "debrief" && phase !== "ended")) return null;
    return { saved, kept: room.sentences.map(({ kept }) => kept) };
  },
  draw: (desk, { saved }) => {
    const { words } = desk;
    const place = h("div", { class: "preview" });
    const button = h("button", { class: saved.length ? "button" : "button main",
      onclick: () => preview(desk, place, button) }, say(words, "note_preview"));
    return h("section", { class: "part" },
      h("h3", {}, say(words, "note_title")), h("p", { class: "prose" }, say(words, "note_lead")),
      h("div", { role: "status" }, saved.map((line) => h("p", { class: "notice done" }, line))),
      h("div", { class: "go" }, button), place);
  },
};

/**
 * One of the texts: its page as it will look, and its Markdown.
 * @param {Words} words
 * @param {Note} note
 * @param {typeof TEXTS[number]} each
 */
function page(words, note, each) {
  const name = say(words, `note_${each}`);
  return h("section", {}, h("h4", {}, name),
    h("iframe", { class: "page", sandbox: "", srcdoc: note[`${each}_html`], title: name }),
    h("details", {}, h("summary", {}, say(words, "note_markdown", { name })),
      h("pre", { tabindex: "0" }, note[`${each}_markdown`])));
}

/**
 * @param {Desk} desk
 * @param {HTMLElement} place
 * @param {HTMLElement} button
 */
async function preview(desk, place, button) {
  const { words } = desk;
  place.replaceChildren(h("p", { class: "hint", role: "status" }, say(words, "note_counting")));
  try {
    const note = await desk.note();
    const title = h("h4", {}, say(words, "note_shown"));
    button.classList.remove("main");
    const save = () => desk.tell("save", { do: "save" });
    place.replaceChildren(title, ...TEXTS.map((each) => page(words, note, each)),
      h("div", { class: "go" },
        h("button", { class: "button main", onclick: save }, say(words, "note_save"))));
    land(title);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    place.replaceChildren(h("p", { class: "notice problem" }, text));
    desk.say(text);
  }
}
