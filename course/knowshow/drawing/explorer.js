// The principle explorer: search and filters work in the page, so that they work without a kernel too.

import { address, announce, fresh, h, laid, root, say } from "./parts.js";
import { excerpt, fitting, plainly, wanted } from "./searching.js";
import { tabStrip } from "./tabs.js";
/** @import { Drawn, Words } from "./page.d.ts" */
/** @import { CardView, ExplorerPage, TermView } from "./views.d.ts" */

const PAUSE = 400; // milliseconds of rest before the number of hits is announced
const PILLARS = ["protect", "respect", "remedy"];

/** @param {Drawn<ExplorerPage>} drawn */
function render({ model, el }) {
  const words = model.get("words");
  const terms = model.get("terms");
  const page = root(el, "explorer");
  const kin = model.get("kin");
  const all = new Principles(words, model.get("cards"), kin);
  const principles = all.element;
  const source = h("p", { class: "hint source" }, model.get("source"));
  page.append(
    h("div", { class: "bar" }, h("h2", {}, words.title)), h("p", { class: "prose muted" }, words.lead));
  if (!terms.length) {
    page.append(principles, source);
    return;
  }
  /** @param {string} cite */
  const show = (cite) => {
    strip.tabs[0].click();
    all.open(cite);
  };
  const panels = [principles, glossary(words, terms, kin, show)];
  const strip = tabStrip(words.title, [words.principles, words.glossary], (to) =>
    panels.forEach((panel, index) => { panel.hidden = index !== to; }));
  panels.forEach((panel, index) => {
    panel.id = fresh("ks-panel");
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", strip.tabs[index].id);
    strip.tabs[index].setAttribute("aria-controls", panel.id);
  });
  page.append(strip.element, ...panels, source);
  lookUp(page);
}

/**
 * A page that was opened to look something up begins at the search.
 * @param {HTMLElement} page
 */
function lookUp(page) {
  if (!window.__ksLook) return;
  window.__ksLook = false;
  setTimeout(() => {
    page.scrollIntoView({ block: "start" });
    page.querySelector("input")?.focus({ preventScroll: true });
  });
}

/**
 * A search field with the number of hits announced after a pause; `run(query)` gives how many there are.
 * @param {Words} words
 * @param {{ label: string, counted: string }} named the field's name, the key of the words for hits
 * @param {(query: string) => number} run
 */
function searching(words, named, run) {
  const count = h("p", { class: "count", role: "status" });
  const field = h("input", { type: "search", class: "field", id: fresh("ks-search"), autocomplete: "off",
    spellcheck: "false", oninput: () => search() });
  let timer = 0;
  const search = (pause = PAUSE) => {
    const hits = run(field.value);
    clearTimeout(timer);
    timer = Number(setTimeout(() => announce(count, say(words, named.counted, { count: hits })), pause));
  };
  const element = h("div", { class: "search" }, h("label", { for: field.id }, named.label), field);
  return { element, count, field, search };
}

/** The principles under their pillars, with a search and filters that narrow together. */
class Principles {
  /**
   * @param {Words} words
   * @param {readonly CardView[]} cards
   * @param {readonly (readonly string[])[]} kin
   */
  constructor(words, cards, kin) {
    this.words = words;
    this.kin = kin;
    this.made = cards.map((principle) => card(words, principle));
    this.filters = {
      pillar: this.#filter("pillar", PILLARS),
      addressee: this.#filter("addressee", [...new Set(cards.map((principle) => principle.addressee))]),
      kind: this.#filter("kind", ["foundational", "operational"]),
    };
    this.groups = PILLARS.map((pillar) => this.#group(pillar));
    this.empty = h("div", { class: "empty", hidden: true }, h("p", {}, words.empty),
      h("button", { class: "button", onclick: () => this.#reset() }, words.reset));
    const named = { label: words.search, counted: "found" };
    this.searcher = searching(words, named, (query) => this.#narrow(query));
    this.searcher.search(0);
    this.element = h("div", {},
      h("div", { class: "controls", role: "search", "aria-label": words.search },
        this.searcher.element, Object.values(this.filters).map(({ element }) => element)),
      this.searcher.count, this.groups.map(({ element }) => element), this.empty);
  }

  /**
   * @param {"pillar" | "addressee" | "kind"} name
   * @param {readonly string[]} values
   */
  #filter(name, values) {
    const { words } = this;
    const field = h("select",
      { class: "field", id: fresh(`ks-${name}`), onchange: () => this.searcher.search(0) },
      h("option", { value: "" }, words[`any_${name}`]),
      values.map((value) => h("option", { value }, words[`${name}_${value}`])));
    return { field, element: h("div", {}, h("label", { for: field.id }, words[name]), field) };
  }

  /** @param {string} pillar */
  #group(pillar) {
    const id = fresh("ks-pillar");
    const list = this.made.filter(({ principle }) => principle.pillar === pillar);
    const heading = h("h3", { id }, this.words[`heading_${pillar}`]);
    const element = h("section", { "aria-labelledby": id }, heading, list.map(({ element: each }) => each));
    return { list, element };
  }

  /** @param {string} query */
  #narrow(query) {
    const asked = wanted(query, this.kin);
    const { pillar, addressee, kind } = this.filters;
    let hits = 0;
    for (const { principle, element, plain, hit } of this.made) {
      const fits = fitting(pillar.field.value, principle.pillar) &&
        fitting(addressee.field.value, principle.addressee) &&
        fitting(kind.field.value, principle.kind) && asked.every((each) => each.test(plain));
      element.hidden = !fits;
      hits += Number(fits);
      hit.replaceChildren(...(fits ? marked(principle.plain, asked) : []));
    }
    for (const { list, element } of this.groups) element.hidden = list.every((each) => each.element.hidden);
    this.empty.hidden = hits > 0;
    return hits;
  }

  /**
   * Open one principle, whatever the search has hidden.
   * @param {string} cite its number, perhaps with a letter
   */
  open(cite) {
    this.#reset();
    const [number] = cite.split("(");
    const card = this.made.find(({ principle }) => principle.number === number)?.element;
    if (!card) return;
    card.open = true;
    card.querySelector("summary")?.focus();
    card.scrollIntoView({ block: "start" });
  }

  #reset() {
    this.searcher.field.value = "";
    for (const { field } of Object.values(this.filters)) field.value = "";
    this.searcher.search(0);
    this.searcher.field.focus();
  }
}

/**
 * The words around the first hit, with the hit marked; nothing where it is not in this text.
 * @param {string} text
 * @param {readonly RegExp[]} asked
 */
function marked(text, asked) {
  const parts = excerpt(text, asked);
  if (!parts) return [];
  const { before, hit, after } = parts;
  return [h("span", { class: "excerpt hint" }, before, h("mark", {}, hit), after)];
}

/**
 * @param {Words} words
 * @param {CardView} principle
 */
function card(words, principle) {
  const hit = h("span", {});
  const body = h("div", { class: "body" });
  const facts = `${words[`addressee_${principle.addressee}`]} · ${words[`kind_${principle.kind}`]}`;
  const element = h("details", { class: "principle" },
    h("summary", {}, h("span", { class: "n" }, principle.number),
      h("span", { class: "top" },
        h("span", { class: "name" }, principle.title), h("span", { class: "hint" }, facts), hit)),
    body);
  // A card is drawn when it is opened: thirty-one at once is a long wait for what few will read.
  element.addEventListener("toggle", () => {
    if (element.open && !body.firstChild) body.append(...opened(words, principle));
  });
  const { number, title } = principle;
  const plain = plainly([number, `GP${number}`, title, principle.plain].join(" "));
  return { principle, element, hit, plain };
}

/**
 * @param {Words} words
 * @param {CardView} principle
 */
function opened(words, principle) {
  const parts = principle.parts.map(({ letter, html }) =>
    h("div", {}, h("dt", {}, `(${letter})`), h("dd", { html })));
  const met = principle.met.map(({ href, title, how }) => h("li", {},
    href ? h("a", { href: address(href) }, title) : h("span", {}, title),
    h("span", { class: "hint" }, ` ${how}`)));
  return laid([
    h("div", { class: "prose", html: principle.html }),
    parts.length > 0 && h("dl", { class: "parts" }, parts),
    h("p", { class: "then takeaway" },
      h("b", {}, `${words.takeaway} `), h("span", { html: principle.takeaway })),
    principle.terms.length > 0 && h("p", {}, h("b", {}, `${words.terms} `), principle.terms.join(" · ")),
    h("div", {}, h("b", {}, words.met),
      met.length ? h("ul", { class: "met" }, met) : h("p", { class: "muted" }, words.nowhere)),
    h("p", { class: "hint" }, say(words, "pages", { pages: principle.pages })),
  ]);
}

/**
 * The glossary with a search of its own.
 * @param {Words} words
 * @param {readonly TermView[]} terms
 * @param {readonly (readonly string[])[]} kin
 * @param {(cite: string) => void} show what opens a principle
 */
function glossary(words, terms, kin, show) {
  const made = terms.map((term) => ({ plain: plainly([term.term, term.plain, ...term.cites].join(" ")),
    element: h("div", { class: "term" }, h("dt", {}, term.term),
      h("dd", {}, h("div", { html: term.html }), term.cites.length > 0 && h("p", { class: "chips" },
        term.cites.map((cite) => h("button", { class: "chip", onclick: () => show(cite) },
          say(words, "cite", { list: cite })))))) }));
  const list = h("dl", { class: "terms" }, made.map(({ element }) => element));
  const empty = h("p", { class: "empty", hidden: true }, words.empty_terms);
  const searcher = searching(words, { label: words.search_terms, counted: "terms_found" }, (query) => {
    const asked = wanted(query, kin);
    for (const { plain, element } of made) element.hidden = !asked.every((each) => each.test(plain));
    const hits = made.filter(({ element }) => !element.hidden).length;
    empty.hidden = hits > 0;
    list.hidden = hits === 0;
    return hits;
  });
  searcher.search(0);
  const controls = h("div",
    { class: "controls", role: "search", "aria-label": words.search_terms }, searcher.element);
  return h("div", {}, controls, searcher.count, list, empty);
}

export default { render };
