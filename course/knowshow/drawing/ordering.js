// An item whose options are put in order: by dragging, by buttons, or by giving each its place.

import { described, isBlank, list, question } from "./answers.js";
import { grip } from "./dragging.js";
import { h, say } from "./parts.js";
/** @import { Changed, Value, Words } from "./page.d.ts" */
/** @import { OptionView, OrderItemView } from "./views.d.ts" */

/**
 * An order with one of its ids at another place; null where it stands there, or where there is no such place.
 * @param {readonly string[]} order
 * @param {string} id
 * @param {number} to
 */
export function moved(order, id, to) {
  if (to < 0 || to >= order.length || to === order.indexOf(id)) return null;
  const others = order.filter((each) => each !== id);
  return [...others.slice(0, to), id, ...others.slice(to)];
}

/**
 * @param {Words} words
 * @param {OrderItemView} item
 * @param {Value | null} value
 * @param {Changed} changed
 * @param {(text: string) => void} tell
 */
export function drawOrder(words, item, value, changed, tell) {
  return new Order(words, item, value, changed, tell).element;
}

/** @typedef {{ element: HTMLElement, select: HTMLSelectElement, up: HTMLElement, down: HTMLElement }} Row */

class Order {
  #list = h("ol", { class: "order" });
  /** @type {Map<string, Row>} */
  #rows = new Map();

  /**
   * @param {Words} words
   * @param {OrderItemView} item
   * @param {Value | null} value
   * @param {Changed} changed
   * @param {(text: string) => void} tell
   */
  constructor(words, item, value, changed, tell) {
    this.words = words;
    this.changed = changed;
    this.tell = tell;
    this.order = isBlank(value) ? item.options.map(({ id }) => id) : list(value);
    for (const option of item.options) this.#rows.set(option.id, this.#row(option));
    const keep = () => {
      this.#settle();
      changed(this.order);
    };
    this.open = h("div", { class: "go order-open", hidden: !isBlank(value) },
      h("span", { class: "hint" }, words.order_open),
      h("button", { class: "button", onclick: keep }, words.order_keep));
    this.#place();
    this.element = question(item, words.order_hint, this.#list, this.open);
  }

  /** @param {OptionView} option */
  #row(option) {
    const { id, label } = option;
    const select = h("select", { class: "field place",
      "aria-label": say(this.words, "order_place", { label }),
      onchange: () => this.#move(option, Number(select.value), select) },
    this.order.map((_, index) => h("option", { value: String(index) }, String(index + 1))));
    /** @type {(key: string, step: number, mark: string) => HTMLButtonElement} */
    const step = (key, by, mark) => {
      const onclick = () => this.#move(option, this.order.indexOf(id) + by, button);
      const name = say(this.words, `order_${key}`, { label });
      const button = h("button", { class: "button step", "aria-label": name, onclick },
        h("span", { "aria-hidden": "true" }, mark), this.words[key]);
      return button;
    };
    const [up, down] = [step("up", -1, "▲"), step("down", 1, "▼")];
    /** @type {HTMLElement} */
    const element = h("li", {}, grip(() => element, (to) => this.#move(option, to, select)), select,
      h("span", { class: "what" }, described(option)), h("span", { class: "moves" }, up, down));
    return { element, select, up, down };
  }

  /** The rows in their order. */
  #ordered() {
    return this.order.flatMap((id) => this.#rows.get(id) ?? []);
  }

  #place() {
    const rows = this.#ordered();
    this.#list.append(...rows.map(({ element }) => element));
    rows.forEach(({ select, up, down }, index) => {
      select.value = String(index);
      up.setAttribute("aria-disabled", String(index === 0));
      down.setAttribute("aria-disabled", String(index === rows.length - 1));
    });
  }

  /**
   * @param {OptionView} option
   * @param {number} to
   * @param {HTMLElement} focused
   */
  #move({ id, label }, to, focused) {
    const order = moved(this.order, id, to);
    if (!order) return;
    this.order = order;
    this.#place();
    this.#settle();
    focused.focus();
    this.tell(say(this.words, "order_moved", { label, place: to + 1, total: order.length }));
    this.changed([...order]);
  }

  /** The order is an answer now: what asked for one goes, and the focus with it if it was there. */
  #settle() {
    if (this.open.contains(document.activeElement)) this.#ordered()[0].select.focus();
    this.open.hidden = true;
  }
}
