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
      decisions.map((decision, at) =>
        h("option", { value: String(at) }, say(words, "whatif_option", decision))));
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
      const { answer } = await this.ask({ do: "ask", ask: "whatif", at: Number(this.select.value), instead });
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
 * @param {WhatIfView} result
 */
function otherwise(words, result) {
  const differ = result.people.filter((person) => person.differs);
  const same = result.people.filter((person) => !person.differs).map((person) => person.name);
  const { endings } = result;
  return laid([
    h("p", { class: "lead" }, result.summary),
    result.stopped && h("p", { class: "notice" }, stopped(words, result.stopped)),
    h("div", { class: "then" },
      h("h3", { class: "kicker" }, say(words, "whatif_then")),
      h("div", { class: "prose", html: result.then })),
    endings && h("p", {}, say(words, endings.same ? "whatif_ends_same" : "whatif_ends_other", endings)),
    h("h3", {}, say(words, "whatif_numbers")),
    differences(words, result),
    h("h3", {}, say(words, "whatif_who")),
    differ.map((person) => forWhom(words, person)),
    same.length > 0 && h("p", { class: "hint" }, say(words, "whatif_nobody", { names: same.join(", ") })),
    result.later.length > 0 && [h("h3", {}, say(words, "whatif_later")), later(words, result)],
  ]);
}

/**
 * @param {Words} words
 * @param {StoppedView} stop
 */
function stopped(words, stop) {
  const key = stop.lost === null ? "whatif_goes_on" : stop.offers.length ? "whatif_stopped" : "whatif_ended";
  return say(words, key, { ...stop, offers: stop.offers.map((offer) => `“${offer}”`).join(", ") });
}

/**
 * @param {Words} words
 * @param {WhatIfView} result
 */
function differences(words, result) {
  /** @type {(key: string, when?: string) => HTMLElement} */
  const head = (key, when) => h("th", { scope: "col" }, say(words, key),
    when && h("small", {}, say(words, "by_time", { time: when })));
  const name = say(words, "whatif_numbers");
  return h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": name },
    h("table", { class: "compare" },
      h("caption", { class: "unseen" }, name),
      h("thead", {}, h("tr", {}, head("measure"), head("as_you_did", result.by[0]),
        head("what_if_column", result.by[1]), head("compared"))),
      compareRows(words, result, "people"), compareRows(words, result, "company")));
}

/**
 * @param {Words} words
 * @param {WhatIfView} result
 * @param {DifferenceView["about"]} about
 */
function compareRows(words, result, about) {
  const rows = result.indicators.filter((row) => row.about === about);
  if (!rows.length) return null;
  const name = h("th", { colspan: "4", scope: "rowgroup" }, say(words, `about_${about}`));
  return h("tbody", { class: about }, h("tr", { class: "about" }, name), rows.map((row) =>
    h("tr", { class: row.course },
      h("th", { scope: "row" }, row.label), h("td", {}, row.before), h("td", {}, row.after),
      h("td", { class: `delta ${row.course}` }, compared(words, row)))));
}

/**
 * @param {Words} words
 * @param {DifferenceView} row
 */
const compared = (words, row) => h("span", {},
  row.arrow && h("span", { "aria-hidden": "true" }, `${row.arrow} `), say(words, `course_${row.said}`));

/**
 * @param {Words} words
 * @param {WhatIfView} result
 */
function later(words, result) {
  if (result.later.every(({ kept }) => kept)) return h("p", { class: "hint" }, say(words, "whatif_all_kept"));
  const first = result.later.findIndex((choice) => !choice.kept);
  const offers = result.stopped?.offers.length ?? 0;
  return h("ul", { class: "later-choices" }, result.later.map((choice, i) =>
    laterChoice(words, choice, choice.kept ? "kept" : i === first && offers > 0 ? "lost" : "moot")));
}

/**
 * @param {Words} words
 * @param {LaterView} choice
 * @param {keyof typeof MARKS} state
 */
const laterChoice = (words, choice, state) => h("li", { class: state },
  h("span", { "aria-hidden": "true" }, MARKS[state]),
  h("span", {}, h("span", { class: "hint" }, choice.time), ` ${choice.label}: `,
    h("b", {}, say(words, `whatif_${state}`))));

/**
 * @param {Words} words
 * @param {OtherLifeView} person
 */
function forWhom(words, person) {
  const [before, after] = person.reached;
  return h("div", { class: person.lens === "rightsholder" ? "voice rights" : "voice" }, face(person),
    h("div", {},
      h("p", { class: "name" }, named(words, person)),
      gained(words, person.changes, "better"), gained(words, person.changes, "worse"),
      before !== after && h("p", { class: "hint" }, say(words, "whatif_reached", { before, after })),
      person.life && h("p", { class: "hint" }, say(words, "whatif_life", person)),
      person.life && h("blockquote", { html: person.life })));
}

/**
 * @param {Words} words
 * @param {readonly DifferenceView[]} changes
 * @param {"better" | "worse"} course
 * @returns {Child}
 */
function gained(words, changes, course) {
  const labels = changes.filter((change) => change.course === course).map((change) =>
    say(words, change.before === change.after ? `gained_${change.said}` : "gained", change));
  if (!labels.length) return null;
  const name = h("span", { class: `delta ${course}` }, say(words, `${course}_for`));
  return h("p", { class: "gained" }, name, ": ", labels.join(" · "));
}

/**
 * One measure that moved, in a sentence of its own.
 * @param {Words} words
 * @param {DifferenceView} row
 */
export const movedBy = (words, row) => h("li", {},
  say(words, row.before === row.after ? "still" : "from_to_change", row), " ",
  h("span", { class: `delta ${row.course}` }, compared(words, row)));
