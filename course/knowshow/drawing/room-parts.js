// What a phone and the wall draw alike: where the room is, its clock, and where things stand in the story.

import { h, say } from "./parts.js";
import { change, number } from "./story.js";
/** @import { At, Indicator, RoomWords } from "./room-types.d.ts" */

/**
 * The words that the server has put into the page.
 * @returns {RoomWords}
 */
export function wordsOfPage() {
  return JSON.parse(document.getElementById("words")?.textContent ?? "{}");
}

/**
 * How far the story is, in words; nothing in the lobby.
 * @param {RoomWords} words
 * @param {At} at
 */
export const place = (words, at) => (at.position ? say(words.player, at.position.key, at.position) : "");

/**
 * Seconds as a clock reads: 1:40.
 * @param {number} seconds
 */
export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/**
 * A clock that runs on the page by itself between two messages.
 * @param {(seconds: number | null) => void} show called with the whole seconds left, or null where none runs
 */
export function runningClock(show) {
  /** @type {number | null} */
  let ends = null;
  const tick = () => show(ends === null ? null : Math.max(0, Math.ceil((ends - Date.now()) / 1000)));
  setInterval(() => { if (ends !== null) tick(); }, 250);
  return {
    /** @param {number | null} seconds */
    set(seconds) {
      ends = seconds === null ? null : Date.now() + seconds * 1000;
      tick();
    },
  };
}

/**
 * Indicators, one line each: name, value, change in words; those about people first.
 * @param {RoomWords} words
 * @param {readonly Indicator[]} indicators
 * @param {boolean} changed whether something has happened yet that can have changed them
 */
export function standing(words, indicators, changed) {
  return /** @type {const} */ (["people", "company"]).flatMap((about) => {
    const rows = indicators.filter((each) => each.about === about);
    return rows.length === 0 ? [] : h("table", { class: about === "people" ? "lines" : "lines firm" },
      h("caption", {}, say(words.player, about === "people" ? "for_people" : "for_company")),
      h("tbody", {}, rows.map((each) => h("tr", {},
        h("th", { scope: "row" }, each.label),
        h("td", {}, amount(words, each), changed && h("span", { class: `delta ${each.course}` },
          change(words.player, each, each.moved)))))));
  });
}

/**
 * The value of an indicator in words: its level, or its number with the unit.
 * @param {RoomWords} words
 * @param {Indicator} each
 */
export function amount(words, each) {
  if (each.level !== null) return each.level;
  const values = { value: number(each.value), of: number(each.of ?? 0), unit: each.unit ?? "" };
  return say(words.player, each.of ? "of" : "plain", values).trim();
}

/**
 * Whether this is a rehearsal, said in the first line of every page.
 * @param {RoomWords} words
 * @param {number} people simulated ones
 */
export const rehearsal = (words, people) => people > 0 && h("p", { class: "rehearsal" },
  say(words.phone, "rehearsal", { count: people, number: number(people) }));
