// The reveal on a phone: what the ballots showed, and what the room was let hear.

import { h, say } from "./parts.js";
import { ballotShown, bySeat, hearFirst, longestBar, moved, sentencesShown, wentWhere } from "./tally.js";
/** @import { Drawn } from "./ballot.js" */
/** @import { Parts, Reveal, RoomWords } from "./room-types.d.ts" */

/**
 * @param {RoomWords} words
 * @param {Parts} parts
 * @param {(text: string) => void} tell
 * @returns {Drawn}
 */
export function revealMoment(words, { at, scene, reveal }, tell) {
  if (!scene || !reveal || !at) return { nodes: [] };
  const results = h("div", { class: "results" }, ballots(words, reveal));
  const heard = h("div", { class: "heard" }, listened(words, reveal));
  const few = reveal.ballots.every((each) => each.words === "few");
  return {
    nodes: [h("h1", { class: "land" }, scene.question), results, heard,
      h("p", { class: "prompt" }, say(words.phone, "talk"), " ",
        h("b", {}, say(words.phone, "talk_question"))),
      h("p", { class: "hint" }, say(words.phone, few ? "words_of_anybody" : "unmarked"))],
    update: (_, changed) => {
      if (!changed.reveal) return;
      const before = heard.querySelectorAll(".sentence").length;
      const drawn = heard.querySelector(".hear") !== null;
      results.replaceChildren(h("div", {}, ballots(words, changed.reveal)));
      heard.replaceChildren(h("div", {}, listened(words, changed.reveal)));
      if (changed.reveal.sentences.length > before) tell(say(words.phone, "sentence_shown"));
      else if (changed.reveal.hear && !drawn) tell(say(words.phone, "hear", { label: changed.reveal.hear }));
    },
  };
}

/**
 * The ballots, the latest first.
 * @param {RoomWords} words
 * @param {Reveal} reveal
 */
function ballots(words, reveal) {
  const longest = longestBar(reveal);
  const drawn = reveal.ballots.map((each) =>
    [ballotShown(words, each, longest), bySeat(words, each, longest)]);
  const [first, second] = drawn;
  if (!second) return first;
  return [h("h2", {}, say(words.phone, "shown_second")), second, moved(words, reveal.movement),
    wentWhere(words, reveal.table), h("details", { class: "again" },
      h("summary", {}, say(words.phone, "first_again")), h("div", {}, first))];
}

/**
 * @param {RoomWords} words
 * @param {Reveal} reveal
 */
const listened = (words, reveal) => [hearFirst(words, reveal.hear),
  reveal.sentences.length > 0 && h("section", {}, h("h2", {}, say(words.phone, "sentences")),
    sentencesShown(words, reveal.sentences))];
