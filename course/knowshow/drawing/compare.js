// The debrief's comparisons: among all the ways a story can go, and with one decision taken otherwise.

import { announce, fresh, h, land, liveRegion, say } from "./parts.js";
import { chartButton, dataTable, toggle } from "./plot.js";
import { number, section, voice } from "./story.js";

/** Numbers of ways as bars, yours named; the same numbers as a table one click away. */
function histogram(words, one) {
  const id = fresh("histogram");
  const table = toggle([say(words, "table_show"), say(words, "table_hide")], () => dataTable(one.label, {
    columns: [one.label, say(words, "column_ways"), say(words, "column_share")],
    rows: one.bins.map((bin) => [bin.mine ? `${bin.name} (${say(words, "row_mine")})` : bin.name, number(bin.count), bin.share]),
  }, (i) => (one.bins[i].mine ? "mine" : "")));
  const bars = one.bins.map((bin) => h("div", { class: bin.mine ? "bar-slot mine" : "bar-slot" },
    bin.mine && h("b", {}, say(words, "you")), h("i", { style: `block-size:${Math.max(bin.tall * 100, bin.count ? 2 : 0)}%` })));
  return h("figure", { class: "histogram", "aria-labelledby": id },
    h("h3", { id }, one.title),
    h("p", {}, one.finding),
    h("div", { role: "img", "aria-label": one.alternative },
      h("div", { class: "bars" }, bars),
      h("div", { class: "ends" }, one.ends.map((end, i) => h("span", {}, end, h("small", {}, say(words, `end_${one.ways[i]}`)))))),
    table.button, table.place);
}

/** Where this outcome stands: counted by Python once the rest of the debrief is on the page. */
export function standing(words, ask, view) {
  const live = liveRegion("hint");
  const shown = view.indicators.filter((one) => one.about === "people").length;
  // Room is kept for what will stand here, so that nothing below it moves under the reader's hand.
  const body = h("div", { style: `min-block-size: ${Math.ceil(shown / 2) * 22 + 8}rem` });
  async function count() {
    live.textContent = say(words, "counting");
    try {
      const { told } = await ask({ ask: "standing" });
      live.textContent = "";
      body.replaceChildren(...counted(told));
      body.removeAttribute("style");
    } catch (error) {
      live.textContent = error.message;
      body.replaceChildren(h("button", { class: "button", onclick: count }, say(words, "retry")));
    }
  }
  function counted(told) {
    const people = view.indicators.filter((one) => one.about === "people");
    const company = view.indicators.filter((one) => one.about === "company");
    return [
      h("p", { class: "prose" }, told.lead),
      told.exact && h("p", { class: "hint" }, say(words, "counted")),
      h("div", { class: "histograms" }, told.indicators.map((one) => histogram(words, one))),
      told.exact && people.length && company.length && chartButton(words, say(words, "show_space"), ask,
        { chart: "space", people: people[0].id, company: company[0].id }, (show) => axes(words, people, company, show)),
    ].filter(Boolean);
  }
  live.textContent = say(words, "counting");
  const part = section(words, "standing", live, body);
  // Not before it comes into sight: counting takes a moment, and a click may come first. Who walks by Tab would be
  // led past what is not there yet, so it is counted, too, once the focus is anywhere near.
  const begin = () => { if (!seen) return; seen.disconnect(); seen = null; count(); };
  let seen = new IntersectionObserver(([entry]) => { if (entry.isIntersecting) begin(); });
  seen.observe(part);
  return { part, near: (event) => { if (event.target.matches(":focus-visible")) begin(); } };
}

function axes(words, people, company, show) {
  const picks = [["people", people], ["company", company]].filter(([, from]) => from.length > 1).map(([key, from]) => [key, h("select", { class: "field", id: fresh("axis"), onchange: () => again() },
    from.map((one) => h("option", { value: one.id }, one.label)))]);
  const again = () => show(Object.fromEntries(picks.map(([key, select]) => [key, select.value])));
  return h("div", { class: "axes" }, picks.map(([key, select]) => h("div", {}, h("label", { for: select.id }, say(words, `choose_${key}`)), select)));
}

/** One decision taken otherwise: pick it, choose, and read the difference beside it. */
export function whatIf(words, ask, view) {
  const live = liveRegion();
  const result = h("div", { class: "difference" });
  const choices = h("div");
  const decisions = view.debrief.decisions;
  const select = h("select", { class: "field", id: fresh("decision"), onchange: () => offer() },
    decisions.map((one, at) => h("option", { value: at }, say(words, "whatif_option", one))));
  let asked = 0;

  function offer() {
    const decision = decisions[select.value];
    const name = fresh("instead");
    choices.replaceChildren(h("fieldset", { class: "question" }, h("legend", {}, decision.question),
      decision.choices.map((choice) => h("label", { class: "choice" },
        h("input", { type: "radio", name, value: choice.id, checked: choice.id === decision.mine, onchange: () => play(decision, choice) }),
        h("span", {}, h("span", { class: "label" }, choice.label), choice.id === decision.mine && h("span", { class: "detail" }, say(words, "whatif_mine")))))));
    result.replaceChildren(h("p", { class: "hint" }, say(words, decision.choices.length > 1 ? "whatif_start" : "whatif_only")));
  }

  /** Put something in place of the result, without taking the focus from whoever is in it. */
  function put(...parts) {
    const within = result.contains(document.activeElement);
    result.replaceChildren(...parts);
    if (!within) return;
    const region = result.querySelector(".scroll");
    if (region) region.focus({ preventScroll: true });
    else land(result);
  }

  async function play(decision, choice) {
    const turn = ++asked;
    if (choice.id === decision.mine) { put(h("p", { class: "hint" }, say(words, "whatif_start"))); return; }
    try {
      const { told } = await ask({ ask: "whatif", at: Number(select.value), instead: choice.id });
      if (turn !== asked) return;
      put(...otherwise(words, told));
      announce(live, told.summary);
    } catch (error) {
      if (turn !== asked) return;
      put(h("p", { class: "notice" }, error.message));
      announce(live, error.message);
    }
  }

  offer();
  return section(words, "whatif",
    h("p", { class: "hint" }, say(words, "whatif_hint")), live,
    h("div", { class: "beside" },
      h("div", {}, h("label", { class: "side", for: select.id }, say(words, "whatif_at")), select, choices), result));
}

function otherwise(words, told) {
  const differ = told.people.filter((one) => one.differs);
  const same = told.people.filter((one) => !one.differs).map((one) => one.name);
  return [
    h("p", { class: "lead" }, told.summary),
    told.stopped && h("p", { class: "notice" }, stopped(words, told.stopped)),
    h("div", { class: "then" }, h("h3", { class: "kicker" }, say(words, "whatif_then")), h("div", { class: "prose", html: told.then })),
    told.endings && h("p", {}, say(words, told.endings.same ? "whatif_ends_same" : "whatif_ends_other", told.endings)),
    h("h3", {}, say(words, "whatif_numbers")),
    differences(words, told),
    h("h3", {}, say(words, "whatif_who")),
    differ.map((one) => forWhom(words, one)),
    same.length ? h("p", { class: "hint" }, say(words, "whatif_nobody", { names: same.join(", ") })) : null,
    told.later.length ? [h("h3", {}, say(words, "whatif_later")), later(words, told)] : null,
  ].flat(2).filter(Boolean);
}

const stopped = (words, one) =>
  say(words, one.lost === null ? "whatif_goes_on" : one.offers.length ? "whatif_stopped" : "whatif_ended", { ...one, offers: one.offers.map((offer) => `“${offer}”`).join(", ") });

function differences(words, told) {
  const row = (one) => h("tr", { class: one.course },
    h("th", { scope: "row" }, one.label), h("td", {}, one.before), h("td", {}, one.after), h("td", { class: `delta ${one.course}` }, compared(words, one)));
  const group = (about) => {
    const rows = told.indicators.filter((one) => one.about === about);
    return rows.length ? h("tbody", { class: about }, h("tr", { class: "about" }, h("th", { colspan: "4", scope: "rowgroup" }, say(words, `about_${about}`))), rows.map(row)) : null;
  };
  const head = (key, when) => h("th", { scope: "col" }, say(words, key), when && h("small", {}, say(words, "by_time", { time: when })));
  return h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": say(words, "whatif_numbers") }, h("table", { class: "compare" },
    h("caption", { class: "unseen" }, say(words, "whatif_numbers")),
    h("thead", {}, h("tr", {}, head("measure"), head("as_you_did", told.by[0]), head("what_if_column", told.by[1]), head("compared"))),
    group("people"), group("company")));
}

const compared = (words, one) => h("span", {}, one.arrow && h("span", { "aria-hidden": "true" }, `${one.arrow} `), say(words, `course_${one.said}`));

function later(words, told) {
  if (told.later.every((one) => one.kept)) return h("p", { class: "hint" }, say(words, "whatif_all_kept"));
  const first = told.later.findIndex((one) => !one.kept);
  return h("ul", { class: "later-choices" }, told.later.map((one, i) => {
    const state = one.kept ? "kept" : i === first && told.stopped.offers.length ? "lost" : "moot";
    return h("li", { class: state }, h("span", { "aria-hidden": "true" }, { kept: "✓", lost: "✕", moot: "–" }[state]),
      h("span", {}, h("span", { class: "hint" }, one.time), ` ${one.label}: `, h("b", {}, say(words, `whatif_${state}`))));
  }));
}

function forWhom(words, one) {
  const rights = one.lens === "rightsholder";
  return h("div", { class: `voice${rights ? " rights" : ""}` },
    h("div", { class: "who", "aria-hidden": "true" }, one.initials),
    h("div", {},
      h("p", { class: "name" }, h("b", {}, one.name), ` · ${one.role} · `, h("span", { class: "lens" }, say(words, `lens_${one.lens}`))),
      ["better", "worse"].map((course) => gained(words, one.changes, course)),
      one.reached[0] !== one.reached[1] && h("p", { class: "hint" }, say(words, "whatif_reached", { before: one.reached[0], after: one.reached[1] })),
      one.life && h("p", { class: "hint" }, say(words, "whatif_life", one)),
      one.life && h("blockquote", { html: one.life })));
}

function gained(words, changes, course) {
  const found = changes.filter((change) => change.course === course).map((change) => change.label);
  return found.length ? h("p", { class: "gained" }, h("span", { class: `delta ${course}` }, say(words, `${course}_for`)), ": ", found.join(" · ")) : null;
}

/** One measure that moved, in a sentence of its own. */
export const movedBy = (words, one) => h("li", {}, say(words, one.before === one.after ? "still" : "from_to_change", one), " ", h("span", { class: `delta ${one.course}` }, compared(words, one)));
