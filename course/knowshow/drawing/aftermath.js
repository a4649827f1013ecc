// What followed from a decision, to whom, and where it leaves people.

import { h, say } from "./parts.js";
import { standing } from "./room-parts.js";
import { happened, voice } from "./story.js";
/** @import { Drawn } from "./ballot.js" */
/** @import { Followed, Parts, RoomWords } from "./room-types.d.ts" */

/**
 * The words for what happened, which in a room was not the reader's own decision.
 * @param {RoomWords} words
 * @param {Followed["how"]} how
 */
export function wordsOfRoom(words, how) {
  const because = words.phone[how === "room" ? "because_room" : "because_other"] ?? "";
  return { ...words.player, because_choice: because };
}

/**
 * @param {RoomWords} words
 * @param {Parts} parts
 * @returns {Drawn}
 */
export function aftermath(words, { followed }) {
  if (!followed) return { nodes: [] };
  const player = wordsOfRoom(words, followed.how);
  const { ending } = followed;
  return { nodes: [
    h("h1", { class: "land" }, say(words.phone, "followed")),
    ...followed.happened.map((each) => happened(player, {}, each, false)),
    ...standing(words, followed.indicators, true),
    ending && h("section", { class: "ending" },
      h("h2", {}, h("span", { class: "when" }, ending.time), ending.title),
      h("div", { class: "scene", html: ending.html }), ending.voices.map((each) => voice(player, each))),
    h("p", { class: "hint" }, say(words.phone, ending ? "debrief_soon" : "next_soon"))] };
}
