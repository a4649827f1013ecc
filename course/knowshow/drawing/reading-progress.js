// Beside an answer: how far the reading is, and how far two people agree.

import { h } from "./parts.js";
/** @import { Words } from "./page.d.ts" */
/** @import { ReadingView } from "./views.d.ts" */
/** @import { Tell } from "./reading-door.js" */

const ALWAYS = /** @type {const} */ (["left", "mine", "settled"]);
const IF_ANY = /** @type {const} */ (["second", "third", "outdated", "elsewhere", "gone", "pairs"]);

/**
 * @param {Words} words
 * @param {ReadingView} view
 * @param {Tell} tell
 */
export function progress(words, view, tell) {
  const figures = view.progress;
  if (!figures) return [];
  const lines = [...ALWAYS, ...IF_ANY.filter((name) => figures[name] > 0)];
  return [
    h("h2", { class: "unseen" }, words.progress),
    h("dl", {}, lines.map((name) =>
      h("div", {}, h("dt", {}, words[name]), h("dd", {}, figures[name].toLocaleString()))),
      h("div", {}, h("dt", {}, words.reader), h("dd", {}, view.reader))),
    figures.agreement ? h("p", { class: "hint" }, figures.agreement) : "",
    figures.outdated ? h("div", { class: "notice" },
      h("p", {}, words.outdated_hint),
      h("button", { class: "button", onclick: () => tell("step", { do: "again" }) }, words.read_again)) : ""];
}
