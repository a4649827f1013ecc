// The moment that the room is in, as the wall has it, with one filled button: the next thing to do.

import { codeLarge, qrPicture, wallLink } from "./console-room.js";
import { spelled } from "./console-door.js";
import { fresh, h, say } from "./parts.js";
import { chartButton } from "./plot.js";
import { standing } from "./room-parts.js";
import { happened, voice } from "./story.js";
import { ballotShown, hearFirst, longestBar, moved, wentWhere } from "./tally.js";
/** @import { ConsoleView, Desk, Part, Room } from "./console-types.d.ts" */
/** @import { Child, Words } from "./page.d.ts" */
/** @import { ChartRequest } from "./plot.js" */
/** @import { At } from "./room-types.d.ts" */

const ALONE = /^(127\.|localhost|\[::1\])/; // addresses that lead from a phone to itself

/**
 * Where the room is in a line: what is read aloud when it moves, and the heading of the moment.
 * @param {Words} words
 * @param {Room} room
 */
export function heading(words, { parts: { at, scene, followed } }) {
  const key = at.phase === "revealed" && at.round > 1 ? "at_revealed_again" : `at_${at.phase}`;
  return say(words, key, { question: scene?.question ?? "", label: followed?.label ?? "",
    title: scene?.title ?? "", story: at.story.title });
}

/**
 * @typedef {object} Picked
 * @property {Omit<At, "turnout" | "seconds" | "people" | "turn">} at
 * @property {Room["parts"]["scene"]} scene
 * @property {Room["parts"]["reveal"]} reveal
 * @property {Room["parts"]["followed"]} followed
 * @property {string} code
 * @property {string} wall
 * @property {ConsoleView["axes"]} axes
 * @property {readonly string[]} drawn what can be shown besides: one to hear first, a table
 * @property {At["turnout"]} turnout
 */

/**
 * The moment that the room is in.
 * @type {Part<Picked>}
 */
export const moment = {
  of: ({ room, axes }) => {
    if (!room) return null;
    const { turnout, seconds: _, people: __, turn: ___, ...at } = room.parts.at;
    const { scene, reveal, followed } = room.parts;
    return { at, scene, reveal, followed, code: room.code, wall: room.wall, axes,
      drawn: room.commands.filter((each) => each === "hear" || each === "table"),
      turnout: at.phase === "ballot" ? turnout : null };
  },
  draw: (desk, picked) => MOMENTS[picked.at.phase](desk, picked),
};

/** @type {Record<At["phase"], (desk: Desk, picked: Picked) => Child>} */
const MOMENTS = {
  lobby: (desk, picked) => {
    const { words } = desk;
    const { at } = picked;
    const large = codeLarge(desk, { ...picked, qr: at.qr, join: at.join });
    return [
      h("div", { class: "joining" }, qrPicture(words, at.qr), h("div", {},
        h("h2", { class: "title land" }, say(words, "at_lobby", { story: at.story.title })),
        h("p", {}, say(words, "join_at"), " ", h("b", {}, at.join ?? "")),
        h("p", { class: "code" }, spelled(picked.code)),
        h("div", { class: "words" },
          h("button", { class: "button quiet", onclick: large.show }, say(words, "show_large")),
          picked.wall && wallLink(words, picked.wall)))),
      large.dialog,
      ALONE.test(at.join ?? "") && h("p", { class: "notice" }, say(words, "alone")),
      h("p", { class: "prose muted" }, say(words, "promise")),
    ];
  },
  scene: (desk, picked) => {
    const { words, shared } = desk;
    const { scene, at } = picked;
    if (!scene) return null;
    const [first, ...others] = scene.voices;
    return [
      h("h2", { class: "title land" }, scene.title),
      h("p", { class: "hint" }, say(words, at.round ? "on_wall_scene_again" : "on_wall_scene")),
      scene.brief && h("details", {},
        h("summary", {}, say(words, "brief")), h("div", { class: "prose", html: scene.brief })),
      h("div", { class: "scene", html: scene.html }),
      first && voice(shared.player, first),
      others.length > 0 && h("details", {},
        h("summary", {}, say(words, "others_say", { names: others.map(({ name }) => name).join(", ") })),
        others.map((each) => voice(shared.player, each))),
      h("h3", {}, scene.question),
      h("ol", { class: "plain" }, scene.choices.map((each) => h("li", {}, each.label))),
    ];
  },
  ballot: (desk, picked) => {
    const { words } = desk;
    const turnout = picked.at.small ? "small" : picked.turnout ?? "open";
    return [
      h("h2", { class: "title land" }, picked.scene?.question ?? ""),
      h("p", { class: "hint" }, say(words, picked.at.round > 1 ? "on_wall_ballot_again" : "on_wall_ballot")),
      desk.clock,
      h("p", { role: "status" }, h("b", {}, say(words, `turnout_${turnout}`))),
    ];
  },
  revealed: (desk, picked) => shown(desk, picked),
  followed: (desk, picked) => {
    const { words, shared } = desk;
    const { followed } = picked;
    if (!followed) return null;
    return [
      h("h2", { class: "title land" }, say(words, `followed_${followed.how}`, followed)),
      h("p", { class: "hint" }, say(words, "on_wall_followed")),
      followed.happened.map((each) =>
        happened(shared.player, {}, { ...each, cites: [], feedback: "" }, false)),
      followed.ending && h("section", {},
        h("h3", {}, `${followed.ending.time} · ${followed.ending.title}`),
        h("div", { class: "scene", html: followed.ending.html }),
        followed.ending.voices.map((each) => voice(shared.player, each))),
      h("div", { class: "standing" }, standing(shared, followed.indicators, true)),
    ];
  },
  debrief: (desk, picked) => [
    h("h2", { class: "title land" }, say(desk.words, "debrief_title")),
    h("p", { class: "hint" }, say(desk.words, "on_wall_debrief")),
    h("ol", { class: "plain prose" }, ["life", "lesson", "differ", "alone"].map((each) =>
      h("li", {}, say(desk.words, `debrief_${each}`)))),
    among(desk, picked),
  ],
  ended: (desk, picked) => [
    h("h2", { class: "title land" }, say(desk.words, "ended_title")),
    h("p", { class: "prose" }, say(desk.words, "ended_lead")),
    among(desk, picked),
  ],
};

/**
 * What the ballots showed, exactly as the wall has it.
 * @param {Desk} desk
 * @param {Picked} picked
 */
function shown(desk, picked) {
  const { words, shared } = desk;
  const { scene, reveal } = picked;
  if (!reveal || !scene) return [];
  const longest = longestBar(reveal);
  const two = reveal.ballots.length > 1;
  const ballots = reveal.ballots.map((ballot, i) => h("section", {},
    two && h("h3", {}, say(words, i ? "second" : "first")),
    ballotShown(shared, ballot, longest),
    ballot.words === "numbers" && !ballot.shift
      && chartButton(words, say(words, "show_reveal"), desk.ask, { chart: "reveal", ballot: i })));
  return [
    h("h2", { class: "title land" }, scene.question),
    h("p", { class: "hint" }, say(words, "on_wall_reveal")),
    h("div", { class: two ? "results two" : "results" }, two ? ballots.reverse() : ballots),
    two && [moved(shared, reveal.movement), reveal.movement.length > 0
      && chartButton(words, say(words, "show_moved"), desk.ask, { chart: "moved" })],
    wentWhere(shared, reveal.table),
    reveal.hear !== null && hearFirst(shared, reveal.hear),
    h("div", { class: "words" }, /** @type {const} */ (["hear", "table"]).map((order) =>
      picked.drawn.includes(order) && !(order === "hear" ? reveal.hear : reveal.table)
        && h("button", { class: "button quiet", onclick: () => desk.command(order) },
          say(words, `do_${order}`)))),
  ];
}

/**
 * Where the room's path stands among all possible ones.
 * @param {Desk} desk
 * @param {Picked} picked
 */
function among({ words, ask }, { axes }) {
  if (!axes) return h("p", { class: "hint" }, say(words, "among_not_yet"));
  /** @type {ChartRequest} */
  const request = { chart: "space", people: axes.people[0]?.id, company: axes.company[0]?.id };
  return h("section", {},
    h("h3", {}, say(words, "among")), h("p", { class: "hint" }, say(words, "among_hint")),
    chartButton(words, say(words, "show_space"), ask, request, (/** @type {Function} */ show) => {
      const picks = /** @type {const} */ (["people", "company"]).map((key) => {
        const select = h("select", { class: "field", id: fresh("axis"), onchange: () => again() },
          axes[key].map(({ id, label }) => h("option", { value: id }, label)));
        return { key, select };
      });
      const again = () => show(Object.fromEntries(picks.map(({ key, select }) => [key, select.value])));
      return h("div", { class: "axes" }, picks.map(({ key, select }) => h("div", {},
        h("label", { for: select.id }, say(words, `choose_${key}`)), select)));
    }));
}
