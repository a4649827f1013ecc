// The salience map as a picture: how severe an impact would be upwards, how likely to the right.

import { h, say } from "./parts.js";
/** @import { Words } from "./page.d.ts" */
/** @import { FrameView, RankView } from "./views.d.ts" */

/**
 * The plane with each impact's place in the order; what it shows stands in the list below it, in words.
 * @param {Words} words
 * @param {FrameView} frame
 * @param {readonly RankView[]} order
 */
export function plane(words, frame, order) {
  const { levels } = frame;
  const likely = frame.questions.likelihood.options;
  const rows = levels.map((level, i) => row(level, likely.length, order.filter(({ top }) => top === i + 1)));
  /** @type {(chance: number | null) => string} */
  const chanceOf = (chance) => (chance ? likely[chance - 1] : say(words, "likelihood_open"));
  const told = order.map(({ place, title, chance, top }) =>
    say(words, "plane_impact", { place, title, level: levels[top - 1], likely: chanceOf(chance) }));
  return h("figure", { class: "plane" },
    h("figcaption", { class: "hint" }, say(words, "plane")),
    h("div", { role: "img", "aria-label": say(words, "plane_said", { impacts: told.join(" ") }) },
      h("p", { class: "upward" }, say(words, "plane_up")),
      h("div", { class: "grid", style: `--columns:${likely.length}` },
        rows.reverse(),
        h("span", {}), likely.map((name) => h("span", { class: "likely" }, name))),
      h("p", { class: "onward" }, say(words, "plane_right"))));
}

/**
 * One level of severity: its name, and its impacts by how likely they are; a likelihood that is not said
 * stands across the whole row.
 * @param {string} level
 * @param {number} columns
 * @param {readonly RankView[]} impacts
 */
function row(level, columns, impacts) {
  /** @type {(chance: number | null) => HTMLElement[]} */
  const marks = (chance) => impacts.filter((impact) => impact.chance === chance)
    .map((impact) => h("b", { class: "mark", title: impact.title }, impact.place));
  const cells = Array.from({ length: columns }, (_, i) => h("span", { class: "cell" }, marks(i + 1)));
  const unsaid = marks(null);
  return [h("span", { class: "level" }, level), ...cells,
    ...(unsaid.length ? [h("span", {}), h("span", { class: "cell unsaid" }, unsaid)] : [])];
}
