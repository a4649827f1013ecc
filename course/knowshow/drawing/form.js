// The pages of an assignment. What is on screen is this view's own; what is kept is what Python says it has saved.

import { drawItem, isBlank, summary } from "./items.js";
import { announce, fresh, h, land, liveRegion, root, say, tellPython } from "./parts.js";

const TYPING = 800;
const PATIENCE = 4000;

function render({ model, el }) {
  const words = model.get("words");
  const view = model.get("view");
  const answers = { ...model.get("values") };
  const key = `ks-form ${view.assignment}`;
  const turned = `ks-page ${view.assignment}`;
  const waiting = new Map(); // item id -> { n, value, timer }: told to Python, not yet answered
  let typing = null;
  let page = 0;
  let count = 0;
  const me = fresh("view") + Math.random().toString(36).slice(2);

  root(el, "form");
  const saved = h("span", { class: "saved waiting", role: "status" }, words.start);
  const spoken = liveRegion();
  const notices = h("div", { role: "status" });
  const steps = h("ol", { class: "steps" });
  const stage = h("div", {});
  const bar = h("div", { class: "bar" }, h("span", { class: "kicker" }, view.title), h("span", { class: "grow" }), saved);
  el.append(bar, notices, h("nav", { "aria-label": words.steps }, steps), stage, spoken);

  function status(text, kind = "") {
    saved.className = `saved ${kind}`;
    announce(saved, text);
  }

  // What the page says to Python

  function keep() {
    const drafts = Object.fromEntries([...waiting].map(([item, { value }]) => [item, value]));
    if (typing) drafts[typing.item] = typing.value;
    try {
      if (waiting.size || typing) sessionStorage.setItem(key, JSON.stringify(drafts));
      else sessionStorage.removeItem(key);
    } catch { /* no storage in this browser: answers are saved all the same */ }
  }

  function send(item, value) {
    count += 1;
    clearTimeout(waiting.get(item)?.timer);
    const timer = setTimeout(() => status(words.not_yet, "failed"), PATIENCE);
    waiting.set(item, { n: `${me} ${count}`, value, timer });
    keep();
    tellPython(model, { type: "answer", item, value, n: `${me} ${count}` });
  }

  function flush() {
    if (!typing) return;
    clearTimeout(typing.timer);
    const { item, value } = typing;
    typing = null;
    send(item, value);
  }

  function changed(item, value, how = {}) {
    const given = isBlank(value) ? null : value;
    if (how.flush) return flush();
    if (typing && typing.item !== item) flush();
    if (given === null) delete answers[item];
    else answers[item] = given;
    drawSteps();
    if (!how.typing) return send(item, given);
    clearTimeout(typing?.timer);
    if (!saved.classList.contains("waiting")) { saved.className = "saved waiting"; saved.textContent = words.saving; }
    typing = { item, value: given, timer: setTimeout(flush, TYPING) };
    keep();
  }

  // What Python says to the page

  function heard(message) {
    if (message.type === "receipt") return receipt(message);
    const [item, entry] = [...waiting].find(([, { n }]) => n === message.n) ?? [];
    if (message.type === "saved" && message.elsewhere?.length) elsewhere(message.elsewhere);
    if (!entry) return;
    clearTimeout(entry.timer);
    waiting.delete(item);
    keep();
    if (message.type !== "saved") return status(message.text, "failed");
    if (!waiting.size && !typing) status(say(words, "saved", { time: clock(message.time) }));
  }

  function clock(time) {
    return new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  }

  function elsewhere(items) {
    const list = view.items.map((item, index) => (items.includes(item.id) ? index + 1 : 0)).filter(Boolean);
    if (list.length) announce(spoken, say(words, "elsewhere", { count: list.length, list: list.join(", ") }));
    if (list.length) notices.replaceChildren(notice("", say(words, "elsewhere", { count: list.length, list: list.join(", ") })));
  }

  function refilled() {
    const values = model.get("values");
    let here = false;
    for (const { id } of view.items) {
      if (waiting.has(id) || typing?.item === id) continue;
      if (JSON.stringify(values[id] ?? null) === JSON.stringify(answers[id] ?? null)) continue;
      if (id in values) answers[id] = values[id];
      else delete answers[id];
      here ||= page === view.items.length || view.items[page].id === id;
    }
    drawSteps();
    if (here) drawPage();
  }

  function told() {
    const notes = model.get("notes");
    notices.replaceChildren(...notes.map((text) => notice("problem", text)));
  }

  function notice(kind, text) {
    return h("div", { class: `notice ${kind}` }, h("p", {}, text));
  }

  // Pages

  function go(to) {
    flush();
    page = to;
    try { sessionStorage.setItem(turned, page); } catch { /* no storage: the first open question is shown again */ }
    drawSteps();
    drawPage();
    land(stage.querySelector("h2"));
    bar.scrollIntoView({ block: "nearest" });
  }

  function drawSteps() {
    const last = view.items.length;
    if (!steps.children.length) {
      const step = (index) => h("li", {}, h("button", { onclick: () => go(index) }));
      steps.append(...view.items.map((_, index) => step(index)), step(last));
    }
    [...steps.children].forEach(({ firstChild: button }, index) => {
      const answered = index < last && !isBlank(answers[view.items[index].id]);
      button.replaceChildren(index < last ? String(index + 1) : words.review,
        answered ? h("span", { class: "mark", "aria-hidden": "true" }, "✓") : "");
      if (index < last) button.setAttribute("aria-label", say(words, answered ? "step_answered" : "step_open", { number: index + 1 }));
      if (index === page) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
  }

  function drawPage() {
    stage.replaceChildren(page === view.items.length ? reviewPage() : itemPage(view.items[page]));
  }

  function itemPage(item) {
    const place = say(words, "place", { number: page + 1, total: view.items.length });
    const id = fresh("ks-page");
    const last = page === view.items.length - 1;
    return h("section", { class: "page", "aria-labelledby": id },
      h("h2", { id }, `${place} · ${say(words, "points", { count: item.points })}`),
      drawItem(words, item, answers[item.id], (value, how) => changed(item.id, value, how), (text) => announce(spoken, text)),
      h("div", { class: "go walk" },
        h("button", { class: "button main", onclick: () => go(page + 1) }, last ? words.to_review : words.next),
        page > 0 ? h("button", { class: "button", onclick: () => go(page - 1) }, words.back) : null));
  }

  function reviewPage() {
    const id = fresh("ks-page");
    const open = view.items.filter((item) => isBlank(answers[item.id])).length;
    const summary = open ? say(words, "some_open", { count: open }) : say(words, "all_answered", { total: view.items.length });
    return h("section", { class: "page review", "aria-labelledby": id }, h("h2", { id }, words.review_title),
      h("p", { class: "muted" }, summary), h("ol", { class: "list" }, view.items.map(reviewRow)),
      view.submits
        ? h("div", { class: "go" }, h("button", { class: "button main submit", onclick: submit }, words.submit),
          h("span", { class: "hint prose" }, words.submit_hint))
        : h("p", { class: "hint" }, words.no_submit),
      h("div", { class: "receipt", role: "status" }));
  }

  function reviewRow(item, index) {
    const open = isBlank(answers[item.id]);
    return h("li", {}, h("span", { class: "n", "aria-hidden": "true" }, String(index + 1)),
      h("span", {}, h("span", { html: item.prompt }),
        h("span", { class: `state${open ? " open" : ""}` }, h("b", {}, open ? `○ ${words.open}` : `✓ ${words.answered}`),
          open ? null : ` · ${summary(words, item, answers[item.id])}`)),
      h("button", { class: "button quiet", onclick: () => go(index),
        "aria-label": say(words, open ? "answer_this" : "change_this", { number: index + 1 }) }, open ? words.answer : words.change));
  }

  function submit() {
    flush();
    announce(stage.querySelector(".receipt"), words.submitting);
    count += 1;
    tellPython(model, { type: "submit", n: `${me} ${count}` });
  }

  function receipt({ done, title, text }) {
    const place = stage.querySelector(".receipt");
    place?.replaceChildren(h("div", { class: `notice ${done ? "done" : "problem"}` },
      h("h3", {}, title), h("p", {}, text)));
    place?.scrollIntoView({ block: "nearest" });
  }

  function recover() {
    let drafts = {};
    try { drafts = JSON.parse(sessionStorage.getItem(key) ?? "{}"); } catch { /* nothing to recover */ }
    const known = Object.entries(drafts).filter(([id, value]) => view.items.some((item) => item.id === id)
      && JSON.stringify(value) !== JSON.stringify(answers[id] ?? null));
    keep();
    for (const [id, value] of known) {
      if (value === null) delete answers[id];
      else answers[id] = value;
      send(id, value);
    }
    if (known.length) notices.append(notice("done", words.kept));
  }

  /** Where the reader was in this window, or else the first question without an answer. */
  function first() {
    let was = null;
    try { was = sessionStorage.getItem(turned); } catch { /* no storage in this browser */ }
    if (was !== null && Number(was) <= view.items.length) return Number(was);
    const open = view.items.findIndex((item) => isBlank(answers[item.id]));
    return open < 0 ? view.items.length : open;
  }

  const away = () => { if (document.visibilityState === "hidden") flush(); };
  document.addEventListener("visibilitychange", away);
  model.on("msg:custom", heard);
  model.on("change:values", refilled);
  model.on("change:notes", told);
  told();
  recover();
  if (Object.keys(answers).length && !waiting.size) status(words.resumed);
  page = first();
  drawSteps();
  drawPage();
  return () => {
    flush();
    document.removeEventListener("visibilitychange", away);
    model.off("msg:custom", heard);
    model.off("change:values", refilled);
    model.off("change:notes", told);
  };
}

export default { render };
