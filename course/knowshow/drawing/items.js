// One item of each type as native HTML. Each drawing takes what has been answered so far and tells what is
// answered now through changed(value); null takes the answer back.

import { drawOrder } from "./ordering.js";
import { fresh, h, say } from "./parts.js";
import { described, figure, isBlank, list, pairs, question } from "./answers.js";
import { drawSlider } from "./slider.js";
/** @import { Changed, ItemView, Value, Words } from "./page.d.ts" */
/** @import { ChoiceItemView, MatchItemView, OptionView, TextItemView } from "./views.d.ts" */

/**
 * The element of one item; `tell` announces what the eye would see, as an order's new places.
 * @param {Words} words
 * @param {ItemView} item
 * @param {Value | null} value
 * @param {Changed} changed
 * @param {(text: string) => void} tell
 * @returns {HTMLElement}
 */
export function drawItem(words, item, value, changed, tell) {
  return h("div", { class: `item item-${item.type}` },
    item.case ? h("div", { class: "case prose", html: item.case }) : null,
    drawn(words, item, value, changed, tell));
}

/** @type {typeof drawItem} */
function drawn(words, item, value, changed, tell) {
  switch (item.type) {
    case "choice":
      return item.max_choices === 1
        ? drawOne(words, item, value, changed)
        : drawSeveral(words, item, value, changed, tell);
    case "order":
      return drawOrder(words, item, value, changed, tell);
    case "match":
      return drawMatch(words, item, value, changed);
    case "slider":
      return drawSlider(words, item, value, changed);
    case "extended-text":
      return drawText(words, item, value, changed);
  }
}

/**
 * An answer in one line, for a list of answers.
 * @param {Words} words
 * @param {ItemView} item
 * @param {Value} value
 */
export function summary(words, item, value) {
  /** @type {(id: string) => string} */
  const label = (id) => "options" in item ? item.options.find((option) => option.id === id)?.label ?? id : id;
  switch (item.type) {
    case "choice":
      return (typeof value === "string" ? [value] : list(value)).map(label).join("; ");
    case "order":
      return list(value).map((id, index) => `${index + 1}. ${label(id)}`).join("; ");
    case "match":
      return matched(words, item, pairs(value));
    case "slider":
      return item.unit ? `${figure(Number(value))} ${item.unit}` : figure(Number(value));
    case "extended-text":
      return String(value).length > 160 ? `${String(value).slice(0, 160).trimEnd()}…` : String(value);
  }
}

/**
 * Each pair in words, and how many are still missing.
 * @param {Words} words
 * @param {MatchItemView} item
 * @param {Readonly<Record<string, string>>} chosen
 */
function matched(words, { sources, targets }, chosen) {
  const made = sources.filter(({ id }) => chosen[id]).map(({ id, label }) =>
    `${label}: ${targets.find((target) => target.id === chosen[id])?.label ?? chosen[id]}`);
  const count = say(words, "matched", { done: made.length, total: sources.length });
  return [...made, ...(made.length < sources.length ? [count] : [])].join("; ");
}

/**
 * @param {OptionView} option
 * @param {HTMLInputElement} box
 */
const choice = (option, box) => h("label", { class: "choice" }, box, h("span", {}, described(option)));

/**
 * @param {Words} words
 * @param {ChoiceItemView} item
 * @param {Value | null} value
 * @param {Changed} changed
 */
function drawOne(words, item, value, changed) {
  const name = fresh("ks-choice");
  return question(item, words.choose_one, item.options.map((option) => choice(option,
    h("input", { type: "radio", name, value: option.id, checked: value === option.id,
      onchange: () => changed(option.id) }))));
}

/**
 * @param {Words} words
 * @param {ChoiceItemView} item
 * @param {Value | null} value
 * @param {Changed} changed
 * @param {(text: string) => void} tell
 */
function drawSeveral(words, item, value, changed, tell) {
  const most = item.max_choices || item.options.length;
  const picked = new Set(list(value));
  const name = fresh("ks-choice");
  /** @type {(box: HTMLInputElement) => void} */
  const pick = (box) => {
    if (box.checked && picked.size >= most) {
      box.checked = false;
      return tell(say(words, "too_many", { most }));
    }
    if (box.checked) picked.add(box.value);
    else picked.delete(box.value);
    const ids = item.options.map(({ id }) => id).filter((id) => picked.has(id));
    return changed(ids.length ? ids : null);
  };
  const hint = item.max_choices ? say(words, "choose_most", { most }) : words.choose_any;
  return question(item, hint, item.options.map((option) => {
    const box = h("input", { type: "checkbox", name, value: option.id, checked: picked.has(option.id),
      onchange: () => pick(box) });
    return choice(option, box);
  }));
}

/**
 * @param {Words} words
 * @param {MatchItemView} item
 * @param {Value | null} value
 * @param {Changed} changed
 */
function drawMatch(words, item, value, changed) {
  const chosen = pairs(value);
  /** @type {(source: string, target: string) => void} */
  const pick = (source, target) => {
    if (target) chosen[source] = target;
    else delete chosen[source];
    changed(isBlank(chosen) ? null : { ...chosen });
  };
  const rows = item.sources.map((source) => {
    const id = fresh("ks-match");
    const select = h("select", { class: "field", id, onchange: () => pick(source.id, select.value) },
      h("option", { value: "" }, words.choose),
      item.targets.map((target) =>
        h("option", { value: target.id, selected: chosen[source.id] === target.id }, target.label)));
    return h("div", { class: "pair" }, h("label", { for: id }, described(source)), select);
  });
  const explained = item.targets.filter((target) => target.detail);
  const about = explained.length > 0 && h("details", { class: "about" }, h("summary", {}, words.match_about),
    h("dl", {}, explained.map((target) =>
      [h("dt", {}, target.label), h("dd", { html: target.detail })])));
  return question(item, words.match_hint, rows, about);
}

/**
 * How many words a text has.
 * @param {string} text
 */
export const wordCount = (text) => (text.trim() ? text.trim().split(/\s+/u).length : 0);

/**
 * @param {Words} words
 * @param {TextItemView} item
 * @param {Value | null} value
 * @param {Changed} changed
 */
function drawText(words, item, value, changed) {
  const [id, hint] = [fresh("ks-text"), fresh("ks-hint")];
  const count = h("p", { class: "hint", id: hint });
  const show = () => {
    const facts = { count: wordCount(area.value), expected: item.expected_words };
    count.textContent = say(words, "words", facts);
  };
  const area = h("textarea", { class: "field", id, "aria-describedby": hint,
    rows: Math.min(16, Math.max(6, Math.ceil(item.expected_words / 12))),
    maxlength: item.max_characters, value: typeof value === "string" ? value : "",
    oninput: () => { show(); changed(area.value, { typing: true }); },
    onblur: () => changed(area.value, { flush: true }) });
  show();
  const label = h("label", { class: "legend", for: id, html: item.prompt });
  return h("div", { class: "question" }, label, area, count);
}
