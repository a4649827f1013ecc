// The principle explorer: search and filters work in the page, so that they work without a kernel too.

import { address, announce, fresh, h, root, say } from "./parts.js";

const PAUSE = 400;
const PILLARS = ["protect", "respect", "remedy"];

function render({ model, el }) {
  const words = model.get("words");
  const cards = model.get("cards");
  const terms = model.get("terms");
  const page = root(el, "explorer");
  page.append(h("div", { class: "bar" }, h("h2", {}, words.title)), h("p", { class: "prose muted" }, words.lead));
  if (!terms.length) { page.append(principles(words, cards), h("p", { class: "hint source" }, model.get("source"))); return; }

  const panels = [principles(words, cards), glossary(words, terms)];
  const tabs = ["principles", "glossary"].map((name, index) => h("button", { role: "tab", id: fresh("ks-tab"), onclick: () => pick(index),
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (getComputedStyle(page).direction === "rtl" ? -1 : 1);
      const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step ? (index + step + tabs.length) % tabs.length : null;
      if (to === null) return;
      event.preventDefault();
      pick(to);
      tabs[to].focus();
    } }, words[name]));
  const pick = (to) => tabs.forEach((tab, index) => {
    tab.setAttribute("aria-selected", String(index === to));
    tab.tabIndex = index === to ? 0 : -1;
    panels[index].hidden = index !== to;
  });
  panels.forEach((panel, index) => {
    panel.id = fresh("ks-panel");
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tabs[index].id);
    tabs[index].setAttribute("aria-controls", panel.id);
  });
  pick(0);
  page.append(h("div", { class: "tabs", role: "tablist", "aria-label": words.title }, tabs), ...panels, h("p", { class: "hint source" }, model.get("source")));
}

/** A search field with the number of hits announced after a pause; `run(query)` gives how many there are. */
function searching(words, label, key, run) {
  const count = h("p", { class: "count", role: "status" });
  const field = h("input", { type: "search", class: "field", id: fresh("ks-search"), autocomplete: "off", spellcheck: "false", oninput: () => search() });
  let timer = null;
  const search = (pause = PAUSE) => {
    const found = run(field.value);
    clearTimeout(timer);
    timer = setTimeout(() => announce(count, say(words, key, { count: found })), pause);
  };
  return { element: h("div", { class: "search" }, h("label", { for: field.id }, label), field), count, field, search };
}

const plainly = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
const split = (query) => plainly(query).split(/\s+/).filter(Boolean);

/** The words around the first hit, with the hit marked; null where the hit is not in this text. */
function excerpt(text, asked) {
  const at = Math.min(...asked.map((word) => plainly(text).indexOf(word)).filter((place) => place >= 0));
  if (!Number.isFinite(at)) return null;
  const word = asked.find((one) => plainly(text).startsWith(one, at));
  const from = text.lastIndexOf(" ", Math.max(0, at - 50)) + 1;
  const to = text.indexOf(" ", Math.min(text.length, at + word.length + 60));
  return h("span", { class: "excerpt hint" }, from ? "… " : "", text.slice(from, at), h("mark", {}, text.slice(at, at + word.length)), text.slice(at + word.length, to < 0 ? undefined : to), to < 0 ? "" : " …");
}

function principles(words, cards) {
  const made = cards.map((one) => card(words, one));
  const choice = (name, values) => {
    const field = h("select", { class: "field", id: fresh(`ks-${name}`), onchange: () => searcher.search(0) },
      h("option", { value: "" }, words[`any_${name}`]), values.map((value) => h("option", { value }, words[`${name}_${value}`])));
    return { field, element: h("div", {}, h("label", { for: field.id }, words[name]), field) };
  };
  const filters = {
    pillar: choice("pillar", PILLARS),
    addressee: choice("addressee", [...new Set(cards.map((one) => one.addressee))]),
    kind: choice("kind", ["foundational", "operational"]),
  };
  const empty = h("div", { class: "empty", hidden: true }, h("p", {}, words.empty), h("button", { class: "button", onclick: () => reset() }, words.reset));
  const groups = PILLARS.map((pillar) => {
    const id = fresh("ks-pillar");
    const list = made.filter(({ one }) => one.pillar === pillar);
    return { list, element: h("section", { "aria-labelledby": id }, h("h3", { id }, words[`heading_${pillar}`]), list.map(({ element }) => element)) };
  });
  const searcher = searching(words, words.search, "found", (query) => {
    const asked = split(query);
    let found = 0;
    for (const { one, element, plain, hit } of made) {
      const fits = Object.entries(filters).every(([name, { field }]) => !field.value || one[name] === field.value) && asked.every((word) => plain.includes(word));
      element.hidden = !fits;
      found += fits;
      const shown = fits && asked.length ? excerpt(one.plain, asked) : null;
      hit.replaceChildren(...(shown ? [shown] : []));
    }
    for (const { list, element } of groups) element.hidden = list.every((each) => each.element.hidden);
    empty.hidden = found > 0;
    return found;
  });
  function reset() {
    searcher.field.value = "";
    for (const { field } of Object.values(filters)) field.value = "";
    searcher.search(0);
    searcher.field.focus();
  }
  searcher.search(0);
  return h("div", {}, h("div", { class: "controls", role: "search", "aria-label": words.search }, searcher.element, Object.values(filters).map(({ element }) => element)),
    searcher.count, groups.map(({ element }) => element), empty);
}

function card(words, one) {
  const hit = h("span", {});
  const body = h("div", { class: "body" });
  const element = h("details", { class: "principle" },
    h("summary", {}, h("span", { class: "n" }, one.number),
      h("span", { class: "top" }, h("span", { class: "name" }, one.title),
        h("span", { class: "hint" }, `${words[`addressee_${one.addressee}`]} · ${words[`kind_${one.kind}`]}`), hit)),
    body);
  // A card is drawn when it is opened: thirty-one at once is a long wait for what few will read.
  element.addEventListener("toggle", () => { if (element.open && !body.firstChild) body.append(...opened(words, one)); });
  return { one, element, hit, plain: plainly([one.number, one.id, one.title, one.plain].join(" ")) };
}

function opened(words, one) {
  return [
    h("div", { class: "prose", html: one.html }),
    ...(one.parts.length ? [h("dl", { class: "parts" }, one.parts.map((part) => h("div", {}, h("dt", {}, `(${part.letter})`), h("dd", { html: part.html }))))] : []),
    h("p", { class: "then takeaway" }, h("b", {}, `${words.takeaway} `), h("span", { html: one.takeaway })),
    ...(one.terms.length ? [h("p", {}, h("b", {}, `${words.terms} `), one.terms.join(" · "))] : []),
    h("div", {}, h("b", {}, words.met), one.met.length
      ? h("ul", { class: "met" }, one.met.map((place) => h("li", {}, place.href ? h("a", { href: address(place.href) }, place.title) : h("span", {}, place.title), h("span", { class: "hint" }, ` ${place.how}`))))
      : h("p", { class: "muted" }, words.nowhere)),
    h("p", { class: "hint" }, say(words, "pages", { pages: one.pages })),
  ];
}

function glossary(words, terms) {
  const made = terms.map((one) => ({ plain: plainly(`${one.term} ${one.plain}`),
    element: h("div", { class: "term" }, h("dt", {}, one.term), h("dd", {}, h("div", { html: one.html }), one.cites && h("p", { class: "hint" }, one.cites))) }));
  const list = h("dl", { class: "terms" }, made.map(({ element }) => element));
  const empty = h("p", { class: "empty", hidden: true }, words.empty_terms);
  const searcher = searching(words, words.search_terms, "terms_found", (query) => {
    const asked = split(query);
    let found = 0;
    for (const { plain, element } of made) { element.hidden = !asked.every((word) => plain.includes(word)); found += !element.hidden; }
    empty.hidden = found > 0;
    list.hidden = found === 0;
    return found;
  });
  searcher.search(0);
  return h("div", {}, h("div", { class: "controls", role: "search", "aria-label": words.search_terms }, searcher.element), searcher.count, list, empty);
}

export default { render };
