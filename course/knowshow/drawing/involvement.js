// The involvement sorter: a case at a time, four ways to sort it, an answer at once, and a board at the end.

import { fresh, h, land, laid, root, say } from "./parts.js";
import { notices, saving } from "./saving.js";
import { Steps } from "./steps.js";
/** @import { Drawn, Words } from "./page.d.ts" */
/** @import { CaseView, KindView, RestartMessage, SortMessage } from "./views.d.ts" */
/** @import { SortedView, SorterPage } from "./views.d.ts" */
/** @import { Saving } from "./saving.js" */

const MARKS = { settled: "✓", differ: "≈", "not-yet": "△" };

class Sorter {
  #stage = h("div", {});
  #page = 0;
  /** @type {CasePage | null} the case on the page, None on the board */
  #case = null;

  /** @param {Drawn<SorterPage>} drawn */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    root(el, "involvement");
    /** @type {Saving<SortMessage | RestartMessage>} */
    const line = saving(model, "involvement", this.words);
    this.box = line.box;
    this.notes = notices(model);
    const names = this.#cases.map((_, index) => String(index + 1));
    this.steps = new Steps([...names, this.words.board], (to) => this.#go(to));
    el.append(
      h("div", { class: "bar" },
        h("span", { class: "kicker" }, this.words.title), h("span", { class: "grow" }), line.element),
      this.notes.element, h("nav", { "aria-label": this.words.steps }, this.steps.element), this.#stage);
    const first = this.#cases.findIndex((example) => !example.sorted);
    this.#go(first < 0 ? this.#last : first, false);
    this.box.recover();
    model.on("change:view", this.#drawn);
  }

  leave = () => {
    this.model.off("change:view", this.#drawn);
    this.box.leave();
    this.notes.leave();
  };

  get #cases() {
    return this.model.get("view").cases;
  }

  get #last() {
    return this.#cases.length;
  }

  /**
   * @param {number} to
   * @param {boolean} [landing] whether the reader went there
   */
  #go = (to, landing = true) => {
    this.#page = to;
    this.#drawSteps();
    this.#case = to === this.#last ? null : this.#casePage(to);
    this.#stage.replaceChildren(this.#case?.element ?? this.#board());
    if (landing) land(this.#stage.querySelector("h2"));
  };

  #drawSteps() {
    this.#cases.forEach((example, index) => {
      const name = say(this.words, example.sorted ? "step_sorted" : "step_open",
        { number: index + 1, title: example.title });
      this.steps.show(index, example.sorted ? MARKS[example.sorted.verdict] : "", name);
    });
    this.steps.turn(this.#page);
  }

  /** @param {number} index */
  #casePage(index) {
    const example = this.#cases[index];
    const place = { number: index + 1, total: this.#last };
    return new CasePage(this.words, this.model.get("view").kinds, example, place, {
      sort: (kind) => this.box.send(example.id, { do: "sort", id: example.id, kind }),
      go: this.#go,
    });
  }

  #board() {
    const { words } = this;
    const id = fresh("ks-board");
    const open = this.#cases.filter((example) => !example.sorted).length;
    const restart = () => {
      this.box.send("restart", { do: "restart" });
      this.#go(0);
    };
    return h("section", { "aria-labelledby": id }, h("h2", { id }, words.board_title),
      h("p", { class: "muted" }, open ? say(words, "open", { count: open }) : words.all_sorted),
      h("div", { class: "board" }, this.model.get("view").kinds.map((kind) => this.#column(kind))),
      h("p", { class: "prose" }, words.moral),
      h("div", { class: "go" }, h("button", { class: "button", onclick: restart }, words.restart)));
  }

  /** @param {KindView} kind */
  #column(kind) {
    const sorted = this.#cases.flatMap((example, index) => {
      if (example.sorted?.kind !== kind.id) return [];
      const name = `${MARKS[example.sorted.verdict]} ${example.title}`;
      return [h("li", {},
        h("button", { class: "button quiet", onclick: () => this.#go(index) }, name),
        h("span", { class: "hint" }, this.words[`${example.sorted.verdict}_short`]))];
    });
    return h("section", {},
      h("h3", {}, kind.label), h("p", { class: "hint" }, kind.meaning), h("ul", {}, sorted),
      h("h4", {}, this.words.follows), h("p", { class: "small", html: kind.follows }),
      h("p", { class: "hint" }, kind.cites));
  }

  #drawn = () => {
    this.#drawSteps();
    if (this.#case) {
      if (!this.#case.show(this.#cases[this.#page].sorted)) this.#go(this.#page, false);
    } else if (!this.#stage.contains(document.activeElement)) {
      this.#go(this.#page, false);
    }
  };
}

/** One case with its four answers, and below them what is said to the one given. */
class CasePage {
  #shown = "";
  #result = h("div", { class: "result", role: "status" });

  /**
   * @param {Words} words
   * @param {readonly KindView[]} kinds
   * @param {CaseView} example
   * @param {{ number: number, total: number }} place
   * @param {{ sort: (kind: KindView["id"]) => void, go: (to: number) => void }} acts
   */
  constructor(words, kinds, example, place, acts) {
    this.words = words;
    this.kinds = kinds;
    const id = fresh("ks-case");
    this.buttons = kinds.map((kind) => h("button",
      { class: "kind", "aria-pressed": "false", "aria-describedby": `${id}-${kind.id}`,
        onclick: () => acts.sort(kind.id) },
      h("b", {}, kind.label), h("span", { class: "detail", id: `${id}-${kind.id}` }, kind.meaning)));
    const { number, total } = place;
    this.next = h("button", { class: "button", onclick: () => acts.go(number) },
      number === total ? words.to_board : words.next);
    this.element = h("section", { "aria-labelledby": id },
      h("p", { class: "kicker" }, say(words, "case", place)),
      h("h2", { id }, example.title),
      h("div", { class: "scene", html: example.html }),
      h("h3", { class: "ask", id: `${id}-ask` }, words.ask),
      h("div", { class: "kinds", role: "group", "aria-labelledby": `${id}-ask` }, this.buttons),
      this.#result, h("div", { class: "go walk" }, this.next, number > 1 &&
        h("button", { class: "button quiet", onclick: () => acts.go(number - 2) }, words.back)));
    this.show(example.sorted);
  }

  /**
   * Show how the case is sorted; gives false where it was and is no more: the page is to be drawn anew.
   * @param {SortedView | null} sorted
   */
  show(sorted) {
    this.kinds.forEach(({ id }, index) =>
      this.buttons[index].setAttribute("aria-pressed", String(id === sorted?.kind)));
    this.next.classList.toggle("main", Boolean(sorted));
    if (!sorted) return this.#shown === "";
    const shown = JSON.stringify([sorted.kind, sorted.said]);
    if (this.#shown === shown) return true;
    this.#shown = shown;
    this.#result.className = `result ${sorted.verdict}`;
    const kind = this.kinds.find(({ id }) => id === sorted.kind);
    this.#result.replaceChildren(...said(this.words, sorted, kind));
    return true;
  }
}

/**
 * What is said to an answer.
 * @param {Words} words
 * @param {SortedView} sorted
 * @param {KindView | undefined} kind
 */
function said(words, sorted, kind) {
  const { verdict } = sorted;
  const others = sorted.other.map(({ label, html }) => h("p", {},
    h("b", {}, `${say(words, "others", { label: label.charAt(0).toLowerCase() + label.slice(1) })} `),
    h("span", { html })));
  return laid([
    h("p", { class: "verdict" }, h("span", { "aria-hidden": "true" }, `${MARKS[verdict]} `), words[verdict]),
    h("p", { html: sorted.said }),
    verdict === "differ" && h("div", { class: "card" },
      h("h4", {}, words.differ_title), h("p", { html: sorted.differ }), others),
    verdict !== "not-yet" && kind && h("div", { class: "follows" },
      h("h4", {}, words.follows), h("p", { html: kind.follows }), h("p", { class: "hint" }, kind.cites)),
    verdict === "not-yet" && h("p", { class: "hint" }, sorted.cites),
  ]);
}

/** @param {Drawn<SorterPage>} drawn */
function render(drawn) {
  return new Sorter(drawn).leave;
}

export default { render };
