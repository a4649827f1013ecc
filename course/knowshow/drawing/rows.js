// Rows that are edited in place: what is typed is the page's, what is kept is Python's.

import { fresh, h, land, say } from "./parts.js";

export const TYPING = 800;

/** `draw(row, changed)` gives { element, show(row), first }; what waits or is being typed is never drawn over. */
export function rowList(box, holder, draw) {
  const cards = new Map(); // id -> { card, row, dirty: not sent yet, timer, fresh: unknown to Python, touched }
  const merge = (earlier, now) => ({ ...earlier, ...now, fields: { ...earlier.fields, ...now.fields } });

  function put(id) {
    const entry = cards.get(id);
    clearTimeout(entry.timer);
    entry.timer = null;
    if (!entry.touched || !Object.keys(entry.dirty).length) return;
    box.send(id, { do: "put", id, fields: entry.dirty }, merge);
    entry.dirty = {};
  }

  function changed(id, fields, typing = false) {
    const entry = cards.get(id);
    entry.touched = true;
    Object.assign(entry.row, fields);
    Object.assign(entry.dirty, fields);
    clearTimeout(entry.timer);
    if (!typing) return put(id);
    entry.timer = setTimeout(put, TYPING, id);
    box.typing();
  }

  function add(row, dirty = {}) {
    const entry = { row: { ...row }, dirty, timer: null };
    cards.set(row.id, entry);
    entry.card = draw(entry.row, (fields, typing) => changed(row.id, fields, typing));
    holder.append(entry.card.element);
    return entry.card;
  }

  function take(id) {
    const entry = cards.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    entry.card.element.remove();
    cards.delete(id);
  }

  const busy = (id) => { const entry = cards.get(id); return Boolean(entry.timer || Object.keys(entry.dirty).length || box.waits(id)); };

  /** Show the rows that Python has, in its order; a row that Python does not have yet stays at the end. */
  function show(rows) {
    const here = document.activeElement;
    for (const id of [...cards.keys()]) if (!rows.some((row) => row.id === id) && !busy(id) && !cards.get(id).fresh) take(id);
    for (const row of rows) {
      const entry = cards.get(row.id);
      if (!entry) { add(row); continue; }
      entry.fresh = false;
      if (!busy(row.id)) { Object.assign(entry.row, row); entry.card.show(entry.row); }
    }
    const wanted = [...rows.map((row) => cards.get(row.id)), ...[...cards.values()].filter((entry) => !rows.some((row) => row.id === entry.row.id))];
    if (wanted.some((entry, index) => holder.children[index] !== entry.card.element)) {
      holder.append(...wanted.map((entry) => entry.card.element));
      if (here?.isConnected && holder.contains(here)) here.focus({ preventScroll: true });
    }
  }

  return {
    show, take,
    /** A new row of the learner's, which Python hears of when something is written in it. */
    fresh: (row, dirty = {}) => { const card = add(row, dirty); cards.get(row.id).fresh = true; return card; },
    flush: () => { for (const id of cards.keys()) put(id); },
    count: () => cards.size,
    rows: () => [...cards.values()].map((entry) => entry.row),
    /** Whether nothing was ever written in a row. */
    isBlank: (id) => Boolean(cards.get(id)?.fresh) && !cards.get(id).touched,
  };
}

/** An id for a new row. */
export const newId = (prefix) => `${prefix}-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;

/** A label with its field below it. `field` is an input, select or textarea. */
export function labelled(text, field, hint = null) {
  field.id = fresh("ks-field");
  if (hint) field.setAttribute("aria-describedby", `${field.id}-hint`);
  return h("div", { class: "labelled" }, h("label", { for: field.id }, text), hint && h("span", { class: "hint", id: `${field.id}-hint` }, hint), field);
}

/** A field bound to one key of a row: typing is saved after a pause, leaving the field saves at once. */
export function bound(field, row, name, changed, read = (value) => value) {
  field.value = row[name] ?? "";
  field.classList.add("field");
  field.addEventListener("input", () => changed({ [name]: read(field.value) }, field.tagName !== "SELECT"));
  if (field.tagName !== "SELECT") field.addEventListener("change", () => changed({ [name]: read(field.value) }));
  return { field, show: (now) => { if (field.value !== String(now[name] ?? "")) field.value = now[name] ?? ""; } };
}

/** Grow a textarea with its text. */
export function growing(attributes = {}) {
  const area = h("textarea", { rows: 2, ...attributes });
  area.classList.add("growing");
  return area;
}

/** After a removal: say what went, and offer it back where the focus can find it. */
export function undoBar(words, bringBack) {
  const place = h("div", { role: "status", class: "undo" });
  return {
    element: place,
    show: (what) => {
      const button = h("button", { class: "button", "aria-label": say(words, "undo_this", { what }), onclick: () => { bringBack(); place.replaceChildren(words.brought_back); land(place); } }, words.undo);
      place.replaceChildren(h("span", {}, say(words, "removed", { what })), button);
      button.focus();
    },
    clear: () => place.replaceChildren(),
  };
}
