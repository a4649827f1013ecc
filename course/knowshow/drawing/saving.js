// How saving stands, told in the page: a line beside the title, and notices about what was found on disk.

import { Outbox } from "./outbox.js";
import { announce, h, say } from "./parts.js";
/** @import { Line, Message, Words } from "./page.d.ts" */
/** @import { Hears } from "./outbox.js" */

/**
 * An outbox, the element that says how it stands, and a way to say something else there.
 * @template {Message} Said
 * @typedef {{ box: Outbox<Said>, element: HTMLElement, tell: (text: string, kind: string) => void }} Saving
 */

/**
 * An outbox and the line that says how it stands, with a button to try again.
 * @template {Message} Said
 * @param {Line} model
 * @param {string} name under which what waits is kept in this window
 * @param {Words} words those of `kept`; `words.start` is what the line says at first
 * @param {Hears["answered"]} [answered]
 * @returns {Saving<Said>}
 */
export function saving(model, name, words, answered) {
  const status = h("span", { class: "saved waiting", role: "status" }, words.start);
  const again = h("button", { class: "button quiet", hidden: true, onclick: () => box.again() }, words.again);
  /** @type {(text: string, kind: string) => void} */
  const tell = (text, kind) => {
    status.className = `saved ${kind}`;
    again.hidden = kind !== "failed";
    announce(status, text);
  };
  /** @type {Outbox<Said>} */
  const box = new Outbox(model, name, {
    answered,
    saving: () => {
      status.className = "saved waiting";
      status.textContent = words.saving;
    },
    late: () => tell(words.not_yet, "failed"),
    failed: (text) => tell(text, "failed"),
    saved: (time) => tell(say(words, "saved", { time: clock(time) }), ""),
  });
  return { box, element: h("span", { class: "outbox" }, status, again), tell };
}

/**
 * When something was saved: the time of day, and the day where it is not today.
 * @param {string} time
 */
function clock(time) {
  const at = new Date(time);
  /** @type {Intl.DateTimeFormatOptions} */
  const day = at.toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "short" };
  return at.toLocaleString([], { ...day, hour: "2-digit", minute: "2-digit" });
}

/**
 * Tell at once what is being typed when the window is hidden, which may be the last that is heard of it.
 * @param {() => void} flush
 * @returns {() => void} what ends it
 */
export function whenHidden(flush) {
  const away = () => {
    if (document.visibilityState === "hidden") flush();
  };
  document.addEventListener("visibilitychange", away);
  return () => document.removeEventListener("visibilitychange", away);
}

/**
 * Keep a widget over a file going: what an earlier page told in vain is told again, what is typed is told
 * when the window is hidden or left, and each new view is drawn.
 * @param {Viewing} model
 * @param {{ recover(): void, flush(): void, leave(): void }} box
 * @param {{ leave(): void }} notes
 * @param {() => void} draw
 * @returns {() => void} what ends it
 */
export function attend(model, box, notes, draw) {
  box.recover();
  const unwatch = whenHidden(() => box.flush());
  model.on("change:view", draw);
  return () => {
    box.flush();
    unwatch();
    model.off("change:view", draw);
    box.leave();
    notes.leave();
  };
}

/**
 * A model whose view changes.
 * @typedef {object} Viewing
 * @property {(event: "change:view", hears: () => void) => void} on
 * @property {(event: "change:view", hears: () => void) => void} off
 */

/**
 * A model that has something to say about what it found on disk.
 * @typedef {object} Noting
 * @property {(key: "notes") => readonly string[]} get
 * @property {(event: "change:notes", hears: () => void) => void} on
 * @property {(event: "change:notes", hears: () => void) => void} off
 */

/**
 * What Python has to say about what it found on disk.
 * @param {Noting} model
 */
export function notices(model) {
  const place = h("div", { role: "status" });
  const draw = () => place.replaceChildren(...model.get("notes").map((text) => notice("problem", text)));
  model.on("change:notes", draw);
  draw();
  return { element: place, leave: () => model.off("change:notes", draw) };
}

/**
 * A box with one paragraph; its kind is one that the styles know.
 * @param {string} kind
 * @param {string} text
 */
export function notice(kind, text) {
  return h("div", { class: `notice ${kind}` }, h("p", {}, text));
}
