// The scene as the course shows it, and the private ballot on it.

import { ballotPaper, isIn } from "./booth.js";
import { h, land, say } from "./parts.js";
import { standing } from "./room-parts.js";
import { voice } from "./story.js";
import { ballotShown, longestBar } from "./tally.js";
/** @import { Answer, Parts, Person, RoomWords, Scene } from "./room-types.d.ts" */

/**
 * What a moment of the room is drawn as; `update` takes what changes while it lasts.
 * @typedef {{ nodes: (Node | false | null)[], update?: (parts: Parts, changed: Parts) => void }} Drawn
 */

/** @typedef {(choice: string | null) => Promise<Answer>} Cast send a vote; null abstains */

/**
 * A scene to be read: rights-holders first, then where things stand, those about people first.
 * @param {RoomWords} words
 * @param {Scene} scene
 * @param {boolean} landing whether its heading is where the focus goes
 */
export function sceneText(words, scene, landing) {
  return [
    scene.brief !== null && h("section", { class: "brief" },
      h("h2", { class: landing ? "kicker land" : "kicker" }, say(words.player, "you_are", scene.role)),
      h("div", { class: "prose", html: scene.brief })),
    h(landing ? "h1" : "h2", { class: landing ? "land" : "" },
      h("span", { class: "when" }, scene.time), scene.title),
    h("div", { class: "scene", html: scene.html }),
    ...scene.voices.map((each) => voice(words.player, each)),
  ];
}

/**
 * Who this phone votes as, and how that person sees it in this scene.
 * @param {RoomWords} words
 * @param {Person | null | undefined} seat
 * @param {Scene | null} scene
 */
export function seatOf(words, seat, scene) {
  if (!seat) return null;
  const own = scene?.voices.find(({ id }) => id === seat.id);
  return h("section", { class: "seat" },
    h("p", {}, say(words.phone, "seat"), " ", h("b", {}, seat.name), `, ${seat.role}`,
      " · ", h("span", { class: "lens" }, say(words.player, `lens_${seat.lens}`))),
    own && h("blockquote", { html: own.html }),
    !own && scene && h("p", { class: "hint" }, say(words.phone, "seat_silent", seat)));
}

/**
 * The scene before its ballot.
 * @param {RoomWords} words
 * @param {Parts} parts
 * @returns {Drawn}
 */
export function sceneMoment(words, { scene, mine }) {
  if (!scene) return { nodes: [] };
  return { nodes: [
    ...sceneText(words, scene, true), seatOf(words, mine?.seat, scene),
    ...standing(words, scene.indicators, scene.brief === null),
    h("h2", { class: "asked" }, scene.question),
    h("ul", { class: "offered" }, scene.choices.map(({ label }) => h("li", {}, label))),
    h("p", { class: "hint" }, say(words.phone, "ballot_soon"))] };
}

/**
 * The open ballot, as long as it lasts: the paper, that the vote is in, or why this phone only watches.
 * @param {RoomWords} words
 * @param {Parts} parts
 * @param {Cast} cast
 * @returns {Drawn}
 */
export function ballotMoment(words, parts, cast) {
  const { scene, mine } = parts;
  if (!scene || !mine) return { nodes: [] };
  const slot = h("div", { class: "booth" });
  let shown = "";
  const paper = () => {
    shown = "open";
    slot.replaceChildren(...paperWithScene(words, parts, async (choice) => {
      const answer = await cast(choice);
      if (!answer.error) { shown = ""; draw("in", true); }
      return answer;
    }));
  };
  const change = () => {
    paper();
    shown = "changing";
    slot.querySelector("input")?.focus();
  };
  const draw = (/** @type {"in" | "open" | "watching"} */ next, /** @type {boolean} */ own) => {
    if (next === shown) return;
    shown = next;
    if (next === "open") paper();
    else slot.replaceChildren(...(next === "in" ? isIn(words, change) : watching(words, scene)));
    if (own) arrive(slot);
  };
  draw(stands(mine), false);
  return {
    nodes: [slot, h("details", { class: "again" }, h("summary", {}, say(words.phone, "scene_again")),
      h("div", {}, sceneText(words, scene, false)))],
    update: (_, changed) => {
      if (changed.mine && shown !== "changing") draw(stands(changed.mine), false);
    },
  };
}

/** @param {NonNullable<Parts["mine"]>} mine */
const stands = (mine) => (mine.voted ? "in" : mine.votes ? "open" : "watching");

/** @param {HTMLElement} slot */
function arrive(slot) {
  const heading = slot.querySelector(".land");
  if (heading) land(heading);
  scrollTo(0, 0);
}

/**
 * @param {RoomWords} words
 * @param {Scene} scene
 */
const watching = (words, scene) => [h("h1", { class: "land" }, scene.question),
  h("p", { class: "notice" }, say(words.phone, "newcomer"))];

/**
 * @param {RoomWords} words
 * @param {Parts} parts
 * @param {Cast} cast
 */
function paperWithScene(words, { at, scene, mine, reveal }, cast) {
  if (!scene || !at) return [];
  const seat = seatOf(words, mine?.seat, scene);
  return [
    h("h1", { class: "land" }, say(words.phone, at.round === 2 ? "second_ballot" : "ballot")),
    ...(seat ? [seat] : []),
    ...(reveal ? [firstShown(words, reveal)] : standing(words, scene.indicators, scene.brief === null)),
    ballotPaper(words, scene, cast),
    ...(at.small ? [h("p", { class: "hint" }, say(words.phone, "small"))] : [])];
}

/**
 * What the first ballot showed, to be opened during the second.
 * @param {RoomWords} words
 * @param {NonNullable<Parts["reveal"]>} reveal
 */
const firstShown = (words, reveal) => h("details", { class: "again" },
  h("summary", {}, say(words.phone, "first_again")),
  h("div", {}, reveal.ballots.slice(0, 1).map((each) => ballotShown(words, each, longestBar(reveal)))));
