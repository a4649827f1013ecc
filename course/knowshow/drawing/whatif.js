// What if: one decision of the path taken otherwise, and the difference beside it.

import { announce, fresh, h, laid, land, liveRegion, say } from "./parts.js";
import { face, named, section } from "./story.js";
/** @import { Ask, Child, Words } from "./page.d.ts" */
/** @import { DecisionView, DifferenceView, LaterView, OtherLifeView } from "./views.d.ts" */
/** @import { PlayerView, StoppedView, WhatIfView } from "./views.d.ts" */

const MARKS = { kept: "✓", lost: "✕", moot: "–" };

/**
 * One decision taken otherwise: pick it, choose, and read the difference.
 * @param {Words} words
 * @param {Ask} ask
 * @param {PlayerView} view
 */
export function whatIf(words, ask, view) {
  return new Otherwise(words, ask, view.debrief?.decisions ?? []).element;
}

class Otherwise {
  #asked = 0;
  #live = liveRegion();
  #result = h("div", { class: "difference" });
  #choices = h("div");

  /**
   * @param {Words} words
   * @param {Ask} ask
   * @param {readonly DecisionView[]} decisions
   */
  constructor(words, ask, decisions) {
    this.words = words;
    this.ask = ask;
    this.decisions = decisions;
    this.select = h("select", { class: "field", id: fresh("decision"), onchange: () => this.#offer() },
      decisions.map((one, at) => h("option", { value: String(at) }, say(words, "whatif_option", one))));
    this.#offer();
    this.element = section(words, "whatif",
      h("p", { class: "hint" }, say(words, "whatif_hint")), this.#live,
      h("div", { class: "beside" },
        h("div", {}, h("label", { class: "side", for: this.select.id }, say(words, "whatif_at")),
          this.select, this.#choices),
        this.#result));
  }

  #offer() {
    const decision = this.decisions[Number(this.select.value)];
    const name = fresh("instead");
    const choices = decision.choices.map((choice) => h("label", { class: "choice" },
      h("input", { type: "radio", name, value: choice.id, checked: choice.id === decision.mine,
        onchange: () => this.#play(decision, choice.id) }),
      h("span", {}, h("span", { class: "label" }, choice.label),
        choice.id === decision.mine && h("span", { class: "detail" }, say(this.words, "whatif_mine")))));
    this.#choices.replaceChildren(
      h("fieldset", { class: "question" }, h("legend", {}, decision.question), choices));
    const hint = say(this.words, decision.choices.length > 1 ? "whatif_start" : "whatif_only");
    this.#result.replaceChildren(h("p", { class: "hint" }, hint));
  }

  /**
   * Put something in place of the result, without taking the focus from whoever is in it.
   * @param {...(Node | string)} parts
   */
  #put(...parts) {
    const within = this.#result.contains(document.activeElement);
    this.#result.replaceChildren(...parts);
    if (!within) return;
    const region = this.#result.querySelector(".scroll");
    if (region instanceof HTMLElement) region.focus({ preventScroll: true });
    else land(this.#result);
  }

  /**
   * @param {DecisionView} decision
   * @param {string} instead
   */
  async #play(decision, instead) {
    this.#asked += 1;
    const turn = this.#asked;
    if (instead === decision.mine) {
      this.#put(h("p", { class: "hint" }, say(this.words, "whatif_start")));
      return;
    }
    try {
      const { answer } = await this.ask({ ask: "whatif", at: Number(this.select.value), instead });
      if (turn === this.#asked) this.#show(answer.summary, ...otherwise(this.words, answer));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (turn === this.#asked) this.#show(text, h("p", { class: "notice" }, text));
    }
  }

  /**
   * @param {string} said
   * @param {...(Node | string)} parts
   */
  #show(said, ...parts) {
    this.#put(...parts);
    announce(this.#live, said);
  }
}

/**
 * @param {Words} words
 * @param {WhatIfView} told
 */
function otherwise(words, told) {
  const differ = told.people.filter((one) => one.differs);
  const same = told.people.filter((one) => !one.differs).map((one) => one.name);
  const { endings } = told;
  return laid([
    h("p", { class: "lead" }, told.summary),
    told.stopped && h("p", { class: "notice" }, stopped(words, told.stopped)),
    h("div", { class: "then" },
      h("h3", { class: "kicker" }, say(words, "whatif_then")), h("div", { class: "prose", html: told.then })),
    endings && h("p", {}, say(words, endings.same ? "whatif_ends_same" : "whatif_ends_other", endings)),
    h("h3", {}, say(words, "whatif_numbers")),
    differences(words, told),
    h("h3", {}, say(words, "whatif_who")),
    differ.map((one) => forWhom(words, one)),
    same.length > 0 && h("p", { class: "hint" }, say(words, "whatif_nobody", { names: same.join(", ") })),
    told.later.length > 0 && [h("h3", {}, say(words, "whatif_later")), later(words, told)],
  ]);
}

/**
 * @param {Words} words
 * @param {StoppedView} one
 */
function stopped(words, one) {
  const key = one.lost === null ? "whatif_goes_on" : one.offers.length ? "whatif_stopped" : "whatif_ended";
  return say(words, key, { ...one, offers: one.offers.map((offer) => `“${offer}”`).join(", ") });
}

/**
 * @param {Words} words
 * @param {WhatIfView} told
 */
function differences(words, told) {
  /** @type {(key: string, when?: string) => HTMLElement} */
  const head = (key, when) => h("th", { scope: "col" }, say(words, key),
    when && h("small", {}, say(words, "by_time", { time: when })));
  const name = say(words, "whatif_numbers");
  return h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": name },
    h("table", { class: "compare" },
      h("caption", { class: "unseen" }, name),
      h("thead", {}, h("tr", {}, head("measure"), head("as_you_did", told.by[0]),
        head("what_if_column", told.by[1]), head("compared"))),
      compareRows(words, told, "people"), compareRows(words, told, "company")));
}

/**
 * @param {Words} words
 * @param {WhatIfView} told
 * @param {DifferenceView["about"]} about
 */
function compareRows(words, told, about) {
  const rows = told.indicators.filter((one) => one.about === about);
  if (!rows.length) return null;
  const name = h("th", { colspan: "4", scope: "rowgroup" }, say(words, `about_${about}`));
  return h("tbody", { class: about }, h("tr", { class: "about" }, name), rows.map((one) =>
    h("tr", { class: one.course },
      h("th", { scope: "row" }, one.label), h("td", {}, one.before), h("td", {}, one.after),
      h("td", { class: `delta ${one.course}` }, compared(words, one)))));
}

/**
 * @param {Words} words
 * @param {DifferenceView} one
 */
const compared = (words, one) => h("span", {},
  one.arrow && h("span", { "aria-hidden": "true" }, `${one.arrow} `), say(words, `course_${one.said}`));

/**
 * @param {Words} words
 * @param {WhatIfView} told
 */
function later(words, told) {
  if (told.later.every((one) => one.kept)) return h("p", { class: "hint" }, say(words, "whatif_all_kept"));
  const first = told.later.findIndex((one) => !one.kept);
  const offers = told.stopped?.offers.length ?? 0;
  return h("ul", { class: "later-choices" }, told.later.map((one, i) =>
    laterChoice(words, one, one.kept ? "kept" : i === first && offers > 0 ? "lost" : "moot")));
}

/**
 * @param {Words} words
 * @param {LaterView} one
 * @param {keyof typeof MARKS} state
 */
const laterChoice = (words, one, state) => h("li", { class: state },
  h("span", { "aria-hidden": "true" }, MARKS[state]),
  h("span", {}, h("span", { class: "hint" }, one.time), ` ${one.label}: `,
    h("b", {}, say(words, `whatif_${state}`))));

/**
 * @param {Words} words
 * @param {OtherLifeView} one
 */
function forWhom(words, one) {
  const [before, after] = one.reached;
  return h("div", { class: one.lens === "rightsholder" ? "voice rights" : "voice" }, face(one),
    h("div", {},
      h("p", { class: "name" }, named(words, one)),
      gained(words, one.changes, "better"), gained(words, one.changes, "worse"),
      before !== after && h("p", { class: "hint" }, say(words, "whatif_reached", { before, after })),
      one.life && h("p", { class: "hint" }, say(words, "whatif_life", one)),
      one.life && h("blockquote", { html: one.life })));
}

/**
 * @param {Words} words
 * @param {readonly DifferenceView[]} changes
 * @param {"better" | "worse"} course
 * @returns {Child}
 */
function gained(words, changes, course) {
  const labels = changes.filter((change) => change.course === course).map((change) => change.label);
  if (!labels.length) return null;
  const name = h("span", { class: `delta ${course}` }, say(words, `${course}_for`));
  return h("p", { class: "gained" }, name, ": ", labels.join(" · "));
}

/**
 * One measure that moved, in a sentence of its own.
 * @param {Words} words
 * @param {DifferenceView} one
 */
export const movedBy = (words, one) => h("li", {},
  say(words, one.before === one.after ? "still" : "from_to_change", one), " ",
  h("span", { class: `delta ${one.course}` }, compared(words, one)));
