// The salience map: impacts to fill in, and the order that Python gives them, with its reasons.

import { announce, fresh, h, land, liveRegion, root, say } from "./parts.js";
import { RowList, bound, growing, labelled, newId, short, undoBar } from "./rows.js";
import { plane } from "./salience-plane.js";
import { attend, notices, saving } from "./saving.js";
/** @import { Drawn, Words } from "./page.d.ts" */
/** @import { ChangedRow } from "./rows.js" */
/** @import { FrameView, ImpactView, PlanMessage, PutRowMessage, RankView } from "./views.d.ts" */
/** @import { RemoveMessage, RestoreMessage, SaliencePage, SalienceView } from "./views.d.ts" */
/** @import { Saving } from "./saving.js" */

const KEYS = /** @type {const} */ (["scale", "scope", "irremediable", "likelihood"]);
const NOTHING = { what: "", who: "", scale: null, scope: null, irremediable: null, likelihood: null };

class SalienceMap {
  #live = liveRegion();
  #holder = h("div", { class: "impacts" });
  #order = h("div", { class: "ranking" });
  /** @type {string | null} the impact whose place the learner is changing */
  #lately = null;

  /** @param {Drawn<SaliencePage>} drawn */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    this.frame = model.get("frame");
    root(el, "salience");
    /** @type {Saving<PlanMessage | PutRowMessage | RemoveMessage | RestoreMessage>} */
    this.line = saving(model, "salience", this.words, () => this.rows.show(this.#view.rows));
    this.box = this.line.box;
    this.notes = notices(model);
    this.undo = undoBar(this.words, () => this.box.send("removed", { do: "restore" }));
    /** @type {RowList<ImpactView>} */
    this.rows = new RowList(this.box, this.#holder, this.#card);
    const clear = () => this.#remove(this.#view.examples, this.words.the_example);
    this.clear = h("button", { class: "button quiet", onclick: clear }, this.words.clear);
    this.add = h("button", { class: "button", onclick: this.#add }, this.words.add);
    el.append(...this.#page());
    this.#show();
    const first = this.#holder.querySelector("details");
    if (first) first.open = true;
    this.leave = attend(model, this.box, this.notes, this.#drawn);
  }

  get #view() {
    return this.model.get("view");
  }

  #page() {
    const { words } = this;
    const titles = { list: fresh("ks-impacts"), order: fresh("ks-order") };
    return [
      h("div", { class: "bar" },
        h("span", { class: "kicker" }, words.title), h("span", { class: "grow" }), this.line.element),
      this.notes.element, this.#live,
      h("p", { class: "prose lead" }, words.lead),
      h("p", { class: "prose muted" }, this.frame.product),
      h("div", { class: "sides" },
        h("section", { "aria-labelledby": titles.list }, h("h2", { id: titles.list }, words.impacts),
          this.#holder, this.undo.element, h("div", { class: "go" }, this.add, this.clear)),
        h("section", { "aria-labelledby": titles.order, class: "result" },
          h("h2", { id: titles.order }, words.order), this.#order)),
      rule(words, this.frame),
    ];
  }

  /** @type {(row: ImpactView, changed: ChangedRow<ImpactView>) => ImpactCard} */
  #card = (row, changed) => {
    /** @type {ChangedRow<ImpactView>} */
    const note = (fields, typing) => {
      this.#lately = row.id;
      changed(fields, typing);
    };
    const remove = () => this.#remove([row.id], row.what.trim() || this.words.untitled);
    return new ImpactCard(this.words, this.frame, row, note, remove, () => this.#view.order);
  };

  /**
   * @param {readonly string[]} ids
   * @param {string} what
   */
  #remove(ids, what) {
    const blank = ids.every((id) => this.rows.isBlank(id));
    this.box.flush();
    for (const id of ids) this.rows.take(id);
    if (blank) return this.add.focus();
    this.box.send("removed", { do: "remove", ids });
    return this.undo.show(short(what, what));
  }

  #add = () => {
    this.undo.clear();
    const { element, first } = this.rows.fresh({ id: newId("impact"), ...NOTHING });
    element.setAttribute("open", "");
    first.focus();
  };

  #show() {
    const view = this.#view;
    this.rows.show(view.rows);
    this.clear.hidden = view.examples.length === 0;
    this.#order.replaceChildren(...ranking(this.words, this.frame, view, this.#plan));
  }

  /** @type {(one: RankView, row: HTMLElement) => void} */
  #plan = (impact, row) => {
    this.box.flush();
    this.box.send(`plan ${impact.id}`, { do: "plan", id: impact.id });
    announce(this.#live, this.words.planned);
    row.setAttribute("tabindex", "-1");
    row.focus({ preventScroll: true });
  };

  #drawn = () => {
    const here = this.#order.contains(document.activeElement) && document.activeElement?.closest("li");
    const focused = here ? here.dataset.id : null;
    this.#show();
    if (focused) land(this.#order.querySelector(`li[data-id="${focused}"]`) ?? this.#order);
    const { order } = this.#view;
    const moved = order.find((impact) => impact.id === this.#lately);
    if (moved) announce(this.#live, say(this.words, "moved", { ...moved, total: order.length }));
    this.#lately = null;
  };
}

/** One impact as a form that folds away, its place in the order beside its title. */
class ImpactCard {
  #title = h("span", { class: "what" });
  #place = h("span", { class: "hint" });

  /**
   * @param {Words} words
   * @param {FrameView} frame
   * @param {ImpactView} row
   * @param {ChangedRow<ImpactView>} changed
   * @param {() => void} remove
   * @param {() => readonly RankView[]} order
   */
  constructor(words, frame, row, changed, remove, order) {
    this.words = words;
    this.row = row;
    this.order = order;
    /** @type {ChangedRow<ImpactView>} */
    const note = (fields, typing) => {
      changed(fields, typing);
      this.#head();
    };
    const what = bound(growing({ maxlength: 2000 }), row, "what", note);
    const who = bound(growing({ maxlength: 2000, rows: 1 }), row, "who", note);
    const grades = KEYS.map((key) => ({ key, ...bound(options(words, frame, key), row, key, note,
      (value) => (value ? Number(value) : null)) }));
    this.fields = [what, who, ...grades];
    this.first = what.field;
    this.element = h("details", { class: "impact" },
      h("summary", {}, h("span", { class: "top" }, this.#title, this.#place)),
      h("div", { class: "fields" },
        labelled(words.what, what.field), labelled(words.who, who.field),
        h("div", { class: "grades" },
          grades.map(({ key, field }) => labelled(frame.questions[key].label, field))),
        h("button", { class: "button quiet", onclick: remove }, words.remove)));
    this.#head();
  }

  /** @param {ImpactView} now */
  show = (now) => {
    for (const { show } of this.fields) show(now);
    this.#head();
  };

  #head() {
    this.#title.textContent = this.row.what.trim() || this.words.untitled;
    const order = this.order();
    const placed = order.find((impact) => impact.id === this.row.id);
    const key = placed?.shared ? "place_shared" : "place";
    this.#place.textContent = placed
      ? say(this.words, key, { place: placed.place, total: order.length })
      : this.words.no_place;
  }
}

/**
 * @param {Words} words
 * @param {FrameView} frame
 * @param {typeof KEYS[number]} key
 */
const options = (words, frame, key) => h("select", {}, h("option", { value: "" }, words.choose),
  frame.questions[key].options.map((text, index) => h("option", { value: String(index + 1) }, text)));

/**
 * The impacts in their order, and those that cannot be placed yet.
 * @param {Words} words
 * @param {FrameView} frame
 * @param {SalienceView} view
 * @param {(one: RankView, row: HTMLElement) => void} plan
 */
function ranking(words, frame, view, plan) {
  const open = view.open.map((impact) =>
    h("li", {}, `${impact.title} `, h("span", { class: "hint" }, impact.missing)));
  return [
    view.order.length ? plane(words, frame, view.order) : "",
    view.order.length
      ? h("ol", {}, view.order.map((impact) => ranked(words, frame, impact, plan)))
      : h("p", { class: "muted" }, words.empty),
    open.length ? h("div", { class: "unplaced" }, h("h3", {}, words.not_placed), h("ul", {}, open)) : "",
  ];
}

/**
 * @param {Words} words
 * @param {FrameView} frame
 * @param {RankView} impact
 * @param {(one: RankView, row: HTMLElement) => void} plan
 */
function ranked(words, frame, impact, plan) {
  const press = () => plan(impact, row);
  const name = say(words, "plan_this", { title: impact.title });
  const grades = impact.grades.map((grade) =>
    h("span", {}, `${grade.label}: `, h(grade.top ? "b" : "span", {}, grade.level)));
  const row = h("li", { "data-id": impact.id },
    h("span", { class: "n" }, impact.shared ? say(words, "equal", { place: impact.place }) : impact.place),
    h("div", {},
      h("h3", {}, impact.title),
      impact.who && h("p", { class: "who" }, impact.who),
      h("p", { class: "because" }, impact.because),
      h("p", { class: "hint grades-told" }, grades,
        h("span", {}, `${frame.questions.likelihood.label}: ${impact.likelihood}`)),
      impact.happening && h("p", { class: "hint" }, words.happening),
      impact.planned
        ? h("p", { class: "planned" }, words.planned)
        : h("button", { class: "button", "aria-label": name, onclick: press }, words.plan)));
  return row;
}

/**
 * How the order is made, for those who want to know.
 * @param {Words} words
 * @param {FrameView} frame
 */
function rule(words, frame) {
  const questions = KEYS.map((key) => frame.questions[key])
    .map(({ label, question }) => [h("dt", {}, label), h("dd", {}, question)]);
  return h("details", { class: "rule" }, h("summary", {}, words.rule_title), h("div", { class: "prose" },
    h("dl", {}, questions), words.rule.split("\n\n").map((text) => h("p", {}, text)),
    h("p", { class: "hint" }, words.source)));
}

/** @param {Drawn<SaliencePage>} drawn */
function render(drawn) {
  return new SalienceMap(drawn).leave;
}

export default { render };
