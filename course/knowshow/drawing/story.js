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
 * @param {VoiceView} speaker
 */
export function voice(words, speaker) {
  return h("figure", { class: speaker.lens === "rightsholder" ? "voice rights" : "voice" }, face(speaker),
    h("div", {},
      h("figcaption", { class: "name" }, named(words, speaker)),
      h("blockquote", { html: speaker.html })));
}

/**
 * Something that happened, and to whom; `first` is where the focus lands, `level` that of its heading.
 * @param {Words} words
 * @param {Principles} principles
 * @param {HappenedView} event
 * @param {boolean} first
 * @param {keyof typeof BELOW} [level]
 */
export function happened(words, principles, event, first, level = "h2") {
  const cited = event.cites.length || event.feedback ? chips(words, principles, event.cites) : null;
  return h("section", { class: event.kind === "choice" ? "then" : "then later" },
    h(level, { class: first ? "kicker land" : "kicker" }, say(words, `because_${event.kind}`, event)),
    h("div", { class: "prose", html: event.html }),
    event.voices.map((each) => voice(words, each)),
    event.reaches.length > 0 && h("p", { class: "reaches" },
      h("span", { class: "hint" }, say(words, "reaches")), " ",
      event.reaches.map(({ name }) => name).join(", ")),
    event.feedback ? h("div", { class: "why" }, h(BELOW[level], {}, say(words, "why")),
      h("div", { class: "prose muted", html: event.feedback }), cited) : cited,
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
 * @param {Pick<IndicatorView, "course" | "level" | "size" | "delta">} indicator
 * @param {string} moved by how much, as it is read
 * @returns {Child}
 */
export function change(words, indicator, moved) {
  if (indicator.course === "same") return say(words, "no_change");
  const { level, size } = indicator;
  const much = level === null ? moved : say(words, `a_${size}`);
  return h("span", {},
    h("span", { "aria-hidden": "true" }, indicator.delta > 0 ? "▲ " : "▼ "), much,
    h("span", { class: "unseen" }, ` ${say(words, indicator.delta > 0 ? "up" : "down")}`),
    `, ${say(words, indicator.course)}`);
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
    const chip = h("button",
      { class: "chip", "aria-expanded": "false", onclick: () => toggle(chip, principle) },
      h("span", { class: "unseen" }, `${say(words, "principle", { number: "" }).trim()} `),
      h("b", { dir: "ltr" }, principle.number), h("span", {}, ` ${principle.short}`));
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
