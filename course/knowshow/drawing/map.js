// The course map: links to the modules, with what is done in words.

import { followUps } from "./follow-up.js";
import { address, announce, h, liveRegion, root, say } from "./parts.js";
/** @import { Drawn, Words } from "./page.d.ts" */
/** @import { CurrentView, MapPage, RowView } from "./views.d.ts" */

/** @param {Drawn<MapPage>} drawn */
function render({ model, el }) {
  const words = model.get("words");
  const rows = model.get("rows");
  const list = h("ol", { class: "modules" }, rows.map((row) => module(words, row)));
  const heard = liveRegion();
  const current = model.get("current");
  const open = rows.find(({ done }) => !done) ?? rows[0];
  const first = open ? { title: open.title, where: open.question, href: open.href, finished: false } : null;
  const go = current ?? first;
  const kicker = current ? "left_off" : rows.some(({ done }) => done) ? "go_on_here" : "begin_here";
  const asking = followUps(model);
  root(el, "map").append(
    h("p", { class: "kicker" }, say(words, "course")),
    h("h1", {}, say(words, "title")),
    h("p", { class: "lead" }, say(words, "lead")),
    go ? hero(words, go, kicker) : h("p", { class: "notice" }, say(words, "empty")),
    asking.element, list, heard,
    h("p", { class: "record" }, h("a", { href: address(model.get("record")) }, say(words, "record")),
      h("span", { class: "hint" }, say(words, "record_lead"))),
    h("p", { class: "hint" }, say(words, "private")),
    h("p", { class: "hint" }, say(words, "independent")),
  );
  const anew = () => announce(heard, refill(words, list, model.get("rows")));
  model.on("change:rows", anew);
  return () => {
    model.off("change:rows", anew);
    asking.leave();
  };
}

/**
 * Draw the modules anew; give what has come since, for who does not see it.
 * @param {Words} words
 * @param {HTMLElement} list
 * @param {readonly RowView[]} rows
 */
function refill(words, list, rows) {
  const links = [...list.querySelectorAll("a")];
  const known = new Set(links.map((link) => link.textContent));
  const held = links.find((link) => link === document.activeElement)?.href;
  list.replaceChildren(...rows.map((row) => module(words, row)));
  [...list.querySelectorAll("a")].find(({ href }) => href === held)?.focus();
  const fresh = rows.filter(({ came }) => came && !known.has(came.text));
  return fresh.map(({ came, title }) => `${title}. ${came?.text}.`).join(" ");
}

/**
 * Where to go on, or to begin.
 * @param {Words} words
 * @param {CurrentView} go
 * @param {"left_off" | "go_on_here" | "begin_here"} kicker
 */
const hero = (words, go, kicker) => h("div", { class: "hero" },
  h("div", {}, !go.finished &&
      h("div", { class: "kicker" }, say(words, kicker)),
    h("b", {}, go.title), h("div", { class: "muted" }, go.where)),
  h("a", { class: "button main", href: address(go.href) },
    say(words, go.finished ? "to_record" : kicker === "left_off" ? "continue" : "begin")));

/**
 * @param {Words} words
 * @param {RowView} row
 */
const module = (words, row) => h("li", {},
  h("span", { class: "n", "aria-hidden": "true" }, row.number),
  h("div", {}, h("h2", {}, h("a", { href: address(row.href) }, row.title)),
    h("p", { class: "muted" }, row.question), h("p", { class: "hint" }, row.times)),
  h("p", { class: "state" }, row.done && h("b", {}, say(words, "done")),
    row.state.map((line) => h("span", {}, line)),
    row.came && h("a", { class: "came", href: address(row.came.href) }, row.came.text)));

export default { render };
