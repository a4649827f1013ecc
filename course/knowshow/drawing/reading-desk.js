// One answer and its mark scheme: levels by number keys, one key to keep, one to go back.

import { fresh, h, say } from "./parts.js";
import { writes } from "./staying.js";
/** @import { Child, Words } from "./page.d.ts" */
/** @import { CriterionLevels, ReadAnswer, ReadingView, SchemeView } from "./views.d.ts" */
/** @import { Tell } from "./reading-door.js" */

export class Desk {
  /** @type {HTMLInputElement[][]} the radios of each criterion */
  #radios = [];
  #hint = h("p", { class: "hint", role: "status" });
  #leaving = false; // whether this answer is about to give way to the next
  #points = h("span", { class: "muted" });

  /**
   * @param {Words} words
   * @param {ReadingView} view
   * @param {Tell} tell
   * @param {(text: string) => void} announce
   */
  constructor(words, view, tell, announce) {
    this.words = words;
    this.view = view;
    this.announce = announce;
    /** @type {Tell} */
    this.tell = (about, message) => {
      if (this.#leaving) return; // pressed twice
      this.#leaving = true;
      tell(about, message);
    };
    this.scheme = /** @type {SchemeView} */ (view.scheme);
    this.answer = /** @type {ReadAnswer} */ (view.answer);
    this.compared = this.answer.verdict.length > 0;
    this.comment = h("textarea", { class: "field", rows: 3, value: this.answer.comment, maxlength: 5000 });
    this.element = h("div", { class: "desk", onkeydown: this.#key },
      h("div", { class: "reads" }, this.#head(), ...this.#read()),
      h("div", { class: "marks" }, ...this.compared ? this.#verdict() : this.#marking()));
    this.#count();
  }

  /** Python has answered; if this answer is still in sight, it stays. */
  stay() {
    this.#leaving = false;
  }

  #head() {
    const { number, total } = this.answer;
    const title = number ? say(this.words, "sample", { number, total }) : this.words.answer;
    return h("div", {},
      h("div", { class: "kicker" }, this.scheme.title),
      h("h2", { class: "land" }, title),
      number ? h("p", { class: "hint" }, this.words.sample_hint) : "");
  }

  #read() {
    return [
      h("details", { class: "about" }, h("summary", {}, this.words.question),
        h("div", { class: "prose", html: `${this.scheme.case}${this.scheme.prompt}` })),
      h("div", { class: "text", dir: "auto" }, this.answer.text)];
  }

  /** @returns {Child[]} */
  #marking() {
    const { criteria, example, why, differ } = this.scheme;
    const label = fresh("ks-comment");
    this.comment.id = label;
    const most = Math.max(...criteria.map(({ levels }) => levels.length));
    return [
      ...criteria.map((criterion) => this.#criterion(criterion)),
      h("details", { class: "about" }, h("summary", {}, this.words.scheme_example),
        h("div", { class: "prose", html: example }), h("div", { class: "prose", html: why }),
        differ ? h("h3", {}, this.words.experts_differ) : "", h("div", { class: "prose", html: differ })),
      ...this.answer.number ? []
        : [h("label", { class: "comment", for: label }, this.words.comment), this.comment],
      this.#buttons(), this.#hint, h("p", { class: "hint" }, say(this.words, "keys", { most }))];
  }

  /** @param {CriterionLevels} criterion */
  #criterion({ id, label, levels }) {
    const name = fresh("ks-level");
    const radios = levels.map((_, place) => h("input", {
      type: "radio", name, value: String(place), checked: this.answer.levels[id] === place,
      onchange: () => this.#count(),
    }));
    this.#radios.push(radios);
    return h("fieldset", { class: "question" }, h("legend", {}, label),
      levels.map((level, place) => h("label", { class: "choice" }, radios[place],
        h("span", {},
          h("span", { class: "label" }, h("kbd", { "aria-hidden": "true" }, String(place + 1)),
            ` ${level.label} `, h("span", { class: "muted" }, `(${level.points})`)),
          h("span", { class: "detail", html: level.shows })))));
  }

  #buttons() {
    const { words, answer, view } = this;
    const held = Object.keys(answer.levels).length > 0;
    const back = () => this.tell("step", { do: "back" });
    const withdraw = () => this.#send(null);
    return h("div", { class: "go" },
      h("button", { class: "button main", onclick: this.#keep },
        answer.number ? words.give_sample : words.give),
      this.#points,
      answer.number ? "" : h("button", { class: "button quiet", onclick: this.#later }, words.later),
      view.back ? h("button", { class: "button quiet", onclick: back }, words.back) : "",
      held ? h("button", { class: "button quiet", onclick: withdraw }, words.take_back) : "");
  }

  /** @returns {Child[]} */
  #verdict() {
    const { verdict, why } = this.answer;
    const { words } = this;
    const same = verdict.filter((each) => each.same).length;
    return [
      h("h3", {}, words.verdict),
      h("p", {}, say(words, "verdict_count", { same, total: verdict.length })),
      h("table", { class: "verdict" },
        h("thead", {}, h("tr", {}, ["scheme", "yours", "ours", "verdict"].map((key) =>
          h("th", { scope: "col" }, words[key])))),
        h("tbody", {}, verdict.map((each) => h("tr", { class: each.same ? "same" : "differs" },
          h("th", { scope: "row" }, each.label), h("td", {}, each.yours), h("td", {}, each.ours),
          h("td", {}, each.same ? `✓ ${words.same}` : `≠ ${words.differs}`))))),
      h("div", { class: "prose", html: why }),
      h("div", { class: "go" }, h("button", { class: "button main", onclick: this.#next }, words.next))];
  }

  #chosen() {
    return this.#radios.map((radios) => radios.findIndex(({ checked }) => checked));
  }

  #count() {
    const chosen = this.#chosen();
    const points = this.scheme.criteria.reduce((sum, { levels }, place) =>
      sum + (chosen[place] >= 0 ? Number(levels[chosen[place]].points) : 0), 0);
    this.#points.textContent = say(this.words, "points_now", { points, most: this.scheme.points });
    if (!chosen.includes(-1)) this.#hint.textContent = "";
  }

  #next = () => this.tell("step", { do: "next" });

  #later = () => this.tell("step", { do: "later" });

  #keep = () => {
    const chosen = this.#chosen();
    const open = chosen.filter((place) => place < 0).length;
    if (open) {
      this.#hint.textContent = say(this.words, "incomplete", { count: open });
      this.#radios[chosen.indexOf(-1)][0].focus();
      return;
    }
    this.#send(Object.fromEntries(this.scheme.criteria.map(({ id }, place) => [id, chosen[place]])));
  };

  /** @param {Record<string, number> | null} levels */
  #send(levels) {
    const { code } = this.answer;
    this.tell(`give ${code}`, { do: "give", code, levels, comment: this.comment.value });
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
    if (target === this.comment && writes(target)) {
      if (key === "Escape") this.#radios[0][0].focus();
      return;
    }
    // a key typed ahead is not meant for the answer that was kept; Tab and the like always work
    const ahead = this.#leaving && (key.length === 1 || key === "Enter");
    const done = ahead || (this.compared ? this.#pressedAfter(key) : this.#pressed(key, target));
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {string} key */
  #pressedAfter(key) {
    if (key !== "Enter") return false;
    this.#next();
    return true;
  }

  /**
   * @param {string} key
   * @param {HTMLElement} target
   */
  #pressed(key, target) {
    if (/^[1-9]$/.test(key)) return this.#level(Number(key) - 1, target);
    const pressable = target instanceof HTMLButtonElement || target.tagName === "SUMMARY";
    /** @type {Record<string, (() => void) | undefined>} */
    const keys = {
      Enter: pressable ? undefined : this.#keep,
      l: this.answer.number ? undefined : this.#later,
      b: this.view.back ? () => this.tell("step", { do: "back" }) : undefined,
      c: this.answer.number ? undefined : () => this.comment.focus(),
    };
    const act = keys[key.length === 1 ? key.toLowerCase() : key];
    act?.();
    return Boolean(act);
  }

  /**
   * Choose a level of the criterion that has the focus, else of the first that is open; go on to the next.
   * @param {number} place
   * @param {HTMLElement} target
   */
  #level(place, target) {
    const held = this.#radios.findIndex((radios) => radios.some((radio) => radio === target));
    const open = this.#chosen().indexOf(-1);
    const at = held >= 0 ? held : Math.max(open, 0);
    const radio = this.#radios[at][place];
    if (!radio) return false;
    radio.checked = true;
    this.#count();
    const { label, levels } = this.scheme.criteria[at];
    this.announce(`${label}: ${levels[place].label}`);
    const after = this.#radios[at + 1];
    (after ? after.find(({ checked }) => checked) ?? after[0] : radio).focus();
    return true;
  }
}
