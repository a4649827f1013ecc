// An item that asks for a number: a slider and a field that say the same, not answered before one is touched.

import { figure, question } from "./answers.js";
import { announce, h, say } from "./parts.js";
/** @import { Changed, Value, Words } from "./page.d.ts" */
/** @import { SliderItemView } from "./views.d.ts" */

/**
 * The number on an item's scale that is nearest to another.
 * @param {Pick<SliderItemView, "lower" | "upper" | "step">} scale
 * @param {number} number
 */
export function onScale({ lower, upper, step }, number) {
  const near = lower + Math.round((number - lower) / step) * step;
  return Math.min(upper - ((upper - lower) % step), Math.max(lower, near));
}

/**
 * Why a number is no answer on an item's scale, as a key of the words; empty where it is one.
 * @param {Pick<SliderItemView, "lower" | "upper" | "step">} scale
 * @param {number} number
 */
export function offScale(scale, number) {
  if (number < scale.lower || number > scale.upper) return "slider_beyond";
  return onScale(scale, number) === number ? "" : "slider_between";
}

/**
 * @param {Words} words
 * @param {SliderItemView} item
 * @param {Value | null} value
 * @param {Changed} changed
 */
export function drawSlider(words, item, value, changed) {
  return new Slider(words, item, typeof value === "number" ? value : null, changed).element;
}

class Slider {
  /**
   * @param {Words} words
   * @param {SliderItemView} item
   * @param {number | null} value
   * @param {Changed} changed
   */
  constructor(words, item, value, changed) {
    this.words = words;
    this.item = item;
    this.changed = changed;
    this.middle = item.lower + Math.round((item.upper - item.lower) / 2 / item.step) * item.step;
    const bounds = { min: item.lower, max: item.upper, step: item.step };
    const name = item.unit ? `${words.slider_number}, ${item.unit}` : words.slider_number;
    this.range = h("input", { type: "range", ...bounds, "aria-label": words.slider_range,
      value: String(value ?? this.middle), oninput: () => this.#give(this.range.value) });
    this.number = h("input", { type: "number", class: "field", ...bounds, "aria-label": name,
      value: String(value ?? ""), onchange: () => this.#typed(this.number.value.trim()) });
    this.open = h("span", { class: "hint" }, words.slider_open);
    this.wrong = h("p", { class: "wrong", role: "status" });
    this.clear = h("button", { class: "button quiet", onclick: () => {
      this.range.focus();
      this.#give(null);
    } }, words.clear);
    // A click on the thumb where it stands moves nothing, yet it answers.
    this.range.addEventListener("pointerup", () => {
      if (this.number.value === "") this.#give(this.range.value);
    });
    this.#show(value);
    this.element = this.#laid();
  }

  #laid() {
    const { words, item } = this;
    const bounds = { lower: figure(item.lower), upper: figure(item.upper) };
    const ends = (item.low_label || item.high_label) && h("div", { class: "ends" },
      h("span", {}, item.low_label || String(item.lower)),
      h("span", {}, item.high_label || String(item.upper)));
    return question(item, say(words, "slider_hint", bounds),
      h("div", { class: "slide" }, this.range, ends),
      h("div", { class: "go" }, this.number, item.unit && h("span", {}, item.unit), this.open, this.clear),
      this.wrong);
  }

  /** @param {number | null} given */
  #show(given) {
    const { range, number, words, item } = this;
    this.wrong.textContent = "";
    number.removeAttribute("aria-invalid");
    range.value = String(given ?? this.middle);
    number.value = given === null ? "" : String(given);
    range.classList.toggle("untouched", given === null);
    const said = given === null ? words.slider_open : `${given}${item.unit ? ` ${item.unit}` : ""}`;
    range.setAttribute("aria-valuetext", said);
    this.open.hidden = given !== null;
    this.clear.hidden = given === null;
  }

  /** @param {string | null} text */
  #give(text) {
    const given = text === null ? null : onScale(this.item, Number(text));
    this.#show(given);
    this.changed(given);
  }

  /**
   * What is not on the scale is told and left as it was typed: no answer is made of it, none is lost.
   * @param {string} text
   */
  #typed(text) {
    if (text === "" || Number.isNaN(Number(text))) return this.#give(null);
    const { lower, upper, step } = this.item;
    const why = offScale(this.item, Number(text));
    if (!why) return this.#give(text);
    this.number.setAttribute("aria-invalid", "true");
    const facts = { lower: figure(lower), upper: figure(upper), step: figure(step) };
    announce(this.wrong, say(this.words, why, { number: figure(Number(text)), ...facts }));
    return this.wrong.scrollIntoView({ block: "nearest" }); // the bar below would cover it
  }
}
