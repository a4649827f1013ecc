// What may leave the room: exactly what the files will hold is shown before they are written.

import { h, land, say } from "./parts.js";
/** @import { ConsoleView, Desk } from "./console-types.d.ts" */

const TEXTS = /** @type {const} */ (["briefing", "case"]);

export const noteDesk = {
  /** @param {ConsoleView} view */
  of: ({ room, saved }) => {
    const phase = room?.parts.at.phase;
    return phase === "debrief" || phase === "ended" ? { saved, through: room?.sentences.map(({ kept }) => kept) } : null;
  },
  /**
   * @param {Desk} desk
   * @param {{ saved: readonly string[] }} picked
   */
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
 * @param {Desk} desk
 * @param {HTMLElement} place
 * @param {HTMLElement} button
 */
async function preview(desk, place, button) {
  const { words } = desk;
  place.replaceChildren(h("p", { class: "hint", role: "status" }, say(words, "note_counting")));
  try {
    const reply = await desk.ask({ ask: "note" }, 40000);
    const note = reply.told ?? reply.answer;
    const title = h("h4", {}, say(words, "note_shown"));
    button.classList.remove("main");
    place.replaceChildren(title,
      ...TEXTS.map((each) => h("section", {}, h("h4", {}, say(words, `note_${each}`)),
        h("iframe", { class: "page", sandbox: "", srcdoc: note[`${each}_html`], title: say(words, `note_${each}`) }),
        h("details", {}, h("summary", {}, say(words, "note_markdown", { name: say(words, `note_${each}`) })),
          h("pre", { tabindex: "0" }, note[`${each}_markdown`])))),
      h("div", { class: "go" }, h("button", { class: "button main", onclick: () => desk.tell("save", { do: "save" }) },
        say(words, "note_save"))));
    land(title);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    place.replaceChildren(h("p", { class: "notice problem" }, text));
    desk.say(text);
  }
}
