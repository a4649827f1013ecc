// Practice items: an item is drawn once, what is said about it is drawn again whenever Python says so.

import { drawItem, isBlank } from "./items.js";
import { announce, fresh, h, liveRegion, root, say, tellPython } from "./parts.js";

const TYPING = 800;
const PATIENCE = 4000;
const MARKS = { "not-attempted": "○", "not-yet": "△", right: "✓" };

function render({ model, el }) {
  const words = model.get("words");
  root(el, "practice");
  const saved = h("span", { class: "saved waiting", role: "status" }, words.private);
  const notices = h("div", { role: "status" });
  const tasks = model.get("tasks");
  const drafts = draftsOf(`ks-practice ${model.get("title")}`);
  const cards = tasks.map((task, index) => card((message) => sent(message), words, task, index, tasks.length, drafts));
  el.append(
    h("div", { class: "bar" }, h("span", { class: "kicker" }, model.get("title")), h("span", { class: "grow" }), saved),
    notices, ...cards.map((each) => each.element));

  const told = () => notices.replaceChildren(
    ...model.get("notes").map((text) => h("div", { class: "notice problem" }, h("p", {}, text))));
  const drawn = () => model.get("tasks").forEach((task, index) => cards[index].show(task));
  let patience = null;
  const sent = (message) => {
    clearTimeout(patience);
    patience = setTimeout(() => { saved.className = "saved failed"; announce(saved, words.not_answering); }, PATIENCE);
    tellPython(model, message);
  };
  const heard = ({ type, text, act, item }) => {
    clearTimeout(patience);
    if (act === "check" || act === "answer") drafts.answered(item, type === "saved");
    if (act === "check") cards.find((each) => each.id === item)?.checked();
    saved.className = type === "saved" ? "saved" : "saved failed";
    announce(saved, type === "saved" ? words.kept_here : text);
  };
  model.on("msg:custom", heard);
  model.on("change:tasks", drawn);
  model.on("change:notes", told);
  told();
  cards.forEach((each) => each.recover());
  return () => {
    cards.forEach((each) => each.leave());
    model.off("msg:custom", heard);
    model.off("change:tasks", drawn);
    model.off("change:notes", told);
  };
}

/** What was answered and not saved yet, kept in the page until it is: a kernel that dies takes no words with it. */
function draftsOf(key) {
  const open = new Map(); // item id -> { value, told: messages that are not answered yet, dirty: not told, or in vain }
  const read = () => { try { return JSON.parse(sessionStorage.getItem(key)) ?? {}; } catch { return {}; } };
  const keep = () => {
    const values = [...open].map(([id, { value }]) => [id, value]);
    try { sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(values))); } catch { /* no storage here */ }
  };
  return {
    before: read(),
    put: (id, value) => { open.set(id, { value, told: open.get(id)?.told ?? 0, dirty: true }); keep(); },
    told: (id) => { const entry = open.get(id); if (entry) { entry.told += 1; entry.dirty = false; } },
    answered: (id, saved) => {
      const entry = open.get(id);
      if (!entry) return;
      entry.told -= 1;
      entry.dirty ||= !saved;
      if (entry.told <= 0 && !entry.dirty) { open.delete(id); keep(); }
    },
  };
}

function card(send, words, first, index, total, drafts) {
  const { item } = first;
  const id = fresh("ks-task");
  const unsaved = item.id in drafts.before && JSON.stringify(drafts.before[item.id]) !== JSON.stringify(first.value ?? null);
  let value = unsaved ? drafts.before[item.id] : first.value;
  let timer = null;
  let unchecked = first.stale || unsaved;
  let asked = false;
  let current = first;

  const result = h("div", { class: "result", role: "status" });
  const compare = h("div", {});
  const extras = { hint: h("div", { class: "extra", id: `${id}-hint` }), solution: h("div", { class: "extra", id: `${id}-solution` }) };
  const spoken = liveRegion();

  const tell = (act, what) => {
    if (act === "answer" || act === "check") { clearTimeout(timer); timer = null; drafts.told(item.id); }
    send({ do: act, item: item.id, value: what });
  };
  const recover = () => { if (unsaved) { drafts.put(item.id, value); tell("answer", value); } };
  const flush = () => { if (timer) tell("answer", value); };
  const changed = (given, how = {}) => {
    if (how.flush) return flush();
    value = isBlank(given) ? null : given;
    drafts.put(item.id, value);
    unchecked = true;
    draw();
    clearTimeout(timer);
    if (how.typing) timer = setTimeout(flush, TYPING);
    else tell("answer", value);
  };
  const check = () => { unchecked = false; asked = true; tell("check", value); };

  const toggles = Object.fromEntries(["hint", "solution"].map((name) => [name,
    h("button", { class: "button", "aria-controls": `${id}-${name}`, onclick: () => tell(name, !current[name]) }, words[name])]));

  function show(task) {
    current = task;
    if (JSON.stringify(task.value ?? null) === JSON.stringify(value ?? null)) unchecked &&= task.stale;
    draw();
  }

  function draw() {
    for (const [name, toggle] of Object.entries(toggles)) {
      const open = Boolean(current[name]);
      toggle.setAttribute("aria-expanded", String(open));
      toggle.textContent = open ? words[`${name}_close`] : words[name];
      if (extras[name].dataset.shown !== String(open)) {
        extras[name].dataset.shown = String(open);
        extras[name].replaceChildren(...(open ? [h("h4", {}, words[`${name}_title`]), h("div", { class: "prose", html: current[name] })] : []));
        if (open && name === "solution") extras[name].append(...because(current.because));
      }
    }
    drawResult();
    drawCompare();
  }

  /** A check has been answered: say so, also when it says what was said last. */
  function checked() {
    delete result.dataset.key;
    draw();
  }

  function drawResult() {
    const key = unchecked ? "" : JSON.stringify([current.outcome, current.feedback, current.because, current.solution !== ""]);
    if (result.dataset.key === key) return;
    result.dataset.key = key;
    result.className = `result ${unchecked ? "" : current.outcome}`;
    // Nothing was checked yet: silence is better than a verdict. A press on Check brings one.
    if (unchecked || (current.outcome === "not-attempted" && !asked)) return void result.replaceChildren();
    result.replaceChildren(
      h("p", { class: "verdict" }, h("span", { "aria-hidden": "true" }, `${MARKS[current.outcome]} `), words[current.outcome]),
      h("p", { class: "muted" }, words[current.outcome === "not-yet" && current.criteria.length ? "not-yet_compare" : `${current.outcome}_more`]),
      current.feedback.length ? h("ul", {}, current.feedback.map((html) => h("li", { html }))) : "",
      ...(current.outcome === "right" && !current.solution ? because(current.because) : []));
  }

  function because({ why, cites = [], differ, flip }) {
    if (!why) return [];
    return [h("p", { html: why }),
      differ ? h("p", {}, h("b", {}, `${words.differ} `), h("span", { html: differ })) : "",
      flip ? h("p", {}, h("b", {}, `${words.flip} `), h("span", { html: flip })) : "",
      cites.length ? h("p", { class: "hint" }, say(words, "cites", { list: cites.map((cite) => cite.replace("GP", "")).join(", ") })) : ""];
  }

  function drawCompare() {
    const key = unchecked ? "[]" : JSON.stringify(current.criteria.map(({ id: name }) => name));
    if (compare.dataset.key === key) return;
    compare.dataset.key = key;
    if (key === "[]") return void compare.replaceChildren();
    const met = new Set(current.criteria.filter((each) => each.met).map((each) => each.id));
    const tick = (name, on) => {
      if (on) met.add(name);
      else met.delete(name);
      tell("compare", [...met]);
    };
    compare.replaceChildren(h("fieldset", { class: "question compare" }, h("legend", {}, words.compare),
      current.criteria.map((each) => h("label", { class: "choice" },
        h("input", { type: "checkbox", checked: each.met, onchange: (event) => tick(each.id, event.target.checked) }),
        h("span", {}, h("span", { class: "label", html: each.label }), h("span", { class: "detail", html: each.shows }))))));
  }

  const element = h("section", { class: "task", "aria-labelledby": id },
    h("h3", { id }, say(words, "number", { number: index + 1, total })),
    drawItem(words, item, value ?? undefined, changed, (text) => announce(spoken, text)),
    h("div", { class: "go" },
      h("button", { class: "button check", onclick: check }, words.check),
      toggles.hint, toggles.solution),
    result, compare, extras.hint, extras.solution, spoken);
  draw();
  return { element, show, checked, recover, id: item.id, leave: flush };
}

export default { render };
