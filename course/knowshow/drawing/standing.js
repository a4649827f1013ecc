// Where an outcome stands among all the ways a story can go, counted by Python and drawn as bars.

import { fresh, h, liveRegion, say } from "./parts.js";
import { chartButton } from "./plot.js";
import { number, section } from "./story.js";
import { dataTable, toggle } from "./table.js";
/** @import { Ask, Words } from "./page.d.ts" */
/** @import { BinView, HistogramView, IndicatorView, PlayerView, StandingView } from "./views.d.ts" */

/**
 * Numbers of ways as bars, yours named; the same numbers as a table one click away.
 * @param {Words} words
 * @param {HistogramView} measure
 */
function histogram(words, measure) {
  const id = fresh("histogram");
  const table = toggle([say(words, "table_show"), say(words, "table_hide")], () => binTable(words, measure));
  return h("figure", { class: "histogram", "aria-labelledby": id },
    h("h3", { id }, measure.title),
    h("p", {}, measure.finding),
    h("div", { role: "img", "aria-label": measure.alternative },
      h("div", { class: "bars" }, measure.bins.map((bin) => bar(words, bin))),
      h("div", { class: "ends" }, measure.ends.map((end, i) =>
        h("span", {}, end, h("small", {}, say(words, `end_${measure.ways[i]}`)))))),
    table.button, table.place);
}

/**
 * @param {Words} words
 * @param {BinView} bin
 */
function bar(words, bin) {
  const size = Math.max(bin.tall * 100, bin.count ? 2 : 0);
  return h("div", { class: bin.mine ? "bar-slot mine" : "bar-slot" },
    bin.mine && h("b", {}, say(words, "you")), h("i", { style: `block-size:${size}%` }));
}

/**
 * @param {Words} words
 * @param {HistogramView} measure
 */
function binTable(words, measure) {
  return dataTable(measure.label, {
    columns: [measure.label, say(words, "column_ways"), say(words, "column_share")],
    rows: measure.bins.map((bin) =>
      [bin.mine ? `${bin.name} (${say(words, "row_mine")})` : bin.name, number(bin.count), bin.share]),
  }, (i) => (measure.bins[i].mine ? "mine" : ""));
}

/**
 * Where this outcome stands: counted by Python once this part of the page is near.
 * @param {Words} words
 * @param {Ask} ask
 * @param {PlayerView} view
 */
export function standing(words, ask, view) {
  const live = liveRegion("hint");
  const shown = view.indicators.filter((measure) => measure.about === "people").length;
  // Room is kept for what will stand here, so that nothing below it moves under the reader's hand.
  const body = h("div", { style: `min-block-size: ${Math.ceil(shown / 2) * 22 + 8}rem` });
  async function count() {
    live.textContent = say(words, "counting");
    try {
      const { answer } = await ask({ do: "ask", ask: "standing" });
      live.textContent = "";
      body.replaceChildren(counted(words, ask, view, answer));
      body.removeAttribute("style");
      part.classList.remove("uncounted");
    } catch (error) {
      live.textContent = error instanceof Error ? error.message : String(error);
      body.replaceChildren(h("button", { class: "button", onclick: count }, say(words, "retry")));
    }
  }
  live.textContent = say(words, "counting");
  const part = section(words, "standing", live, body);
  part.classList.add("uncounted");
  const begin = onceInSight(part, count);
  // Who walks by Tab would be led past what is not there yet, so it is counted, too, once the focus is near.
  /** @param {FocusEvent} event */
  const near = (event) => {
    if (event.target instanceof Element && event.target.matches(":focus-visible")) begin();
  };
  return { part, near };
}

/**
 * Begin when an element comes into sight: counting takes a moment, and a click may come first.
 * @param {Element} element
 * @param {() => void} start
 * @returns {() => void} what begins at once
 */
function onceInSight(element, start) {
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    observer.disconnect();
    start();
  };
  const observer = new IntersectionObserver(([entry]) => {
    if (entry.isIntersecting) begin();
  });
  observer.observe(element);
  return begin;
}

/**
 * @param {Words} words
 * @param {Ask} ask
 * @param {PlayerView} view
 * @param {StandingView} stands
 */
function counted(words, ask, view, stands) {
  const people = view.indicators.filter((measure) => measure.about === "people");
  const company = view.indicators.filter((measure) => measure.about === "company");
  const chart = stands.exact && people.length > 0 && company.length > 0 &&
    chartButton(words, say(words, "show_space"), ask,
      { chart: "space", people: people[0].id, company: company[0].id },
      (show) => axes(words, people, company, show));
  const fragment = document.createDocumentFragment();
  fragment.append(...[
    h("p", { class: "prose" }, stands.lead),
    stands.exact ? h("p", { class: "hint" }, say(words, "counted")) : "",
    h("div", { class: "histograms" }, stands.indicators.map((measure) => histogram(words, measure))),
    chart || "",
  ]);
  return fragment;
}

/**
 * A choice of the two indicators that a chart sets beside each other, where there is one.
 * @param {Words} words
 * @param {readonly IndicatorView[]} people
 * @param {readonly IndicatorView[]} company
 * @param {(more: Readonly<Record<string, string>>) => void} show
 */
function axes(words, people, company, show) {
  const open = Object.entries({ people, company }).filter(([, from]) => from.length > 1);
  const picks = open.map(([key, from]) => ({ key, select: h("select",
    { class: "field", id: fresh("axis"), onchange: () => again() },
    from.map((measure) => h("option", { value: measure.id }, measure.label))) }));
  const again = () => show(Object.fromEntries(picks.map(({ key, select }) => [key, select.value])));
  return h("div", { class: "axes" }, picks.map(({ key, select }) =>
    h("div", {}, h("label", { for: select.id }, say(words, `choose_${key}`)), select)));
}
