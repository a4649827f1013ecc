// A grader's page: all written answers to one question, one in sight, marked by keyboard.

import { Desk } from "./reading-desk.js";
import { door } from "./reading-door.js";
import { progress } from "./reading-progress.js";
import { announce, h, land, liveRegion, root, say } from "./parts.js";
import { saving } from "./saving.js";
/** @import { Drawn, Words } from "./page.d.ts" */
/** @import { GiveMessage, NameMessage, OpenItemMessage, ReadingPage, ReadingView } from "./views.d.ts" */
/** @import { SchemeView, StepMessage } from "./views.d.ts" */
/** @import { Saving } from "./saving.js" */

/** @typedef {GiveMessage | NameMessage | OpenItemMessage | StepMessage} Said */

class Reading {
  #live = liveRegion();
  #main = h("div", { class: "main" });
  #aside = h("aside", { class: "howfar" });
  #problem = h("div", { role: "status" });
  /** @type {Desk | undefined} */
  #desk;
  #drawn = ""; // what is in sight: an answer by its code and how it stands
  #asked = false; // whether this page's reader asked for what comes

  /** @param {Drawn<ReadingPage>} drawn */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    root(el, "reading");
    /** @type {Saving<Said>} */
    const { box, element } = saving(model, "reading", { ...this.words, start: "" },
      () => this.#desk?.stay());
    this.box = box;
    el.append(
      h("div", { class: "bar" },
        h("h1", {}, this.words.title), h("span", { class: "grow" }), element),
      this.#live, this.#problem, this.#aside, this.#main);
    model.on("change:view", this.draw);
    this.draw();
    box.recover();
  }

  leave = () => {
    this.box.leave();
    this.model.off("change:view", this.draw);
  };

  draw = () => {
    const view = this.model.get("view");
    this.#problem.replaceChildren(view.problem ? h("div", { class: "notice problem" }, view.problem) : "");
    this.#aside.replaceChildren(...progress(this.words, view, this.#tell));
    const now = sight(view);
    if (now === this.#drawn) return;
    this.#drawn = now;
    this.#main.replaceChildren(...this.#shown(view));
    if (this.#asked) this.#arrive();
  };

  /** @param {ReadingView} view */
  #shown(view) {
    const tell = this.#tell;
    if (!view.scheme) return door(this.words, view, tell);
    const other = h("button", {
      class: "button quiet",
      onclick: () => tell("open", { do: "open", assignment: "", item: "" }),
    }, this.words.door);
    if (!view.answer) return [...finished(this.words, view.scheme), ...backTo(this.words, view, tell), other];
    this.#desk = new Desk(this.words, view, tell, (text) => announce(this.#live, text));
    return [this.#desk.element, other];
  }

  /** @type {(about: string, message: Said) => void} */
  #tell = (about, message) => {
    this.#asked = true;
    this.box.send(about, message);
  };

  #arrive() {
    this.#asked = false;
    land(this.#main.querySelector(".land"));
  }
}

/**
 * What tells one state of the page from another.
 * @param {ReadingView} view
 */
function sight({ state, answer, scheme, reader, items }) {
  const code = answer && [answer.code, answer.verdict.length, Object.keys(answer.levels).length];
  return JSON.stringify([state, reader, scheme, code, scheme ? 0 : items]); // a scheme may change under way
}

/**
 * @param {Words} words
 * @param {SchemeView} scheme
 */
const finished = (words, scheme) => [
  h("div", { class: "kicker" }, scheme.title),
  h("h2", { class: "land" }, words.done),
  h("p", { class: "muted" }, words.done_hint)];

/**
 * @param {Words} words
 * @param {ReadingView} view
 * @param {(about: string, message: Said) => void} tell
 */
const backTo = (words, view, tell) => view.back
  ? [h("button", { class: "button", onclick: () => tell("step", { do: "back" }) }, say(words, "back"))] : [];

/** @param {Drawn<ReadingPage>} drawn */
function render(drawn) {
  return new Reading(drawn).leave;
}

export default { render };
