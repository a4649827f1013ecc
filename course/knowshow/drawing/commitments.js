// Commitments: a module's prompts and what was written to them, or the whole plan with the page made from it.

import { download } from "./downloading.js";
import { madePage } from "./made-page.js";
import { fresh, h, land, root, say } from "./parts.js";
import { RowList, bound, growing, labelled, newId, short, undoBar } from "./rows.js";
import { attend, notices, saving } from "./saving.js";
/** @import { Drawn } from "./page.d.ts" */
/** @import { Card, ChangedRow } from "./rows.js" */
/** @import { CalendarMessage, CommitmentView, CommitmentsPage, DropMessage } from "./views.d.ts" */
/** @import { ExportMessage, ExportedView, OwnerMessage, PromptView } from "./views.d.ts" */
/** @import { PutRowMessage, RestoreMessage } from "./views.d.ts" */
/** @import { Saving } from "./saving.js" */

/** @typedef {CalendarMessage | DropMessage | ExportMessage | OwnerMessage} SaidOnce */
/** @typedef {SaidOnce | PutRowMessage | RestoreMessage} Said */

const DAY = /^\d{4}-\d\d-\d\d$/;

/** @typedef {{ element: HTMLElement, list: RowList<CommitmentView> }} Group */

class Commitments {
  /** @type {Map<string, Group>} by where they were written */
  #groups = new Map();
  #holder = h("div", { class: "groups" });
  #prompts = h("div", { class: "prompts" });
  #exported = h("div", { role: "status", class: "exported" });
  #awaited = 0; // the number of the export that was asked for here; 0 if none is awaited

  /** @param {Drawn<CommitmentsPage>} drawn */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    this.first = model.get("view");
    this.el = root(el, "commitments");
    const name = this.first.whole ? "plan" : `commitments ${this.#source}`;
    /** @type {Saving<Said>} */
    this.line = saving(model, name, this.words, () => this.#show());
    this.box = this.line.box;
    this.notes = notices(model);
    this.undo = undoBar(this.words, () => this.box.send("removed", { do: "restore" }));
    this.empty = h("p", { class: "muted" }, this.words.empty);
    const own = () => this.#add("own");
    this.addButton = h("button", { class: "button add", onclick: own }, this.words.add_own);
    this.owner = h("input", { type: "text", maxlength: 200, class: "field",
      oninput: () => this.box.draft("owner", this.#named()),
      onchange: () => this.box.send("owner", this.#named()) });
    el.append(...this.#page());
    this.#show();
    this.leave = attend(model, this.box, this.notes, this.#show);
  }

  /** Where the commitments of this page are written, if it is a module's. */
  get #source() {
    return this.first.groups[0].source;
  }

  /** @returns {OwnerMessage} */
  #named() {
    return { do: "owner", value: this.owner.value };
  }

  #page() {
    const { words, first } = this;
    const title = first.whole ? words.plan : first.groups[0].title;
    const bar = h("div", { class: "bar" },
      h("span", { class: "kicker" }, title), h("span", { class: "grow" }), this.line.element);
    const last = h("p", { class: "hint private" }, words.private);
    const list = [this.empty, this.#holder, this.undo.element];
    if (!first.whole) return [bar, this.notes.element, ...list, this.#prompts, last];
    return [bar, this.notes.element, h("p", { class: "prose lead" }, words.plan_lead), ...list,
      h("div", { class: "go" }, this.addButton), this.#finish(), last];
  }

  #finish() {
    const make = () => {
      this.box.flush();
      this.#awaited = this.model.get("view").exported.number + 1;
      this.box.send("export", { do: "export" });
    };
    return h("section", { class: "finish" },
      labelled(this.words.owner, this.owner, this.words.owner_hint),
      h("div", { class: "go" }, h("button", { class: "button main", onclick: make }, this.words.export),
        h("span", { class: "hint" }, this.words.export_hint)),
      this.#exported);
  }

  /** @type {(row: CommitmentView, changed: ChangedRow<CommitmentView>) => Card<CommitmentView>} */
  #card = (row, changed) => {
    const { words, first } = this;
    const prompt = first.prompts.find(({ id }) => id === row.prompt);
    const what = bound(growing({ maxlength: 2000 }), row, "what", changed);
    const who = bound(h("input", { type: "text", maxlength: 200 }), row, "who", changed);
    const day = h("input", { maxlength: 200, type: byType(row.by) });
    const by = bound(day, row, "by", changed);
    const dated = h("button", { class: "button quiet", onclick: () => this.#toCalendar(row.id) },
      words.add_date);
    const came = bound(growing({ maxlength: 2000 }), row, "came", changed);
    const asked = h("div", {}, labelled(words.came, came.field, words.came_hint));
    const principle = bound(h("select", {}, h("option", { value: "" }, words.no_principle),
      first.principles.map(({ id, label }) => h("option", { value: id }, label))), row, "principle", changed);
    const away = h("button", { class: "button quiet", onclick: () => this.#remove(row) }, words.remove);
    const named = () => {
      const name = say(words, "remove_this", { what: short(row.what, words.untitled) });
      away.setAttribute("aria-label", name);
      const what = short(row.what, words.untitled);
      dated.setAttribute("aria-label", say(words, "add_date_this", { what }));
      dated.hidden = !DAY.test(day.value.trim());
      asked.hidden = !row.asks && !row.came && document.activeElement !== came.field;
    };
    day.addEventListener("input", named);
    named();
    const element = h("div",
      { class: "commitment", role: "group", "aria-label": prompt?.ask ?? words.commitment },
      prompt && h("p", { class: "ask" }, prompt.ask), labelled(words.what, what.field, prompt?.starts),
      h("div", { class: "facts" }, labelled(words.who, who.field), labelled(words.by, by.field),
        labelled(words.principle, principle.field), away), dated, asked);
    return { element, first: what.field, show: (now) => {
      if (document.activeElement !== day) day.type = byType(now.by);
      for (const { show } of [what, who, by, principle, came]) show(now);
      named();
    } };
  };

  /** @param {CommitmentView} row */
  #remove(row) {
    const group = this.#groups.get(row.source);
    const blank = group?.list.isBlank(row.id);
    this.box.flush();
    group?.list.take(row.id);
    this.#drawPrompts();
    this.#drawEmpty();
    if (blank) {
      (this.#prompts.querySelector("button") ?? this.addButton).focus();
      return;
    }
    this.box.send(row.id, { do: "remove", id: row.id });
    group?.element.after(this.undo.element);
    this.undo.show(short(row.what, this.words.untitled));
  }

  /**
   * Give one commitment to the reader's calendar.
   * @param {string} id
   */
  async #toCalendar(id) {
    this.box.flush();
    try {
      const { answer, buffers } = await this.box.ask({ do: "calendar", id }, this.words.date_late);
      download(String(answer), buffers, "text/calendar");
    } catch (error) {
      if (error instanceof Error) this.line.tell(error.message, "waiting");
    }
  }

  /**
   * @param {string} source
   * @param {PromptView} [prompt]
   */
  #add(source, prompt) {
    this.undo.clear();
    const given = { source, prompt: prompt?.id ?? "", principle: prompt?.cite ?? "" };
    const row = { id: newId("c"), what: "", who: "", by: "", came: "", asks: false, ...given };
    const card = this.#group(source, "").list.fresh(row, given);
    this.#drawPrompts();
    this.#drawEmpty();
    card.first.focus();
  }

  #drawEmpty() {
    const groups = [...this.#groups.values()];
    for (const { element, list } of groups) element.hidden = this.first.whole && list.rows.length === 0;
    this.empty.hidden = !this.first.whole || groups.some(({ list }) => list.rows.length > 0);
  }

  /**
   * The group of a source, which is made when it is first asked for.
   * @param {string} source
   * @param {string} title
   * @returns {Group}
   */
  #group(source, title) {
    const known = this.#groups.get(source);
    if (known) return known;
    const id = fresh("ks-group");
    const place = h("div", {});
    const lead = !this.first.whole && h("p", { class: "prose lead" }, this.words.lead);
    const element = h("section", { "aria-labelledby": id }, h("h2", { id }, title), lead, place);
    /** @type {Group} */
    const group = { element, list: new RowList(this.box, place, this.#card) };
    this.#groups.set(source, group);
    this.#holder.append(element);
    return group;
  }

  #drawPrompts() {
    if (this.first.whole) return;
    const { words } = this;
    const answered = new Set(this.#groups.get(this.#source)?.list.rows.map(({ prompt }) => prompt));
    const open = this.first.prompts.filter(({ id }) => !answered.has(id)).map((prompt) => {
      const name = say(words, "write_this", { ask: prompt.ask });
      const write = () => this.#add(this.#source, prompt);
      return h("div", { class: "prompt" }, h("p", { class: "ask" }, prompt.ask),
        h("button", { class: "button", "aria-label": name, onclick: write }, words.write));
    });
    const own = h("button",
      { class: "button quiet", onclick: () => this.#add(this.#source) }, words.add_own);
    this.#prompts.replaceChildren(...open, h("div", { class: "go" }, own));
  }

  #show = () => {
    const view = this.model.get("view");
    for (const { source, title, rows } of view.groups) {
      this.#group(source, view.whole ? title : this.words.title).list.show(rows);
    }
    const shown = new Set(view.groups.map(({ source }) => source));
    for (const [source, { list }] of this.#groups) if (!shown.has(source)) list.show([]);
    this.#drawEmpty();
    if (!this.box.waits("owner")) this.owner.value = view.owner;
    this.#drawPrompts();
    this.#drawExported(view.exported);
  };

  /** @param {ExportedView} exported */
  #drawExported(exported) {
    const { made, dated, lines } = exported;
    const key = JSON.stringify(exported);
    if (this.#exported.dataset.shown === key) return;
    this.#exported.dataset.shown = key;
    const href = made && pageAddress(location.pathname);
    const dates = href && dated && href.replace(/html$/, "ics");
    const link = href && h("p", {},
      h("a", { href, target: "_blank", rel: "noopener" }, this.words.open_page));
    const add = dates && h("p", {}, h("a", { href: dates, download: "" }, this.words.add_dates));
    const box = madePage(this.words, exported, [link, add]);
    this.#exported.replaceChildren(...(lines.length ? [box] : []));
    if (!this.#awaited || exported.number < this.#awaited) return;
    this.#awaited = 0;
    if (lines.length) land(box);
  }
}

/**
 * A day is chosen; what was written in words before days were chosen stays as it is.
 * @param {string} by
 */
const byType = (by) => by === "" || DAY.test(by) ? "date" : "text";

/**
 * Where the page made from the plan lies, seen from the address of a notebook; null outside Jupyter.
 * @param {string} path
 */
export function pageAddress(path) {
  const at = path.match(/^(.*?)\/(?:lab|doc|notebooks)\/(?:workspaces\/[^/]+\/)?(?:tree\/)?(.*\/)?[^/]*$/);
  return at && `${at[1]}/files/${at[2] ?? ""}my-action-plan.html`;
}

/** @param {Drawn<CommitmentsPage>} drawn */
function render(drawn) {
  return new Commitments(drawn).leave;
}

export default { render };
