// What stands around the moment: the session's minutes, where the room is, its path, the notes beside it.

import { spelled } from "./console-door.js";
import { asking } from "./console-asking.js";
import { h, say } from "./parts.js";
/** @import { ConsoleView, Desk, Room } from "./console-types.d.ts" */

const USUAL = /** @type {const} */ (["back", "debrief", "cancel", "end"]);

/** Minute 21 of 90, and whether that is on plan. */
export const session = {
  /** @param {ConsoleView} view */
  of: ({ room }) => room && { minutes: room.minutes, rehearsal: room.parts.at.rehearsal },
  /**
   * @param {Desk} desk
   * @param {{ minutes: Room["minutes"], rehearsal: number }} picked
   */
  draw: ({ words }, { minutes, rehearsal }) => [
    rehearsal > 0 && h("p", { class: "rehearsal" }, say(words, "rehearsal", { people: rehearsal })),
    h("h1", { class: "kicker" },
      say(words, "for_you_only"), " · ", say(words, "minute", minutes), ", ", pace(words, minutes.spare)),
  ],
};

/**
 * @param {Readonly<Record<string, string>>} words
 * @param {number} spare minutes
 */
function pace(words, spare) {
  if (spare < 0) return say(words, "late", { count: -spare });
  return spare > 0 ? say(words, "spare", { count: spare }) : say(words, "on_plan");
}

/** Which story, how far, who is here; the quiet words for what is not next. */
export const bar = {
  /** @param {ConsoleView} view */
  of: ({ room }) => {
    if (!room) return null;
    const { at } = room.parts;
    const { code, people, commands, next, strangers, wall, address } = room;
    return { title: at.story.title, position: at.position, phase: at.phase, qr: at.qr, join: at.join,
      code, people, strangers, wall, address, quiet: USUAL.filter((each) => each !== next && commands.includes(each)) };
  },
  /**
   * @param {Desk} desk
   * @param {NonNullable<ReturnType<typeof bar["of"]>>} picked
   */
  draw: (desk, picked) => {
    const { words, shared } = desk;
    const where = picked.position && say(shared.player, picked.position.key, picked.position);
    const large = codeLarge(desk, picked);
    const confirm = asking(desk);
    return [
      h("div", { class: "bar" },
        h("b", {}, picked.title), where && h("span", { class: "place" }, where), h("span", { class: "grow" }),
        h("span", { class: "hint" }, say(words, "people", { count: picked.people }), " · ", spelled(picked.code))),
      h("div", { class: "words" },
        picked.phase !== "lobby" && h("button", { class: "button quiet", onclick: large.show }, say(words, "code")),
        picked.quiet.map((order) => h("button", { class: "button quiet", onclick: () => confirm.press(order) },
          say(words, `do_${order}`))),
        h("button", { class: "button quiet", onclick: () => desk.tell("leave", { do: "leave" }) },
          say(words, "leave"))),
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
 * @param {Readonly<Record<string, string>>} words
 * @param {string | undefined} qr the address of a picture
 */
export const qrPicture = (words, qr) => qr ? h("img", { class: "qr", src: qr, alt: say(words, "qr") }) : null;

/**
 * @param {Readonly<Record<string, string>>} words
 * @param {string} wall
 */
export const wallLink = (words, wall) => h("a", { href: wall, target: "_blank", rel: "noopener noreferrer" },
  say(words, "wall"));

/** The decisions so far, and that the room is at the next. */
export const path = {
  /** @param {ConsoleView} view */
  of: ({ room }) => room && { path: room.path, scene: room.parts.scene && { time: room.parts.scene.time,
    question: room.parts.scene.question } },
  /**
   * @param {Desk} desk
   * @param {{ path: Room["path"], scene: { time: string, question: string } | null | undefined }} picked
   */
  draw: ({ words }, { path: steps, scene }) => (steps.length || scene) && h("ol", { class: "path",
    "aria-label": say(words, "path") },
  steps.map(({ time, how, label }) => h("li", {}, h("small", {}, `${time} · ${say(words, `how_${how}`)}`), label)),
  scene && h("li", { class: "todo", "aria-current": "step" },
    h("small", {}, `${scene.time} · ${say(words, "now")}`), scene.question)),
};

/** What to ask, what rooms say, how long: of the scene's author; and how to hold this moment. */
export const notesBeside = {
  /** @param {ConsoleView} view */
  of: ({ room }) => room && { notes: room.notes, phase: room.parts.at.phase, small: room.parts.at.small,
    here: room.minutes.here, people: room.people },
  /**
   * @param {Desk} desk
   * @param {{ notes: Room["notes"], phase: string, small: boolean, here: number, people: number }} picked
   */
  draw: ({ words }, { notes, phase, small, here, people }) => h("aside", { "aria-label": say(words, "notes") },
    h("h2", { class: "side" }, say(words, `manner_${phase}_title`)),
    h("p", {}, say(words, small && phase === "revealed" ? "manner_revealed_small" : `manner_${phase}`)),
    notes && phase !== "ballot" && h("div", { class: "group" },
      h("h2", { class: "side" }, say(words, "ask")), h("div", { class: "prose", html: notes.ask }),
      h("h2", { class: "side" }, say(words, "hears")), h("div", { class: "prose", html: notes.hears })),
    h("div", { class: "group" },
      h("h2", { class: "side" }, say(words, "minutes")),
      h("p", {}, here < 0 ? say(words, "here_over", { count: -here }) : say(words, "here_left", { count: here }),
        notes ? ` ${say(words, "asked_for", { count: notes.minutes })}` : ""),
      people < 1 && phase === "lobby" && h("p", { class: "hint" }, say(words, "nobody")))),
};
