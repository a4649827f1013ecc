// The pages of an assignment. What is on screen is this view's own; kept is what Python says it has saved.

import { isBlank, same } from "./answers.js";
import { feedbackPage } from "./feedback.js";
import { Handing } from "./handing.js";
import { drawItem, summary } from "./items.js";
import { announce, fresh, goOn, h, land, liveRegion, root, say } from "./parts.js";
import { notice, notices, saving, whenHidden } from "./saving.js";
import { Steps } from "./steps.js";
import { recall, remember } from "./storage.js";
/** @import { Drawn, ItemView, Value } from "./page.d.ts" */
/** @import { FormAnswers, FormPage, PutAnswerMessage, Reply } from "./views.d.ts" */
/** @import { FormMessage } from "./handing.js" */
/** @import { Saving } from "./saving.js" */

class Form {
  #spoken = liveRegion();
  #stage = h("div", {});
  #result = h("div", { class: "result" });
  #told = ""; // the points of the feedback that was last told
  #recovered = false; // whether answers of an earlier page are on their way

  /** @param {Drawn<FormPage>} drawn */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    this.view = model.get("view");
    /** @type {Map<string, Value>} */
    this.answers = new Map(Object.entries(model.get("values")));
    this.turned = `ks-page ${this.view.assignment}`;
    root(el, "form");
    /** @type {Saving<FormMessage>} */
    const line = saving(model, `form ${this.view.assignment}`, this.words, this.#answered);
    this.box = line.box;
    this.notes = notices(model);
    this.handing = new Handing(model, this.box);
    const numbers = this.view.items.map((_, i) => String(i + 1));
    this.steps = new Steps([...numbers, this.words.review, this.words.feedback], this.#go);
    this.bar = h("div", { class: "bar" },
      h("h1", {}, this.view.title), h("span", { class: "grow" }), line.element);
    const nav = h("nav", { "aria-label": this.words.steps }, this.steps.element);
    el.append(this.bar, this.notes.element, this.#result, nav, this.#stage, this.#spoken);
    this.unwatch = whenHidden(() => this.box.flush());
    model.on("change:values", this.#refilled);
    model.on("change:handing", this.#stood);
    this.#recover();
    if (this.answers.size && !this.box.busy) line.tell(this.words.resumed, "");
    this.#told = this.#feedback?.total ?? "";
    this.page = this.#first();
    this.#drawSteps();
    this.#drawPage();
    goOn(el, () => this.#stage.querySelector("h2"));
  }

  leave = () => {
    this.box.flush();
    this.box.leave();
    this.unwatch();
    this.notes.leave();
    this.model.off("change:values", this.#refilled);
    this.model.off("change:handing", this.#stood);
  };

  /** The review's page; that of the feedback comes after it. */
  get #last() {
    return this.view.items.length;
  }

  get #feedback() {
    return this.model.get("handing").feedback;
  }

  /**
   * @param {string} item
   * @param {Value | null} value
   * @param {{ typing?: boolean, flush?: boolean }} [how]
   */
  #changed(item, value, how = {}) {
    if (how.flush) return this.box.flush();
    const given = isBlank(value) ? null : value;
    this.#take(item, given);
    this.#drawSteps();
    /** @type {PutAnswerMessage} */
    const message = { do: "put", item, value: given };
    return how.typing ? this.box.draft(item, message) : this.box.send(item, message);
  }

  /**
   * @param {string} item
   * @param {Value | null} value
   */
  #take(item, value) {
    if (value === null) this.answers.delete(item);
    else this.answers.set(item, value);
  }

  /** @type {(about: string, reply: Reply) => void} */
  #answered = (_, reply) => {
    if (reply.type !== "saved") return;
    this.#elsewhere(/** @type {FormAnswers["put"]} */ (reply.answer ?? []));
    this.#refilled(); // words that another window wrote first stand, and not those just typed
    if (this.#recovered && !this.box.busy) this.notes.element.append(notice("done", this.words.kept));
    this.#recovered &&= this.box.busy;
  };

  /** @param {readonly string[]} items those that another window has changed */
  #elsewhere(items) {
    const list = this.view.items.flatMap(({ id }, index) => (items.includes(id) ? [index + 1] : []));
    if (!list.length) return;
    const text = say(this.words, "elsewhere", { count: list.length, list: list.join(", ") });
    announce(this.#spoken, text);
    this.notes.element.querySelector(".elsewhere")?.remove();
    this.notes.element.append(notice("elsewhere", text));
  }

  #refilled = () => {
    const values = this.model.get("values");
    let here = false;
    for (const { id } of this.view.items) {
      if (this.box.waits(id) || same(values[id], this.answers.get(id))) continue;
      this.#take(id, values[id] ?? null);
      here ||= this.page === this.#last || this.view.items[this.page].id === id;
    }
    this.#drawSteps();
    if (here) this.#drawPage();
  };

  /** @param {number} to */
  #go = (to) => {
    this.box.flush();
    this.page = to;
    remember(this.turned, to);
    this.#drawSteps();
    this.#drawPage();
    land(this.#stage.querySelector("h2"));
    this.bar.scrollIntoView({ block: "nearest" });
  };

  #drawSteps() {
    this.view.items.forEach(({ id }, index) => {
      const answered = !isBlank(this.answers.get(id));
      const name = say(this.words, answered ? "step_answered" : "step_open", { number: index + 1 });
      this.steps.show(index, answered ? "✓" : "", name);
    });
    this.steps.show(this.#last + 1, "", this.words.step_feedback);
    this.steps.hide(this.#last + 1, !this.#feedback);
    this.steps.turn(this.page);
  }

  #drawPage() {
    this.#drawResult();
    this.#stage.replaceChildren(this.#thisPage());
  }

  #thisPage() {
    const feedback = this.#feedback;
    if (this.page < this.#last) return this.#itemPage(this.view.items[this.page]);
    if (this.page === this.#last || !feedback) return this.#reviewPage();
    const again = this.view.submits && !this.model.get("handing").closed;
    return feedbackPage(this.words, feedback, again ? this.#go : null);
  }

  /** Say above every page but its own that feedback has come. */
  #drawResult() {
    const feedback = this.page > this.#last ? null : this.#feedback;
    this.#result.replaceChildren(...(feedback ? [h("div", { class: "notice" },
      h("p", {}, say(this.words, "result", { total: feedback.total }),
        h("button", { class: "button quiet", onclick: () => this.#go(this.#last + 1) },
          this.words.read_feedback)))] : []));
  }

  /** What was handed in or what came back is not what it was. */
  #stood = () => {
    const before = this.#told;
    this.#told = this.#feedback?.total ?? "";
    this.handing.draw();
    this.#drawSteps();
    if (this.page > this.#last) this.#drawPage();
    else this.#drawResult();
    if (this.#told && this.#told !== before) {
      announce(this.#spoken, say(this.words, "result", { total: this.#told }));
    }
  };

  /** @param {ItemView} item */
  #itemPage(item) {
    const { words, page } = this;
    const place = say(words, "place", { number: page + 1, total: this.#last });
    const id = fresh("ks-page");
    const next = page === this.#last - 1 ? words.to_review : words.next;
    return h("section", { class: "page", "aria-labelledby": id },
      h("h2", { id }, `${place} · ${say(words, "points", { count: item.points })}`),
      drawItem(words, item, this.answers.get(item.id) ?? null,
        (value, how) => this.#changed(item.id, value, how), (text) => announce(this.#spoken, text)),
      h("div", { class: "go walk" },
        h("button", { class: "button main", onclick: () => this.#go(page + 1) }, next),
        page > 0 && h("button", { class: "button", onclick: () => this.#go(page - 1) }, words.back)));
  }

  #reviewPage() {
    const { words, view } = this;
    const id = fresh("ks-page");
    const open = view.items.filter((item) => isBlank(this.answers.get(item.id))).length;
    const counted = open
      ? say(words, "some_open", { count: open })
      : say(words, "all_answered", { total: view.items.length });
    return h("section", { class: "page review", "aria-labelledby": id }, h("h2", { id }, words.review_title),
      h("p", { class: "muted" }, counted),
      h("ol", { class: "list" }, view.items.map((item, index) => this.#reviewRow(item, index))),
      this.handing.element);
  }

  /**
   * @param {ItemView} item
   * @param {number} index
   */
  #reviewRow(item, index) {
    const { words } = this;
    const value = this.answers.get(item.id);
    const open = isBlank(value);
    const said = value === undefined || open ? null : ` · ${summary(words, item, value)}`;
    return h("li", {}, h("span", { class: "n", "aria-hidden": "true" }, String(index + 1)),
      h("span", {}, h("span", { html: item.prompt }),
        h("span", { class: open ? "state open" : "state" },
          h("b", {}, open ? `○ ${words.open}` : `✓ ${words.answered}`), said)),
      h("button", { class: "button quiet", onclick: () => this.#go(index),
        "aria-label": say(words, open ? "answer_this" : "change_this", { number: index + 1 }) },
      open ? words.answer : words.change));
  }

  /** Take up what an earlier page told in vain, and tell it again. */
  #recover() {
    const left = this.box.left().flatMap(([, message]) => (message.do === "put" ? [message] : []));
    const open = left.filter(({ item, value }) =>
      this.view.items.some(({ id }) => id === item) && !same(value, this.answers.get(item)));
    for (const { item, value } of left) this.#take(item, value);
    this.#recovered = open.length > 0; // told once it is so
    this.box.recover();
  }

  /** Feedback that is new in this window, where the reader was, or the first open question. */
  #first() {
    const was = window.__ksNext ? null : recall(this.turned);
    const unread = this.#feedback?.items.every(({ changed }) => !changed);
    if (unread && recall(`${this.turned} feedback`) !== this.#told) {
      remember(`${this.turned} feedback`, this.#told);
      return this.#last + 1;
    }
    if (typeof was === "number" && was <= this.#last + (this.#feedback ? 1 : 0)) return was;
    const open = this.view.items.findIndex(({ id }) => isBlank(this.answers.get(id)));
    return open < 0 ? this.#last : open;
  }
}

/** @param {Drawn<FormPage>} drawn */
function render(drawn) {
  return new Form(drawn).leave;
}

export default { render };
