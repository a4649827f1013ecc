// What stands around the moment: the session's minutes, where the room is, its path, the notes beside it.

import { asking } from "./console-asking.js";
import { spelled } from "./console-door.js";
import { h, say } from "./parts.js";
import { notice } from "./saving.js";
/** @import { Desk, Order, Part, Room, StepTaken } from "./console-types.d.ts" */
/** @import { Position } from "./room-types.d.ts" */
/** @import { Words } from "./page.d.ts" */

/** @type {readonly Order[]} */
const USUAL = ["back", "debrief", "cancel", "end"];

/**
 * What keeps the console from its room, or the room from going on.
 * @type {Part<string[]>}
 */
export const trouble = {
  of: ({ problem, room }) => [problem, room?.fault ?? ""].filter(Boolean),
  draw: (_, texts) => texts.map((text) => notice("problem", text)),
};

/**
 * Minute 21 of 90, and whether that is on plan.
 * @type {Part<{ minutes: Room["minutes"], rehearsal: number }>}
 */
export const session = {
  of: ({ room }) => room && { minutes: room.minutes, rehearsal: room.parts.at.rehearsal },
  draw: ({ words }, { minutes, rehearsal }) => [
    rehearsal > 0 && h("p", { class: "rehearsal" }, say(words, "rehearsal", { people: rehearsal })),
    h("h1", { class: "kicker" },
      say(words, "for_you_only"), " · ", say(words, "minute", minutes), ", ", pace(words, minutes.spare)),
  ],
};

/**
 * @param {Words} words
 * @param {number} spare minutes
 */
function pace(words, spare) {
  if (spare < 0) return say(words, "late", { count: -spare });
  return spare > 0 ? say(words, "spare", { count: spare }) : say(words, "on_plan");
}

/**
 * @typedef {Pick<Room, "code" | "people" | "strangers" | "wall"> & { title: string, phase: string,
 *   position: Position | null, qr: string | undefined, join: string | undefined, quiet: Order[] }} Bar
 */

/**
 * Which story, how far, who is here; the quiet words for what is not next.
 * @type {Part<Bar>}
 */
export const bar = {
  of: ({ room }) => {
    if (!room) return null;
    const { at } = room.parts;
    const { code, people, commands, next, strangers, wall } = room;
    const quiet = USUAL.filter((each) => each !== next && commands.includes(each));
    return { title: at.story.title, position: at.position, phase: at.phase, qr: at.qr, join: at.join,
      code, people, strangers, wall, quiet };
  },
  draw: (desk, picked) => {
    const { words, shared } = desk;
    const where = picked.position && say(shared.player, picked.position.key, picked.position);
    const large = codeLarge(desk, picked);
    const confirm = asking(desk);
    const quiet = (/** @type {string} */ key, /** @type {() => void} */ onclick) =>
      h("button", { class: "button quiet", onclick }, say(words, key));
    return [
      h("div", { class: "bar" },
        h("b", {}, picked.title), where && h("span", { class: "place" }, where),
        h("span", { class: "hint" },
          say(words, "people", { count: picked.people }), " · ", spelled(picked.code)),
        h("span", { class: "grow" }),
        h("div", { class: "chrome" },
          picked.phase !== "lobby" && quiet("code", large.show),
          picked.quiet.map((order) => quiet(`do_${order}`, () => confirm.press(order))),
          quiet("leave", () => desk.tell("leave", { do: "leave" })))),
      confirm.place,
      picked.strangers && h("p", { class: "notice" }, say(words, "strangers")),
      large.dialog,
    ];
  },
};

/**
 * The code so large that a room can read it from this screen.
 * @param {Desk} desk
 * @param {{ code: string, qr?: string | undefined, join?: string | undefined, wall: string }} picked
 */
export function codeLarge({ words }, { code, qr, join, wall }) {
  const shut = h("button", { class: "button", onclick: () => dialog.close() }, say(words, "close_large"));
  const dialog = h("dialog", { class: "large", "aria-label": say(words, "join_large") },
    h("div", { class: "joining" }, qrPicture(words, qr),
      h("div", {},
        h("p", {}, say(words, "join_at")), h("p", { class: "join" }, join ?? ""),
        h("p", {}, say(words, "join_code")), h("p", { class: "code" }, spelled(code)),
        h("p", {}, wall && wallLink(words, wall)), shut)));
  return { dialog, show: () => dialog.showModal() };
}

/**
 * @param {Words} words
 * @param {string | undefined} qr the address of a picture
 */
export const qrPicture = (words, qr) => qr ? h("img", { class: "qr", src: qr, alt: say(words, "qr") }) : null;

/**
 * @param {Words} words
 * @param {string} wall
 */
export const wallLink = (words, wall) => h("a", { href: wall, target: "_blank", rel: "noreferrer" },
  say(words, "wall"));

/**
 * The decisions so far, and that the room is at the next.
 * @type {Part<{ steps: readonly StepTaken[], scene: { time: string, question: string } | null }>}
 */
export const path = {
  of: ({ room }) => {
    const scene = room?.parts.scene;
    if (!room?.path.length) return null;
    return { steps: room.path, scene: scene ? { time: scene.time, question: scene.question } : null };
  },
  draw: ({ words }, { steps, scene }) => h("ol", { class: "path", "aria-label": say(words, "path") },
    steps.map(({ time, how, label }) => h("li", {},
      h("small", {}, `${time} · ${say(words, `how_${how}`)}`), label)),
    scene && h("li", { class: "todo", "aria-current": "step" },
      h("small", {}, `${scene.time} · ${say(words, "now")}`), scene.question)),
};

/**
 * What to ask, what rooms say, how long: of the scene's author; and how to hold this moment.
 * @type {Part<{ notes: Room["notes"], phase: string, small: boolean, here: number, people: number }>}
 */
export const notesBeside = {
  of: ({ room }) => room && { notes: room.notes, phase: room.parts.at.phase, small: room.parts.at.small,
    here: room.minutes.here, people: room.people },
  draw: ({ words }, { notes, phase, small, here, people }) => h("aside",
    { "aria-label": say(words, "notes"), tabindex: "0" }, // it may scroll by itself
    h("h2", { class: "side" }, say(words, `manner_${phase}_title`)),
    h("p", {}, say(words, small && phase === "revealed" ? "manner_revealed_small" : `manner_${phase}`)),
    notes && (phase === "scene" || phase === "revealed") && h("div", { class: "group" },
      h("h2", { class: "side" }, say(words, "ask")), h("div", { class: "prose", html: notes.ask }),
      h("h2", { class: "side" }, say(words, "hears")), h("div", { class: "prose", html: notes.hears })),
    h("div", { class: "group" },
      h("h2", { class: "side" }, say(words, "minutes")),
      h("p", {}, say(words, here < 0 ? "here_over" : "here_left", { count: Math.abs(here) }),
        notes ? ` ${say(words, "asked_for", { count: notes.minutes })}` : ""),
      people < 1 && phase === "lobby" && h("p", { class: "hint" }, say(words, "nobody")))),
};
