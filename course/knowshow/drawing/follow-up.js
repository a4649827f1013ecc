// What came of commitments, asked a month later on the start page: an answer is kept here and goes nowhere.

import { fresh, h, land, say } from "./parts.js";
import { RowList, bound, growing, labelled, short } from "./rows.js";
import { attend, notices, saving } from "./saving.js";
/** @import { Model } from "./page.d.ts" */
/** @import { Card, ChangedRow } from "./rows.js" */
/** @import { FollowUpView, MapPage, PutRowMessage } from "./views.d.ts" */
/** @import { Saving } from "./saving.js" */

class FollowUps {
  #id = fresh("ks-follow");
  #cards = h("div", {});

  /** @param {Model<MapPage>} model */
  constructor(model) {
    this.model = model;
    this.words = model.get("words");
    /** @type {Saving<PutRowMessage>} */
    this.line = saving(model, "follow-up", this.words, () => this.#show());
    this.box = this.line.box;
    this.notes = notices(model);
    this.list = new RowList(this.box, this.#cards, this.#card);
    const title = h("h2", { id: this.#id }, this.words.came_title);
    this.section = h("section", { class: "follow-up", "aria-labelledby": this.#id },
      h("div", { class: "bar" }, title, h("span", { class: "grow" }), this.line.element),
      h("p", { class: "prose muted" }, this.words.came_lead), this.#cards);
    this.element = h("div", {}, this.notes.element, this.section);
    this.#show();
    this.leave = attend(model, this.box, this.notes, this.#show);
  }

  /** @type {(row: FollowUpView, changed: ChangedRow<FollowUpView>) => Card<FollowUpView>} */
  #card = (row, changed) => {
    const { words } = this;
    const came = bound(growing({ maxlength: 2000 }), row, "came", changed);
    const stopped = h("p", { class: "hint", role: "status" });
    const stop = h("button", { class: "button quiet", onclick: () => {
      changed({ silent: true });
      draw(true);
      land(stopped);
    } }, words.came_stop);
    const what = short(row.what, "");
    stop.setAttribute("aria-label", say(words, "came_stop_this", { what }));
    const draw = (/** @type {boolean} */ silent) => {
      stop.hidden = silent;
      stopped.textContent = silent ? words.came_stopped : "";
    };
    draw(row.silent);
    const element = h("div", { class: "commitment", role: "group", "aria-label": what },
      h("p", { class: "hint" }, row.since), h("blockquote", { dir: "auto" }, row.what),
      labelled(words.came, came.field), stop, stopped);
    return { element, first: came.field, show: (now) => {
      came.show(now);
      draw(now.silent);
    } };
  };

  #show = () => {
    const { rows } = this.model.get("view");
    this.list.show(rows);
    this.section.hidden = this.list.rows.length === 0;
  };
}

/**
 * The questions that are due, if any, and a way to leave them.
 * @param {Model<MapPage>} model
 */
export const followUps = (model) => new FollowUps(model);
