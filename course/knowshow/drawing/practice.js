// Practice items: an item is drawn once, what is said about it is drawn again whenever Python says so.

import { isBlank, same } from "./answers.js";
import { drawItem } from "./items.js";
import { announce, fresh, h, laid, liveRegion, root, say } from "./parts.js";
import { attend, notices, saving } from "./saving.js";
/** @import { Child, Drawn, Value, Words } from "./page.d.ts" */
/** @import { AnswerMessage, BecauseView, CompareMessage, OpenMessage } from "./views.d.ts" */
/** @import { PracticePage, TaskView } from "./views.d.ts" */
/** @import { Outbox } from "./outbox.js" */
/** @import { Saving } from "./saving.js" */

/** @typedef {AnswerMessage | CompareMessage | OpenMessage} Said */

const MARKS = { "not-attempted": "○", "compare-first": "○", "not-yet": "△", right: "✓" };
const EXTRAS = /** @type {const} */ (["hint", "solution"]);

/** @param {Drawn<PracticePage>} drawn */
function render({ model, el }) {
  const words = model.get("words");
  const { title, tasks } = model.get("view");
  root(el, "practice");
  /** @type {Saving<Said>} */
  const line = saving(model, `practice ${title}`, { ...words, start: words.private }, (about, reply) => {
    const card = cards.find(({ id }) => id === about);
    if (reply.type === "saved" && card) card.checked();
  });
  const notes = notices(model);
  const total = tasks.length;
  const cards = tasks.map((task, index) => new Card(line.box, words, task, { number: index + 1, total }));
  el.append(
    h("div", { class: "bar" },
      h("span", { class: "kicker" }, title), h("span", { class: "grow" }), line.element),
    notes.element, ...cards.map((card) => card.element));
  const drawn = () => model.get("view").tasks.forEach((task, index) => cards[index].show(task));
  return attend(model, line.box, notes, drawn);
}

class Card {
  #asked = false; // whether a check was pressed in this page
  #checking = false; // whether its answer is still to come
  #result = h("div", { class: "result", role: "status" });
  #compare = h("div", {});
  #spoken = liveRegion();

  /**
   * @param {Outbox<Said>} box
   * @param {Words} words
   * @param {TaskView} task
   * @param {{ number: number, total: number }} place
   */
  constructor(box, words, task, place) {
    this.box = box;
    this.words = words;
    this.current = task;
    this.id = task.item.id;
    this.value = task.value;
    for (const [about, message] of box.left()) {
      if (message.do !== "answer" && message.do !== "check") continue;
      if (about === this.id) this.value = message.value;
    }
    this.unchecked = task.stale || !same(this.value, task.value);
    const id = fresh("ks-task");
    this.extras = EXTRAS.map((name) => this.#extra(name, `${id}-${name}`));
    this.element = h("section", { class: "task", "aria-labelledby": id },
      h("h3", { id }, say(words, "number", place)),
      drawItem(words, task.item, this.value, this.#changed, (text) => announce(this.#spoken, text)),
      h("div", { class: "go" },
        h("button", { class: "button check", onclick: () => this.#check() }, words.check),
        this.extras.map(({ button }) => button)),
      this.#result, this.#compare, this.extras.map(({ place: extra }) => extra), this.#spoken);
    this.#draw();
  }

  /** @param {TaskView} task */
  show(task) {
    this.current = task;
    if (same(task.value, this.value)) this.unchecked &&= task.stale;
    this.#draw();
  }

  /** What was told about the answer is answered: after a check say so, also when nothing has changed. */
  checked() {
    if (!this.#checking) return;
    this.#checking = false;
    delete this.#result.dataset.key;
    this.#draw();
  }

  /**
   * @param {Value | null} given
   * @param {{ typing?: boolean, flush?: boolean }} [how]
   */
  #changed = (given, how = {}) => {
    if (how.flush) return this.box.flush();
    this.value = isBlank(given) ? null : given;
    this.unchecked = true;
    this.#draw();
    /** @type {AnswerMessage} */
    const message = { do: "answer", item: this.id, value: this.value };
    return how.typing ? this.box.draft(this.id, message) : this.box.send(this.id, message);
  };

  #check() {
    this.unchecked = false;
    this.#asked = true;
    this.#checking = true;
    this.box.send(this.id, { do: "check", item: this.id, value: this.value });
  }

  /**
   * @param {"hint" | "solution"} name
   * @param {string} id
   */
  #extra(name, id) {
    const press = () => {
      this.box.send(`${this.id} ${name}`, { do: name, item: this.id, value: !this.current[name] });
    };
    const button = h("button", { class: "button", "aria-controls": id, onclick: press });
    return { name, button, place: h("div", { class: "extra", id }) };
  }

  #draw() {
    for (const { name, button, place } of this.extras) {
      const html = this.current[name];
      button.setAttribute("aria-expanded", String(Boolean(html)));
      button.textContent = this.words[html ? `${name}_close` : name];
      if (!anew(place, Boolean(html))) continue;
      place.replaceChildren();
      if (!html) continue;
      place.append(h("h4", {}, this.words[`${name}_title`]), h("div", { class: "prose", html }));
      if (name === "solution") place.append(...because(this.words, this.current.because));
    }
    this.#drawResult();
    this.#drawCompare();
  }

  #drawResult() {
    const { outcome, feedback, solution, criteria, because: reason } = this.current;
    // Nobody has judged words of one's own before they were compared.
    const open = outcome === "not-yet" && criteria.length > 0 && !criteria.some(({ met }) => met);
    const drawn = [outcome, feedback, reason, solution !== "", open];
    if (!anew(this.#result, this.unchecked ? "" : drawn)) return;
    this.#result.className = "result";
    this.#result.replaceChildren();
    // Nothing was checked yet: silence is better than a verdict. A press on Check brings one.
    if (this.unchecked || (outcome === "not-attempted" && !this.#asked)) return;
    const told = open ? "compare-first" : outcome;
    const more = outcome === "not-yet" && criteria.length ? "not-yet_compare" : `${outcome}_more`;
    this.#result.classList.add(told);
    this.#result.append(
      h("p", { class: "verdict" },
        h("span", { "aria-hidden": "true" }, `${MARKS[told]} `), this.words[told]),
      h("p", { class: "muted" }, this.words[more]),
      feedback.length ? h("ul", {}, feedback.map((html) => h("li", { html }))) : "",
      ...(outcome === "right" && !solution ? because(this.words, reason) : []));
  }

  #drawCompare() {
    const criteria = this.unchecked ? [] : this.current.criteria;
    if (!anew(this.#compare, criteria.map(({ id }) => id))) return;
    this.#compare.replaceChildren();
    if (!criteria.length) return;
    const met = new Set(criteria.filter((each) => each.met).map((each) => each.id));
    /** @type {(name: string, on: boolean) => void} */
    const tick = (name, on) => {
      if (on) met.add(name);
      else met.delete(name);
      this.box.send(`${this.id} compare`, { do: "compare", item: this.id, value: [...met] });
    };
    this.#compare.append(h("fieldset", { class: "question compare" }, h("legend", {}, this.words.compare),
      criteria.map((each) => {
        const box = h("input",
          { type: "checkbox", checked: each.met, onchange: () => tick(each.id, box.checked) });
        return h("label", { class: "choice" }, box, h("span", {},
          h("span", { class: "label", html: each.label }), h("span", { class: "detail", html: each.shows })));
      })));
  }
}

/**
 * Whether something else is to be drawn in a place than is drawn there; remembers it.
 * @param {HTMLElement} place
 * @param {unknown} shown
 */
function anew(place, shown) {
  const key = JSON.stringify(shown);
  if (place.dataset.key === key) return false;
  place.dataset.key = key;
  return true;
}

/**
 * @param {Words} words
 * @param {BecauseView | null} because
 */
function because(words, because) {
  if (!because) return [];
  const { why, differ, flip, cites } = because;
  /** @type {(label: string, html: string) => Child} */
  const also = (label, html) => html && h("p", {}, h("b", {}, `${label} `), h("span", { html }));
  const numbers = cites.map((cite) => cite.replace("GP", "")).join(", ");
  return laid([h("p", { html: why }), also(words.differ, differ), also(words.flip, flip),
    cites.length > 0 && h("p", { class: "hint" }, say(words, "cites", { list: numbers }))]);
}

export default { render };
