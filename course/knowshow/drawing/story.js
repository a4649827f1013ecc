// Parts of a story that the player and its debrief both draw: voices, what happened, changes, principles.

import { fresh, h, say } from "./parts.js";
/** @import { Child, Words } from "./page.d.ts" */
/** @import { HappenedView, IndicatorView, PersonView, PrincipleView, VoiceView } from "./views.d.ts" */

/** @typedef {Readonly<Record<string, PrincipleView>>} Principles the cards of all that a story cites */

/** The level of a heading, and of the one below it: the words for it in HTML. */
const BELOW = /** @type {const} */ ({ h2: "h3", h4: "h5" });

/**
 * Who somebody is: a name, a role, and the side they see the story from.
 * @param {Words} words
 * @param {PersonView} person
 */
export function named(words, { name, role, lens }) {
  return [h("b", {}, name), ` · ${role} · `, h("span", { class: "lens" }, say(words, `lens_${lens}`))];
}

/**
 * The initials that stand for a face.
 * @param {PersonView} person
 */
export const face = ({ initials }) => h("div", { class: "who", "aria-hidden": "true" }, initials);

/**
 * Somebody's words, with who they are.
 * @param {Words} words
 * @param {VoiceView} one
 */
export function voice(words, one) {
  return h("figure", { class: one.lens === "rightsholder" ? "voice rights" : "voice" }, face(one),
    h("div", {},
      h("figcaption", { class: "name" }, named(words, one)),
      h("blockquote", { html: one.html })));
}

/**
 * Something that happened, and to whom; `first` is where the focus lands, `level` that of its heading.
 * @param {Words} words
 * @param {Principles} principles
 * @param {HappenedView} one
 * @param {boolean} first
 * @param {keyof typeof BELOW} [level]
 */
export function happened(words, principles, one, first, level = "h2") {
  const cited = one.cites.length || one.feedback ? chips(words, principles, one.cites) : null;
  return h("section", { class: one.kind === "choice" ? "then" : "then later" },
    h(level, { class: first ? "kicker land" : "kicker" }, say(words, `because_${one.kind}`, one)),
    h("div", { class: "prose", html: one.html }),
    one.voices.map((each) => voice(words, each)),
    one.reaches.length > 0 && h("p", { class: "reaches" },
      h("span", { class: "hint" }, say(words, "reaches")), " ",
      one.reaches.map(({ name }) => name).join(", ")),
    one.feedback ? h("div", { class: "why" }, h(BELOW[level], {}, say(words, "why")),
      h("div", { class: "prose muted", html: one.feedback }), cited) : cited,
  );
}

/**
 * A number as it is read.
 * @param {number} value
 */
export const number = (value) => value.toLocaleString("en");

/**
 * How an indicator changed: an arrow, an amount and a word, never a colour alone.
 * @param {Words} words
 * @param {IndicatorView} one
 * @returns {Child}
 */
export function change(words, one) {
  if (one.course === "same") return say(words, "no_change");
  const much = one.level === null ? number(Math.abs(one.delta)) : say(words, `a_${one.size}`);
  return h("span", {},
    h("span", { "aria-hidden": "true" }, one.delta > 0 ? "▲ " : "▼ "), much,
    h("span", { class: "unseen" }, ` ${say(words, one.delta > 0 ? "up" : "down")}`),
    `, ${say(words, one.course)}`);
}

/**
 * Principles as chips, each of which opens its card in place.
 * @param {Words} words
 * @param {Principles} principles
 * @param {readonly string[]} cites
 */
export function chips(words, principles, cites) {
  const card = h("div", { class: "principle", hidden: true });
  /** @type {HTMLButtonElement[]} */
  const buttons = [];
  /** @type {(chip: HTMLButtonElement, principle: PrincipleView) => void} */
  const toggle = (chip, principle) => {
    const open = chip.getAttribute("aria-expanded") === "true";
    for (const other of buttons) other.setAttribute("aria-expanded", "false");
    card.hidden = open;
    if (open) return;
    chip.setAttribute("aria-expanded", "true");
    card.replaceChildren(principleCard(words, principle));
  };
  for (const principle of cites.flatMap((cite) => principles[cite] ?? [])) {
    const name = say(words, "principle", principle);
    const chip = h("button",
      { class: "chip", "aria-expanded": "false", onclick: () => toggle(chip, principle) }, name);
    buttons.push(chip);
  }
  return h("div", { class: "cited" }, h("div", { class: "chips" }, buttons), card);
}

/**
 * @param {Words} words
 * @param {PrincipleView} principle
 */
const principleCard = (words, principle) => h("div", { class: "card" },
  h("h3", {}, say(words, "principle_title", principle)),
  principle.part && h("p", { html: principle.part }),
  h("div", { class: "prose muted", html: principle.html }),
  h("p", {}, h("b", {}, say(words, "takeaway")), " ", h("span", { html: principle.takeaway })),
  h("p", { class: "hint" }, say(words, "pages", principle)));

/**
 * One part of the debrief under its heading.
 * @param {Words} words
 * @param {string} key
 * @param {...Child} children
 */
export function section(words, key, ...children) {
  const id = fresh(key);
  return h("section", { class: `part ${key}`, "aria-labelledby": id },
    h("h2", { id }, say(words, key)), children);
}
