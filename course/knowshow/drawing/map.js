// The course map: links to the modules, with what is done in words.

import { address, h, root, say } from "./parts.js";

function render({ model, el }) {
  const words = model.get("words");
  const page = root(el, "map");
  const rows = model.get("rows");
  const current = model.get("current");
  const first = rows[0];
  const go = current ?? (first && { title: first.title, where: first.question, href: first.href });

  page.append(
    h("p", { class: "kicker" }, say(words, "course")),
    h("h1", {}, say(words, "title")),
    h("p", { class: "lead" }, say(words, "lead")),
    go ? h("div", { class: "hero" },
      h("div", {}, h("div", { class: "kicker" }, say(words, current ? "left_off" : "begin_here")), h("b", {}, go.title), h("div", { class: "muted" }, go.where)),
      h("a", { class: "button main", href: address(go.href) }, say(words, current ? "continue" : "begin"))) : h("p", { class: "notice" }, say(words, "empty")),
    h("ol", { class: "modules" }, rows.map((row) => h("li", {},
      h("span", { class: "n", "aria-hidden": "true" }, row.number),
      h("div", {}, h("h2", {}, h("a", { href: address(row.href) }, row.title)), h("p", { class: "muted" }, row.question)),
      h("p", { class: "state" }, row.done && h("b", {}, say(words, "done")), row.state.map((line) => h("span", {}, line)))))),
    h("p", { class: "hint" }, say(words, "private")),
    h("p", { class: "hint" }, say(words, "independent")),
  );
  return () => {};
}

export default { render };
