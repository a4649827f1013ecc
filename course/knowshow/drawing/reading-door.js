// The reading page's door: under which name, and which question.

import { fresh, h, say } from "./parts.js";
/** @import { Words } from "./page.d.ts" */
/** @import { ReadingItem, ReadingView } from "./views.d.ts" */
/** @import { Said } from "./reading.js" */

/** @typedef {(about: string, message: Said) => void} Tell */

/**
 * @param {Words} words
 * @param {ReadingView} view
 * @param {Tell} tell
 */
export function door(words, view, tell) {
  return [
    h("p", { class: "muted" }, words.intro),
    name(words, view.reader, tell),
    h("h2", { class: "land" }, words.choose),
    view.items.length
      ? h("ul", { class: "items" }, view.items.map((item) => row(words, item, tell)))
      : h("p", { class: "notice" }, words.nobody)];
}

/**
 * @param {Words} words
 * @param {string} reader
 * @param {Tell} tell
 */
function name(words, reader, tell) {
  const [id, hint] = [fresh("ks-reader"), fresh("ks-reader-hint")];
  const field = h("input", { class: "field", id, value: reader, maxlength: 64, "aria-describedby": hint,
    autocomplete: "off", spellcheck: "false" });
  const take = () => tell("name", { do: "name", name: field.value });
  field.addEventListener("keydown", ({ key }) => key === "Enter" && take());
  return h("div", { class: "reader" },
    h("label", { for: id }, words.reader), field,
    h("button", { class: "button", onclick: take }, words.take_name),
    h("p", { class: "hint", id: hint }, words.reader_hint));
}

/**
 * @param {Words} words
 * @param {ReadingItem} each
 * @param {Tell} tell
 */
function row(words, each, tell) {
  const { assignment, item, title, prompt, all, waiting } = each;
  const count = waiting ? say(words, "waiting", { count: waiting, all }) : words.all_read;
  const open = () => tell("open", { do: "open", assignment, item });
  return h("li", {},
    h("div", { class: "about" },
      h("div", { class: "kicker" }, title), h("div", { class: "prompt" }, prompt),
      h("div", { class: "hint" }, count)),
    h("button", { class: "button", onclick: open, "aria-label": say(words, "read_about", { prompt }) },
      words.read));
}
