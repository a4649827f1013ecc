// One item of each type as native HTML. Each drawing takes what has been answered so far and tells what is answered
// now through changed(value); null takes the answer back.

import { fresh, h, say } from "./parts.js";

/** The element of one item; `say_` announces what the eye would see (an order's new places). */
export function drawItem(words, item, value, changed, tell) {
  const draw = { choice: drawChoice, order: drawOrder, match: drawMatch, slider: drawSlider, "extended-text": drawText };
  return h("div", { class: `item item-${item.type}` },
    item.case ? h("div", { class: "case prose", html: item.case }) : null,
    draw[item.type](words, item, value, changed, tell));
}

export function isBlank(value) {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return !value.trim();
  return typeof value === "object" && Object.keys(value).length === 0;
}

function figure(number) {
  return new Intl.NumberFormat("en").format(number);
}

/** An answer in one line, for a list of answers. */
export function summary(words, item, value) {
  const label = (id) => item.options.find((option) => option.id === id)?.label;
  if (item.type === "choice") return [value].flat().map(label).join("; ");
  if (item.type === "order") return value.map((id, index) => `${index + 1}. ${label(id)}`).join("; ");
  if (item.type === "match") return say(words, "matched", { done: Object.keys(value).length, total: item.sources.length });
  if (item.type === "slider") return item.unit ? `${figure(value)} ${item.unit}` : figure(value);
  return value.length > 160 ? `${value.slice(0, 160).trimEnd()}…` : value;
}

function question(item, hint, ...children) {
  const id = fresh("ks-hint");
  return h("fieldset", { class: "question", "aria-describedby": id },
    h("legend", { html: item.prompt }), h("p", { class: "hint", id }, hint), children);
}

function described(option) {
  return [h("span", { class: "label" }, option.label),
    option.detail ? h("span", { class: "detail", html: option.detail }) : null];
}

function drawChoice(words, item, value, changed, tell) {
  const single = item.max_choices === 1;
  const picked = new Set(single ? [value] : value ?? []);
  const name = fresh("ks-choice");
  const hint = single ? words.choose_one
    : item.max_choices ? say(words, "choose_most", { most: item.max_choices }) : words.choose_any;
  const pick = (event, option) => {
    if (single) return changed(option.id);
    if (event.target.checked && item.max_choices && picked.size >= item.max_choices) {
      event.target.checked = false;
      return tell(say(words, "too_many", { most: item.max_choices }));
    }
    if (event.target.checked) picked.add(option.id);
    else picked.delete(option.id);
    const ids = item.options.map((each) => each.id).filter((id) => picked.has(id));
    return changed(ids.length ? ids : null);
  };
  return question(item, hint, item.options.map((option) => h("label", { class: "choice" },
    h("input", { type: single ? "radio" : "checkbox", name, value: option.id, checked: picked.has(option.id),
      onchange: (event) => pick(event, option) }),
    h("span", {}, described(option)))));
}

function drawOrder(words, item, value, changed, tell) {
  const options = Object.fromEntries(item.options.map((option) => [option.id, option]));
  let order = value ?? item.options.map((option) => option.id);
  const list = h("ol", { class: "order" });
  const open = h("div", { class: "go order-open", hidden: !isBlank(value) },
    h("span", { class: "hint" }, words.order_open),
    h("button", { class: "button", onclick: () => { settle(); changed(order); } }, words.order_keep));
  const rows = Object.fromEntries(order.map((id) => [id, row(id)]));
  const settle = () => {
    if (open.contains(document.activeElement)) rows[order[0]].select.focus();
    open.hidden = true;
  };

  function row(id) {
    const { label } = options[id];
    const select = h("select", { class: "field place", "aria-label": say(words, "order_place", { label }),
      onchange: (event) => move(id, Number(event.target.value), select) },
      order.map((_, index) => h("option", { value: String(index) }, String(index + 1))));
    const button = (key, step, mark) => h("button", { class: "button step",
      "aria-label": say(words, `order_${key}`, { label }),
      onclick: (event) => move(id, order.indexOf(id) + step, event.currentTarget) },
      h("span", { "aria-hidden": "true" }, mark), words[key]);
    const [up, down] = [button("up", -1, "▲"), button("down", 1, "▼")];
    const element = h("li", {}, select, h("span", { class: "what" }, described(options[id])),
      h("span", { class: "moves" }, up, down));
    return { element, select, up, down };
  }

  function place() {
    list.append(...order.map((id) => rows[id].element));
    order.forEach((id, index) => {
      rows[id].select.value = String(index);
      rows[id].up.setAttribute("aria-disabled", String(index === 0));
      rows[id].down.setAttribute("aria-disabled", String(index === order.length - 1));
    });
  }

  function move(id, to, focused) {
    if (to < 0 || to >= order.length || to === order.indexOf(id)) return;
    order = order.filter((each) => each !== id);
    order.splice(to, 0, id);
    place();
    settle();
    focused.focus();
    tell(say(words, "order_moved", { label: options[id].label, place: to + 1, total: order.length }));
    changed([...order]);
  }

  place();
  return question(item, words.order_hint, list, open);
}

function drawMatch(words, item, value, changed) {
  const pairs = { ...(value ?? {}) };
  const pick = (source, target) => {
    if (target) pairs[source] = target;
    else delete pairs[source];
    changed(isBlank(pairs) ? null : { ...pairs });
  };
  const rows = item.sources.map((source) => {
    const id = fresh("ks-match");
    return h("div", { class: "pair" }, h("label", { for: id }, described(source)),
      h("select", { class: "field", id, onchange: (event) => pick(source.id, event.target.value) },
        h("option", { value: "" }, words.choose),
        item.targets.map((target) => h("option", { value: target.id, ...(pairs[source.id] === target.id ? { selected: "" } : {}) }, target.label))));
  });
  const explained = item.targets.filter((target) => target.detail);
  const about = explained.length ? h("details", { class: "about" }, h("summary", {}, words.match_about),
    h("dl", {}, explained.map((target) => [h("dt", {}, target.label), h("dd", { html: target.detail })]))) : null;
  return question(item, words.match_hint, rows, about);
}

function drawSlider(words, item, value, changed) {
  const middle = item.lower + Math.round((item.upper - item.lower) / 2 / item.step) * item.step;
  const bounds = { min: item.lower, max: item.upper, step: item.step };
  const unit = item.unit ? ` ${item.unit}` : "";
  const range = h("input", { type: "range", ...bounds, "aria-label": words.slider_range, value: String(value ?? middle) });
  const number = h("input", { type: "number", class: "field", ...bounds, "aria-label": `${words.slider_number}${unit ? `,${unit}` : ""}`,
    value: String(value ?? "") });
  const open = h("span", { class: "hint" }, words.slider_open);
  const clear = h("button", { class: "button quiet", onclick: () => { show(null); range.focus(); changed(null); } }, words.clear);
  const show = (given) => {
    range.value = String(given ?? middle);
    number.value = given === null ? "" : String(given);
    range.classList.toggle("untouched", given === null);
    range.setAttribute("aria-valuetext", given === null ? words.slider_open : `${given}${unit}`);
    open.hidden = given !== null;
    clear.hidden = given === null;
  };
  const give = (text) => {
    const near = item.lower + Math.round((Number(text) - item.lower) / item.step) * item.step;
    const given = Math.min(item.upper - ((item.upper - item.lower) % item.step), Math.max(item.lower, near));
    show(given);
    changed(given);
  };
  range.addEventListener("input", () => give(range.value));
  // A click on the thumb where it stands moves nothing, yet it answers.
  range.addEventListener("pointerup", () => { if (number.value === "") give(range.value); });
  number.addEventListener("change", () => {
    if (number.value.trim() === "" || Number.isNaN(Number(number.value))) { show(null); changed(null); } else give(number.value);
  });
  show(value ?? null);
  const ends = item.low_label || item.high_label ? h("div", { class: "ends" },
    h("span", {}, item.low_label ?? String(item.lower)), h("span", {}, item.high_label ?? String(item.upper))) : null;
  return question(item, say(words, "slider_hint", { lower: figure(item.lower), upper: figure(item.upper) }),
    h("div", { class: "slide" }, range, ends),
    h("div", { class: "go" }, number, item.unit ? h("span", {}, item.unit) : null, open, clear));
}

function drawText(words, item, value, changed) {
  const [id, hint] = [fresh("ks-text"), fresh("ks-hint")];
  const count = h("p", { class: "hint", id: hint });
  const show = (text) => {
    const written = text.trim() ? text.trim().split(/\s+/u).length : 0;
    count.textContent = say(words, "words", { count: written, expected: item.expected_words });
  };
  const area = h("textarea", { class: "field", id, "aria-describedby": hint, rows: Math.min(16, Math.max(6, Math.ceil(item.expected_words / 12))),
    maxlength: item.max_characters, value: value ?? "", oninput: () => { show(area.value); changed(area.value, { typing: true }); },
    onblur: () => changed(area.value, { flush: true }) });
  show(value ?? "");
  return h("div", { class: "question" }, h("label", { class: "legend", for: id, html: item.prompt }), area, count);
}
