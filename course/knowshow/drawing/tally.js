// What ballots have shown, in people and in words: the same on phones and wall, which know no more than this.

import { h, say } from "./parts.js";
import { number } from "./story.js";
/** @import { Ballot, Group, Reveal, RoomWords, Sentence, Shift, Table } from "./room-types.d.ts" */

/**
 * Labels of choices in one line, the story's order kept.
 * @param {RoomWords} words
 * @param {readonly string[]} labels
 */
const together = (words, labels) => labels.join(say(words.phone, "or"));

/**
 * One closed ballot: bars with people, or the sentence that stands for them.
 * @param {RoomWords} words
 * @param {Ballot} ballot
 * @param {number} longest people that fill the whole width
 */
export function ballotShown(words, ballot, longest) {
  if (ballot.shift) return [h("p", { class: "said" }, shifted(words, ballot.shift)), reason(ballot.why)];
  if (ballot.words === "numbers") {
    return [bars(words, ballot, ballot.groups, longest)];
  }
  const most = ballot.words === "most" ? ballot.groups[0] : undefined;
  return [
    most && h("p", { class: "said" },
      say(words.phone, "most_of_room", { label: together(words, most.labels) })),
    reason(ballot.why),
  ];
}

/** @param {string | null} why */
const reason = (why) => why && h("p", { class: "reason" }, why);

/**
 * The most people of one bar in all that is shown, so that two ballots can be compared by eye.
 * @param {Reveal} reveal
 */
export function longestBar(reveal) {
  return Math.max(1, ...reveal.ballots.flatMap(({ groups }) => groups.map(({ count }) => count ?? 0)));
}

/**
 * @param {RoomWords} words
 * @param {Ballot} ballot
 * @param {readonly Group[]} groups
 * @param {number} longest
 */
function bars(words, ballot, groups, longest) {
  return h("ul", { class: "tally" }, groups.map((group) => {
    const bar = measure(words, group.count ?? 0, longest);
    if (!group.merged) return h("li", {}, h("span", {}, ...group.labels), bar);
    return h("li", { class: "rest" }, h("span", {}, say(words.phone, "counted_together")), bar,
      h("div", { class: "note" },
        h("ul", { class: "parts" }, group.labels.map((label) => h("li", {}, label))),
        ballot.why && h("p", {}, ballot.why)));
  }));
}

/**
 * A bar with its number of people at its end.
 * @param {RoomWords} words
 * @param {number} count
 * @param {number} longest
 */
function measure(words, count, longest) {
  const bar = h("i", { "aria-hidden": "true" });
  bar.style.inlineSize = `calc((100% - 3.5em) * ${count / longest})`; // the number's own place is left free
  const unit = h("span", { class: "unseen" }, ` ${say(words.phone, "people", { count })}`);
  return h("div", { class: "measure" }, bar, h("b", {}, number(count), unit));
}

/**
 * The ballot once more by two groups of seats, where seats are dealt and may be compared.
 * @param {RoomWords} words
 * @param {Ballot} ballot
 * @param {number} longest
 */
export function bySeat(words, ballot, longest) {
  const { seats } = ballot;
  return seats && h("div", { class: "by-seat" }, seats.names.map((name, i) => h("div", {},
    h("h2", {}, name), bars(words, { ...ballot, why: null }, seats.groups[i] ?? [], longest))));
}

/**
 * What is heard of a second ballot where somebody came or went.
 * @param {RoomWords} words
 * @param {Shift} shift
 */
const shifted = (words, { direction, label, step }) =>
  say(words.phone, `shift_${direction.replace(" ", "_")}`, { label: label ?? "", step });

/**
 * The net change of each group between two ballots, in people.
 * @param {RoomWords} words
 * @param {Reveal["movement"]} movement
 */
export function moved(words, movement) {
  return movement.length > 0 && h("section", { class: "moved" },
    h("h2", {}, say(words.phone, "moved")),
    h("ul", {}, movement.map(({ labels, change }) => h("li", {},
      h("span", {}, together(words, labels)), h("b", {}, changeOf(words, change))))));
}

/**
 * @param {RoomWords} words
 * @param {number} change in people
 */
function changeOf(words, change) {
  if (change === 0) return say(words.phone, "as_many");
  return say(words.phone, change > 0 ? "more_by" : "fewer_by", { people: number(Math.abs(change)) });
}

/**
 * How many went from what to what, in a large room.
 * @param {RoomWords} words
 * @param {Table | null} table
 */
export function wentWhere(words, table) {
  return table && h("section", { class: "scroll", tabindex: "0", role: "region",
    "aria-label": say(words.phone, "table") },
  h("table", {},
    h("caption", {}, say(words.phone, "table")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say(words.phone, "table_first")),
      table.parts.map((labels) => h("th", { scope: "col" }, together(words, labels))))),
    h("tbody", {}, table.cells.map((row, i) => h("tr", {},
      h("th", { scope: "row" }, together(words, table.parts[i] ?? [])),
      row.map((people) => h("td", {}, number(people))))))));
}

/**
 * Sentences that the facilitator let through, each for a choice, without an author or a time.
 * @param {RoomWords} words
 * @param {readonly Sentence[]} sentences
 */
export function sentencesShown(words, sentences) {
  return sentences.map((sentence) => h("figure", { class: "sentence" },
    h("blockquote", { dir: "auto" }, say(words.phone, "quoted", sentence)),
    h("figcaption", { class: "hint" }, say(words.phone, "spoken_for", sentence))));
}

/**
 * The choice that was drawn to be heard first.
 * @param {RoomWords} words
 * @param {string | null} label
 */
export const hearFirst = (words, label) => label !== null
  && h("p", { class: "hear" }, say(words.phone, "hear", { label }));
