// The debrief of the room's path on a phone: the path, those who lived it, what to take away.

import { h, say } from "./parts.js";
/** @import { Drawn } from "./ballot.js" */
/** @import { Debrief, Parts, RoomWords } from "./room-types.d.ts" */

/**
 * @param {RoomWords} words
 * @param {Parts} parts
 * @returns {Drawn}
 */
export function lookingBack(words, { debrief }) {
  if (!debrief) return { nodes: [] };
  return { nodes: [
    h("h1", { class: "land" }, say(words.phone, "room_path")),
    h("p", {}, say(words.phone, "no_score")),
    h("ol", { class: "walk" }, debrief.walk.map((step) => h("li", {}, stepTaken(words, step)))),
    part(words, "lived", debrief.people.map((person) => lived(words, person))),
    part(words, "differ", debrief.differ.map(differing)),
    part(words, "lessons", debrief.lessons.map(({ html }) => h("div", { class: "prose lesson", html })))] };
}

/**
 * @param {RoomWords} words
 * @param {string} key
 * @param {Node[]} nodes
 */
const part = (words, key, nodes) => nodes.length > 0 && h("section", { class: "part" },
  h("h2", {}, say(words.debrief, key)), nodes);

/**
 * @param {RoomWords} words
 * @param {Debrief["walk"][number]} step
 */
const stepTaken = (words, step) => h("details", {},
  h("summary", {}, h("span", { class: "when" }, say(words.debrief, "step_title", step)), h("br"),
    h("span", { class: "decided" }, step.label)),
  step.happened.map((each) => h("div", { class: each.kind === "choice" ? "then" : "then later" },
    each.kind !== "choice" && h("p", { class: "kicker" }, say(words.player, `because_${each.kind}`, each)),
    h("div", { class: "prose", html: each.html }),
    each.reaches.length > 0 && h("p", { class: "reaches" }, say(words.player, "reaches"), " ",
      each.reaches.map(({ name }) => name).join(", ")))));

/**
 * How somebody lived the story: rights-holders come first, as the server has put them.
 * @param {RoomWords} words
 * @param {Debrief["people"][number]} person
 */
function lived(words, person) {
  const rights = person.lens === "rightsholder";
  return h("details", { class: rights ? "life rights" : "life", open: rights && person.life !== null },
    h("summary", {}, h("b", {}, person.name), `, ${person.role} · `,
      h("span", { class: "lens" }, say(words.player, `lens_${person.lens}`))),
    person.life !== null
      ? h("blockquote", { class: "scene", html: person.life })
      : h("p", { class: "hint" }, say(words.debrief, person.said.length ? "no_life" : "silent", person)));
}

/** @param {Debrief["differ"][number]} question */
const differing = (question) => h("details", { class: "differs" }, h("summary", {}, question.question),
  question.views.map((side) => h("div", {}, h("h3", {}, side.held_by), h("p", { html: side.html }))));
