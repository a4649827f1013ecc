// The principle explorer: search and filters work in the page, so that they work without a kernel too.

import { address, announce, fresh, h, laid, root, say } from "./parts.js";
import { excerpt, fitting, plainly, wanted } from "./searching.js";
import { tabStrip } from "./tabs.js";
/** @import { Child, Drawn, Words } from "./page.d.ts" */
/** @import { CardView, ExplorerPage, PassageView, TermView } from "./views.d.ts" */

const PAUSE = 400; // milliseconds of rest before the number of hits is announced
const PILLARS = ["protect", "respect", "remedy"];

/**
 * @typedef {object} Panel what a tab shows
 * @property {string} name
 * @property {string} counted the key of the words for its hits
 * @property {HTMLElement} element
 * @property {(query: string) => number} narrow shows what fits; gives how much does
 */

/** @param {Drawn<ExplorerPage>} drawn */
function render({ model, el }) {
  const words = model.get("words");
  const kin = model.get("kin");
  const principles = new Principles(words, model.get("cards"), kin, (afresh) => {
    if (afresh) searcher.field.value = "";
    searcher.search(0);
    if (afresh) searcher.field.focus();
  });
  /** @type {Panel[]} */
  const panels = [principles];
  /** @param {string} cite */
  const show = (cite) => {
    strip?.tabs[0].click();
    principles.open(cite);
  };
  if (model.get("terms").length) panels.push(glossary(words, model.get("terms"), kin, show));
  if (model.get("passages").length) panels.push(passages(words, model.get("passages"), kin));
  const tallies = panels.map(() => h("span", { class: "tally" }));
  const searcher = searching(words, panels, tallies);
  const names = panels.map(({ name }, index) => [name, tallies[index]]);
  const strip = panels.length > 1 ? tabs(words, names, panels, searcher.turn) : null;
  searcher.search(0);
  const page = root(el, "explorer");
  page.append(
    h("div", { class: "bar" }, h("h2", {}, words.title)), h("p", { class: "prose muted" }, words.lead),
    searcher.element, strip?.element ?? "", searcher.count, ...panels.map(({ element }) => element),
    h("p", { class: "hint source" }, model.get("source")));
  lookUp(page);
}

/**
 * @param {Words} words
 * @param {readonly Child[]} names
 * @param {readonly Panel[]} panels
 * @param {(index: number) => void} turn
 */
function tabs(words, names, panels, turn) {
  const strip = tabStrip(words.title, names, (to) => {
    panels.forEach(({ element }, index) => { element.hidden = index !== to; });
    turn(to);
  });
  panels.forEach(({ element }, index) => {
    element.id = fresh("ks-panel");
    element.setAttribute("role", "tabpanel");
    element.setAttribute("aria-labelledby", strip.tabs[index].id);
    strip.tabs[index].setAttribute("aria-controls", element.id);
  });
  return strip;
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
 * One search field for all panels: each narrows, its tab says how much fits, and the count of the one in
 * sight is announced after a pause, with what the others have.
 * @param {Words} words
 * @param {readonly Panel[]} panels
 * @param {readonly HTMLElement[]} tallies
 */
function searching(words, panels, tallies) {
  const count = h("p", { class: "count", role: "status" });
  const field = h("input", { type: "search", class: "field", id: fresh("ks-search"), autocomplete: "off",
    spellcheck: "false", oninput: () => search() });
  let timer = 0;
  let at = 0;
  /** @type {number[]} */
  let hits = [];
  const tell = (pause = PAUSE) => {
    const said = panels.map(({ counted }, index) => say(words, counted, { count: hits[index] }));
    const others = said.filter((_, index) => index !== at && field.value.trim());
    clearTimeout(timer);
    timer = Number(setTimeout(() => announce(count, [said[at], ...others].join(" · ")), pause));
  };
  const search = (pause = PAUSE) => {
    hits = panels.map(({ narrow }) => narrow(field.value));
    tallies.forEach((tally, index) => {
      tally.textContent = field.value.trim() ? ` ${hits[index]}` : "";
    });
    tell(pause);
  };
  const turn = (/** @type {number} */ to) => {
    at = to;
    if (hits.length) tell(0);
  };
  const element = h("div", { class: "search", role: "search", "aria-label": words.search },
    h("label", { for: field.id }, words.search), field);
  return { element, count, field, search, turn };
}

/** The principles under their pillars, with a search and filters that narrow together. */
class Principles {
  /**
   * @param {Words} words
   * @param {readonly CardView[]} cards
   * @param {readonly (readonly string[])[]} kin
   * @param {(afresh: boolean) => void} search looks again, or begins anew
   */
  constructor(words, cards, kin, search) {
    this.name = words.principles;
    this.counted = "found";
    this.words = words;
    this.kin = kin;
    this.search = search;
    this.made = cards.map((principle) => card(words, principle));
    this.filters = {
      pillar: this.#filter("pillar", PILLARS),
      addressee: this.#filter("addressee", [...new Set(cards.map((principle) => principle.addressee))]),
      kind: this.#filter("kind", ["foundational", "operational"]),
    };
    this.groups = PILLARS.map((pillar) => this.#group(pillar));
    this.empty = h("div", { class: "empty", hidden: true }, h("p", {}, words.empty),
      h("button", { class: "button", onclick: () => this.#reset() }, words.reset));
    this.element = h("div", {},
      h("div", { class: "controls" }, Object.values(this.filters).map(({ element }) => element)),
      this.groups.map(({ element }) => element), this.empty);
  }

  /**
   * @param {"pillar" | "addressee" | "kind"} name
   * @param {readonly string[]} values
   */
  #filter(name, values) {
    const { words } = this;
    const field = h("select",
      { class: "field", id: fresh(`ks-${name}`), onchange: () => this.search(false) },
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
  narrow = (query) => {
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
  };

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
    for (const { field } of Object.values(this.filters)) field.value = "";
    this.search(true);
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
    h("summary", {}, h("span", { class: "n", dir: "ltr" }, principle.number),
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
 * @param {Words} words
 * @param {readonly TermView[]} terms
 * @param {readonly (readonly string[])[]} kin
 * @param {(cite: string) => void} show what opens a principle
 * @returns {Panel}
 */
function glossary(words, terms, kin, show) {
  const made = terms.map((term) => ({ plain: plainly([term.term, term.plain, ...term.cites].join(" ")),
    element: h("div", { class: "term" }, h("dt", {}, term.term),
      h("dd", {}, h("div", { html: term.html }), term.cites.length > 0 && h("p", { class: "chips" },
        term.cites.map((cite) => h("button", { class: "chip", onclick: () => show(cite) },
          say(words, "cite", { list: cite })))))) }));
  const list = h("dl", { class: "terms" }, made.map(({ element }) => element));
  const empty = h("p", { class: "empty", hidden: true }, words.empty_terms);
  /** @param {string} query */
  const narrow = (query) => {
    const asked = wanted(query, kin);
    for (const { plain, element } of made) element.hidden = !asked.every((each) => each.test(plain));
    const hits = made.filter(({ element }) => !element.hidden).length;
    empty.hidden = hits > 0;
    list.hidden = hits === 0;
    return hits;
  };
  return { name: words.glossary, counted: "terms_found", element: h("div", {}, list, empty), narrow };
}

/**
 * What modules say, shown only where it was searched for: there is more of it than anybody reads through.
 * @param {Words} words
 * @param {readonly PassageView[]} given
 * @param {readonly (readonly string[])[]} kin
 * @returns {Panel}
 */
function passages(words, given, kin) {
  /** @type {{ passage: PassageView, text: string, plain: string }[]} */
  let read = [];
  const list = h("div", {});
  const hint = h("p", { class: "prose muted" });
  /** @param {string} query */
  const narrow = (query) => {
    const asked = wanted(query, kin);
    read = read.length || !asked.length ? read : given.map((passage) => {
      const text = textOf(passage.html);
      return { passage, text, plain: plainly(`${passage.title} ${text}`) };
    });
    const hits = asked.length ? read.filter(({ plain }) => asked.every((each) => each.test(plain))) : [];
    list.replaceChildren(...hits.map(({ passage, text }) => place(words, passage, marked(text, asked))));
    hint.textContent = hits.length ? "" : asked.length ? words.empty_passages : words.passages_hint;
    return hits.length;
  };
  return { name: words.passages, counted: "passages_found", element: h("div", {}, hint, list), narrow };
}

/** @param {string} html */
function textOf(html) {
  const text = h("div", { html }).textContent ?? "";
  return text.replace(/\s+/g, " ").trim();
}

/**
 * @param {Words} words
 * @param {PassageView} passage
 * @param {readonly Child[]} hit
 */
function place(words, { title, where, html, href }, hit) {
  const there = say(words, "passage_go", { module: title });
  return h("details", { class: "principle passage" },
    h("summary", {}, h("span", { class: "top" },
      h("span", { class: "name" }, title), h("span", { class: "hint" }, where), h("span", {}, hit))),
    h("div", { class: "body" }, h("div", { class: "prose", html }),
      h("p", {}, h("a", { href: address(href) }, there))));
}

export default { render };
