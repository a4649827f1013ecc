// The salience map: impacts to fill in, and the order that Python gives them, with its reasons.

import { notices, outbox } from "./outbox.js";
import { announce, fresh, h, land, liveRegion, root, say } from "./parts.js";
import { bound, growing, labelled, newId, rowList, undoBar } from "./rows.js";

const KEYS = ["scale", "scope", "irremediable", "likelihood"];

function render({ model, el }) {
  const words = model.get("words");
  const frame = model.get("frame");
  root(el, "salience");
  const box = outbox(model, words, "salience", () => rows.show(model.get("view").rows));
  const told = notices(model);
  const live = liveRegion();
  const titles = { list: fresh("ks-impacts"), order: fresh("ks-order") };
  const holder = h("div", { class: "impacts" });
  const order = h("div", { class: "ranking" });
  const undo = undoBar(words, () => box.send("removed", { do: "restore" }));
  const rows = rowList(box, holder, draw);
  const clear = h("button", { class: "button quiet", onclick: () => remove(model.get("view").examples, words.the_example) }, words.clear);
  const addButton = h("button", { class: "button", onclick: () => add() }, words.add);
  let lately = null; // the impact whose place the learner is changing

  function draw(row, changed) {
    const title = h("span", { class: "what" });
    const place = h("span", { class: "hint" });
    const note = (fields, typing) => { lately = row.id; changed(fields, typing); head(); };
    const what = bound(growing({ maxlength: 2000 }), row, "what", note);
    const who = bound(growing({ maxlength: 2000, rows: 1 }), row, "who", note);
    const selects = KEYS.map((key) => bound(h("select", {},
      h("option", { value: "" }, words.choose), frame.questions[key].options.map((text, index) => h("option", { value: index + 1 }, text))),
    row, key, note, (value) => (value ? Number(value) : null)));
    const head = () => {
      title.textContent = row.what.trim() || words.untitled;
      const placed = model.get("view").order.find((one) => one.id === row.id);
      place.textContent = placed ? say(words, placed.shared ? "place_shared" : "place", { place: placed.place, total: model.get("view").order.length }) : words.no_place;
    };
    head();
    const element = h("details", { class: "impact" },
      h("summary", {}, h("span", { class: "top" }, title, place)),
      h("div", { class: "fields" },
        labelled(words.what, what.field), labelled(words.who, who.field),
        h("div", { class: "grades" }, selects.map(({ field }, index) => labelled(frame.questions[KEYS[index]].label, field))),
        h("button", { class: "button quiet", onclick: () => remove([row.id], row.what.trim() || words.untitled) }, words.remove)));
    return { element, head, first: what.field, show: (now) => { [what, who, ...selects].forEach((one) => one.show(now)); head(); } };
  }

  function remove(ids, what) {
    const blank = ids.every((id) => rows.isBlank(id));
    rows.flush();
    for (const id of ids) rows.take(id);
    if (blank) return addButton.focus();
    box.send("removed", { do: "remove", ids });
    undo.show(what.length > 80 ? `${what.slice(0, 79)}…` : what);
  }

  function add() {
    undo.clear();
    const card = rows.fresh({ id: newId("impact"), what: "", who: "", scale: null, scope: null, irremediable: null, likelihood: null });
    card.element.open = true;
    card.first.focus();
  }

  function drawOrder() {
    const view = model.get("view");
    const open = view.open.length ? h("div", { class: "unplaced" }, h("h3", {}, words.not_placed), h("ul", {}, view.open.map((one) => h("li", {}, `${one.title} `, h("span", { class: "hint" }, one.missing))))) : "";
    order.replaceChildren(
      view.order.length ? h("ol", {}, view.order.map(place)) : h("p", { class: "muted" }, words.empty), open);
  }

  function place(one) {
    const button = one.planned
      ? h("p", { class: "planned" }, words.planned)
      : h("button", { class: "button", "aria-label": say(words, "plan_this", { title: one.title }), onclick: (event) => plan(one, event.currentTarget.closest("li")) }, words.plan);
    return h("li", { "data-id": one.id }, h("span", { class: "n" }, one.shared ? say(words, "equal", { place: one.place }) : one.place),
      h("div", {},
        h("h3", {}, one.title),
        one.who && h("p", { class: "who" }, one.who),
        h("p", { class: "because" }, one.because),
        h("p", { class: "hint grades-told" }, one.grades.map((grade) => h("span", {}, `${grade.label}: `, h(grade.top ? "b" : "span", {}, grade.level))), h("span", {}, `${frame.questions.likelihood.label}: ${one.likelihood}`)),
        one.happening && h("p", { class: "hint" }, words.happening),
        button));
  }

  function plan(one, row) {
    rows.flush();
    box.send(`plan ${one.id}`, { do: "plan", id: one.id });
    announce(live, words.planned);
    row.setAttribute("tabindex", "-1");
    row.focus({ preventScroll: true });
  }

  function drawn() {
    const view = model.get("view");
    const focused = order.contains(document.activeElement) ? document.activeElement.closest("li")?.dataset.id : null;
    rows.show(view.rows);
    clear.hidden = view.examples.length === 0;
    drawOrder();
    if (focused) land(order.querySelector(`li[data-id="${focused}"]`) ?? order);
    const moved = view.order.find((one) => one.id === lately);
    if (moved) announce(live, say(words, "moved", { title: moved.title, place: moved.place, total: view.order.length }));
    lately = null;
  }

  el.append(
    h("div", { class: "bar" }, h("span", { class: "kicker" }, words.title), h("span", { class: "grow" }), box.element),
    told.element, live,
    h("p", { class: "prose lead" }, words.lead),
    h("p", { class: "prose muted" }, frame.product),
    h("div", { class: "sides" },
      h("section", { "aria-labelledby": titles.list }, h("h2", { id: titles.list }, words.impacts), holder, undo.element,
        h("div", { class: "go" }, addButton, clear)),
      h("section", { "aria-labelledby": titles.order, class: "result" }, h("h2", { id: titles.order }, words.order), order)),
    h("details", { class: "rule" }, h("summary", {}, words.rule_title), h("div", { class: "prose" },
      h("dl", {}, KEYS.map((key) => [h("dt", {}, frame.questions[key].label), h("dd", {}, frame.questions[key].question)])),
      words.rule.split("\n\n").map((text) => h("p", {}, text)), h("p", { class: "hint" }, words.source))));
  rows.show(model.get("view").rows);
  clear.hidden = model.get("view").examples.length === 0;
  if (holder.firstChild) holder.firstChild.open = true;
  drawOrder();
  box.recover();
  const away = () => { if (document.visibilityState === "hidden") rows.flush(); };
  document.addEventListener("visibilitychange", away);
  model.on("change:view", drawn);
  return () => {
    rows.flush();
    document.removeEventListener("visibilitychange", away);
    model.off("change:view", drawn);
    box.leave();
    told.leave();
  };
}

export default { render };
