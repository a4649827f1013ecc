// Parts of a story that the player and its debrief both draw: a voice, what happened, a change, principles as chips.

import { fresh, h, say } from "./parts.js";

/** Somebody's words, with who they are. */
export function voice(words, one) {
  const rights = one.lens === "rightsholder";
  return h("figure", { class: `voice${rights ? " rights" : ""}` },
    h("div", { class: "who", "aria-hidden": "true" }, one.initials),
    h("div", {},
      h("figcaption", { class: "name" }, h("b", {}, one.name), ` · ${one.role} · `, h("span", { class: "lens" }, say(words, `lens_${one.lens}`))),
      h("blockquote", { html: one.html })));
}

/** Something that happened, and to whom; `first` is where the focus lands, `level` that of its heading. */
export function happened(words, principles, one, first, level = 2) {
  const later = one.kind !== "choice";
  return h("section", { class: `then${later ? " later" : ""}` },
    h(`h${level}`, { class: first ? "kicker land" : "kicker" }, say(words, `because_${one.kind}`, one)),
    h("div", { class: "prose", html: one.html }),
    one.voices.map((who) => voice(words, who)),
    one.reaches.length ? h("p", { class: "reaches" }, h("span", { class: "hint" }, say(words, "reaches")), " ", one.reaches.map((who) => who.name).join(", ")) : null,
    one.feedback && h("div", { class: "why" }, h(`h${level + 1}`, {}, say(words, "why")), h("div", { class: "prose muted", html: one.feedback }), chips(words, principles, one.cites)),
    !one.feedback && one.cites.length ? chips(words, principles, one.cites) : null,
  );
}

/** A number as it is read. */
export const number = (value) => value.toLocaleString("en");

/** How an indicator changed: an arrow, an amount and a word, never a colour alone. */
export function change(words, one) {
  if (one.course === "same") return say(words, "no_change");
  const arrow = one.delta > 0 ? "▲" : "▼";
  const much = one.level === null ? number(Math.abs(one.delta)) : say(words, `a_${one.size}`);
  return h("span", {}, h("span", { "aria-hidden": "true" }, `${arrow} `), much, h("span", { class: "unseen" }, ` ${say(words, one.delta > 0 ? "up" : "down")}`), `, ${say(words, one.course)}`);
}

/** Principles as chips, each of which opens its card in place. */
export function chips(words, principles, cites) {
  const card = h("div", { class: "principle", hidden: true });
  const buttons = cites.filter((cite) => principles[cite]).map((cite) => {
    const found = principles[cite];
    const chip = h("button", { class: "chip", "aria-expanded": "false", onclick: () => toggle(chip, found) }, say(words, "principle", found));
    return chip;
  });
  const toggle = (chip, found) => {
    const open = chip.getAttribute("aria-expanded") === "true";
    for (const other of buttons) other.setAttribute("aria-expanded", "false");
    card.hidden = open;
    if (open) return;
    chip.setAttribute("aria-expanded", "true");
    card.replaceChildren(principleCard(words, found));
  };
  return h("div", { class: "cited" }, h("div", { class: "chips" }, buttons), card);
}

const principleCard = (words, found) => h("div", { class: "card" },
  h("h3", {}, say(words, "principle_title", found)),
  found.part && h("p", { html: found.part }),
  h("div", { class: "prose muted", html: found.html }),
  h("p", {}, h("b", {}, say(words, "takeaway")), " ", h("span", { html: found.takeaway })),
  h("p", { class: "hint" }, say(words, "pages", found)));

/** One part of the debrief under its heading. */
export function section(words, key, ...children) {
  const id = fresh(key);
  return h("section", { class: `part ${key}`, "aria-labelledby": id }, h("h2", { id }, say(words, key)), children);
}
