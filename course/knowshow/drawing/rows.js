// Rows that are edited in place: what is typed is the page's, what is kept is Python's.

import { fresh, h, land, say } from "./parts.js";
/** @import { Attributes, Message, RowBox, Words } from "./page.d.ts" */
/** @import { PutRowMessage } from "./views.d.ts" */

/**
 * A row as it is drawn: its element, the field to begin in, and a way to show another state of the row.
 * @template Row
 * @typedef {{ element: HTMLElement, first: HTMLElement, show: (now: Row) => void }} Card
 */

/**
 * Take changed fields of a row; `typing` says that more may follow at once.
 * @template Row
 * @typedef {(fields: Partial<Row>, typing?: boolean) => void} ChangedRow
 */

/**
 * A row in the page: `unsent` goes with its first change; Python knows no `fresh` one, `touched` was changed.
 * @template Row
 * @typedef {{ card: Card<Row>, row: Row, unsent: Partial<Row>, fresh: boolean, touched: boolean }} Entry
 */

/**
 * Two messages about one row as one: changes are joined, anything else is replaced.
 * @param {Message & { fields?: unknown }} earlier
 * @param {PutRowMessage} now
 * @returns {PutRowMessage}
 */
export function merged({ fields }, now) {
  return { ...now, fields: { .../** @type {object | undefined} */ (fields), ...now.fields } };
}

/**
 * The rows of a list, each told by its id; what waits or is being typed is never drawn over.
 * @template {{ id: string }} Row
 */
export class RowList {
  /** @type {Map<string, Entry<Row>>} */
  #entries = new Map();

  /**
   * @param {RowBox} box
   * @param {HTMLElement} holder
   * @param {(row: Row, changed: ChangedRow<Row>) => Card<Row>} draw
   */
  constructor(box, holder, draw) {
    this.box = box;
    this.holder = holder;
    this.draw = draw;
  }

  /**
   * Show the rows that Python has, in its order; a row that Python does not have yet stays at the end.
   * @param {readonly Row[]} rows
   */
  show(rows) {
    const known = new Set(rows.map(({ id }) => id));
    for (const [id, { fresh }] of [...this.#entries]) {
      if (!known.has(id) && !fresh && !this.box.waits(id)) this.take(id);
    }
    for (const row of rows) this.#showOne(row);
    const own = [...this.#entries.values()].filter(({ row }) => !known.has(row.id));
    this.#arrange([...rows.flatMap(({ id }) => this.#entries.get(id) ?? []), ...own]);
  }

  /**
   * A new row of the learner's, which Python hears of when something is written in it, `unsent` with it.
   * @param {Row} row
   * @param {Partial<Row>} [unsent]
   */
  fresh(row, unsent = {}) {
    const entry = this.#add(row, unsent);
    entry.fresh = true;
    return entry.card;
  }

  /**
   * Take a row from the page.
   * @param {string} id
   */
  take(id) {
    this.#entries.get(id)?.card.element.remove();
    this.#entries.delete(id);
  }

  /**
   * Whether nothing was ever written in a row.
   * @param {string} id
   */
  isBlank(id) {
    const entry = this.#entries.get(id);
    return Boolean(entry?.fresh && !entry.touched);
  }

  get rows() {
    return [...this.#entries.values()].map(({ row }) => row);
  }

  /** @param {Row} row */
  #showOne(row) {
    const entry = this.#entries.get(row.id) ?? this.#add(row, {});
    entry.fresh = false;
    if (this.box.waits(row.id)) return;
    Object.assign(entry.row, row);
    entry.card.show(entry.row);
  }

  /**
   * @param {Row} row
   * @param {Partial<Row>} unsent
   */
  #add(row, unsent) {
    const own = { ...row };
    const card = this.draw(own, (fields, typing) => this.#changed(entry, fields, typing));
    /** @type {Entry<Row>} */
    const entry = { card, row: own, unsent, fresh: false, touched: false };
    this.#entries.set(row.id, entry);
    this.holder.append(card.element);
    return entry;
  }

  /**
   * @param {Entry<Row>} entry
   * @param {Partial<Row>} fields
   * @param {boolean} [typing]
   */
  #changed(entry, fields, typing = false) {
    const { id } = entry.row;
    /** @type {PutRowMessage} */
    const message = { do: "put", id, fields: { ...entry.unsent, ...fields } };
    entry.touched = true;
    entry.unsent = {};
    Object.assign(entry.row, fields);
    if (typing) this.box.draft(id, message, merged);
    else this.box.send(id, message, merged);
  }

  /** @param {readonly Entry<Row>[]} wanted */
  #arrange(wanted) {
    if (wanted.every(({ card }, index) => this.holder.children[index] === card.element)) return;
    const here = document.activeElement;
    this.holder.append(...wanted.map(({ card }) => card.element));
    if (here instanceof HTMLElement && this.holder.contains(here)) here.focus({ preventScroll: true });
  }
}

/**
 * An id for a new row.
 * @param {string} prefix
 */
export const newId = (prefix) =>
  `${prefix}-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/**
 * A label with its field below it.
 * @param {string} text
 * @param {Field} field
 * @param {string} [hint]
 */
export function labelled(text, field, hint) {
  field.id = fresh("ks-field");
  if (hint) field.setAttribute("aria-describedby", `${field.id}-hint`);
  return h("div", { class: "labelled" }, h("label", { for: field.id }, text),
    hint && h("span", { class: "hint", id: `${field.id}-hint` }, hint), field);
}

/**
 * A field bound to one key of a row: typing is saved after a pause, leaving the field saves at once.
 * @template {{ id: string }} Row
 * @param {Field} field
 * @param {Row} row
 * @param {Extract<keyof Row, string>} name
 * @param {ChangedRow<Row>} changed
 * @param {(value: string) => unknown} [read]
 */
export function bound(field, row, name, changed, read = (value) => value) {
  const typed = !(field instanceof HTMLSelectElement);
  /** @type {(typing: boolean) => void} */
  const tell = (typing) => changed(/** @type {Partial<Row>} */ ({ [name]: read(field.value) }), typing);
  /** @type {(now: Row) => void} */
  const show = (now) => {
    const value = String(now[name] ?? "");
    if (field.value !== value) field.value = value;
  };
  show(row);
  field.classList.add("field");
  field.addEventListener("input", () => tell(typed));
  if (typed) field.addEventListener("change", () => tell(false));
  return { field, show };
}

/**
 * Grow a textarea with its text.
 * @param {Attributes} [attributes]
 */
export function growing(attributes = {}) {
  const area = h("textarea", { rows: 2, ...attributes });
  area.classList.add("growing");
  return area;
}

/**
 * A text in one short line, for what was removed.
 * @param {string} text
 * @param {string} none what is said where there is no text
 */
export function short(text, none) {
  const line = text.trim().replace(/\s+/g, " ") || none;
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/**
 * After a removal: say what went, and offer it back where the focus can find it.
 * @param {Words} words
 * @param {() => void} bringBack
 */
export function undoBar(words, bringBack) {
  const place = h("div", { role: "status", class: "undo" });
  const undo = () => {
    bringBack();
    place.replaceChildren(words.brought_back);
    land(place);
  };
  return {
    element: place,
    /** @param {string} what */
    show: (what) => {
      const name = say(words, "undo_this", { what });
      const button = h("button", { class: "button", "aria-label": name, onclick: undo }, words.undo);
      place.replaceChildren(h("span", {}, say(words, "removed", { what })), button);
      button.focus();
    },
    clear: () => place.replaceChildren(),
  };
}
