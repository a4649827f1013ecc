// Charts: the one place where plotly is met. It draws in a frame of its own that reaches neither this page
// nor any network, and in Chromium runs in a process of its own: 5 MB of script hold up no click here.

import { inPageColours, whenLookChanges } from "./colours.js";
import { announce, fresh, h, liveRegion, say } from "./parts.js";
import { dataTable, toggle } from "./table.js";
/** @import { Ask, Child, Words } from "./page.d.ts" */
/** @import { ChartQuestion, ChartView } from "./views.d.ts" */

const LEAST = 288; // pixels that a narrow figure needs at the usual text size
const ROOMY = 576; // pixels that the other one needs
const PATIENCE = 60000; // milliseconds: 5 MB come through the kernel's one queue

const FRAME = `<!doctype html><html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline' blob:;
 style-src 'unsafe-inline'; img-src data: blob:">
<style>html, body { margin: 0; overflow: hidden; background: transparent; }
@media print { .main-svg { width: 100% !important; height: auto !important; } }</style>
<div id="plot"></div><script>
let figure = null;
const tell = (what) => parent.postMessage({ ks: what }, "*");
const draw = () => {
  if (!figure || !window.Plotly) return;
  document.documentElement.style.colorScheme = figure.scheme;
  const { data, layout, config } = figure;
  Plotly.newPlot("plot", data, layout, config).then(() => {
    for (const svg of document.querySelectorAll(".main-svg")) { // for paper, which may be narrower
      svg.setAttribute("viewBox", "0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
    }
    tell("drawn");
  }, () => tell("failed"));
};
addEventListener("error", () => tell("failed"));
addEventListener("message", ({ data }) => {
  if (data.figure) figure = data.figure;
  if (!data.code) { draw(); return; }
  const script = document.createElement("script");
  script.src = URL.createObjectURL(new Blob([data.code], { type: "text/javascript" }));
  script.onload = draw;
  script.onerror = () => tell("failed");
  document.head.append(script);
});
tell("ready");
</` + `script></html>`;

/**
 * plotly.js, fetched from Python once for the whole page.
 * @param {Ask} ask
 */
function plotlyCode(ask) {
  window.__ksPlotly ??= ask({ do: "ask", ask: "plotly" }, PATIENCE)
    .then(({ buffers }) => new Blob([...buffers]));
  window.__ksPlotly.catch(() => { window.__ksPlotly = undefined; });
  return window.__ksPlotly;
}

/**
 * The figure for the room that there is, and how much it is enlarged: as much as the page's text, as long as
 * the least width is left for it.
 * @param {ChartView} chart
 * @param {HTMLElement} holder
 */
function fitted(chart, holder) {
  const wide = holder.clientWidth || LEAST;
  const scale = Number(getComputedStyle(holder).getPropertyValue("--scale")) || 1;
  const zoom = Math.min(scale, wide / LEAST);
  return { zoom, figure: wide / zoom < ROOMY ? chart.narrow : chart.figure };
}

/**
 * The picture alone; resolves when it is drawn (not before it is in sight) and rejects when it cannot be.
 * @param {ChartView} chart
 * @param {Blob} code
 * @param {HTMLIFrameElement} frame
 * @param {HTMLElement} holder
 * @returns {Promise<void>}
 */
function picture(chart, code, frame, holder) {
  /** @type {(more: { code?: Blob }) => void} */
  const give = (more) => {
    const { zoom, figure } = fitted(chart, holder);
    // Lines and letters are enlarged together, by the browser, which draws them anew and sharp.
    frame.style.inlineSize = `${100 / zoom}%`;
    frame.style.blockSize = `${figure.layout.height}px`;
    frame.style.transform = zoom === 1 ? "" : `scale(${zoom})`;
    const high = figure.layout.height * zoom;
    holder.style.blockSize = `${high}px`;
    holder.style.setProperty("--ratio", String((holder.clientWidth || LEAST) / high));
    frame.contentWindow?.postMessage({ ...more, figure: inPageColours(figure, holder) }, "*");
  };
  return new Promise((resolve, reject) => {
    window.addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow) return;
      // A frame that is moved in the page starts anew, and is then told everything again.
      if (data.ks === "ready") give({ code });
      if (data.ks === "failed") reject(new Error());
      if (data.ks !== "drawn") return;
      frame.dataset.drawn = "true";
      resolve();
    });
    frame.srcdoc = FRAME;
    whenLookChanges(frame, () => give({}));
    new ResizeObserver(() => give({})).observe(holder);
  });
}

/**
 * A chart as it stands in the page: title, finding, picture with its words, table one click away.
 * @param {Words} words
 * @param {ChartView} chart
 * @param {Ask} ask
 * @param {Element} live
 */
function chartFigure(words, chart, ask, live) {
  const id = fresh("chart");
  const frame = h("iframe",
    { sandbox: "allow-scripts", title: chart.title, "aria-hidden": "true", tabindex: "-1" });
  const note = h("p", { class: "hint" }, say(words, "drawing"));
  const plot = h("div", { class: "plot" },
    h("span", { class: "unseen", role: "img", "aria-label": chart.alternative }), frame);
  const names = /** @type {const} */ ([say(words, "table_show"), say(words, "table_hide")]);
  const table = toggle(names, () => dataTable(chart.title, chart.table));
  const figure = h("figure", { class: "chart", "aria-labelledby": id },
    h("h3", { id }, chart.title), h("p", { class: "finding" }, chart.finding), note, plot,
    table.button, table.place);
  plot.style.blockSize = `${chart.figure.layout.height}px`;
  announce(live, `${chart.title}. ${chart.finding}`);
  plotlyCode(ask).then((code) => picture(chart, code, frame, plot)).then(() => note.remove(), () => {
    note.textContent = say(words, "failed");
    plot.style.blockSize = "";
    frame.remove();
    table.set(true);
  });
  return figure;
}

/** @typedef {Omit<ChartQuestion, "do" | "ask">} ChartRequest which chart, and of which indicators */

/**
 * "Show as a chart": nothing is asked for, loaded or drawn before it is pressed. `controls` may ask again.
 * @param {Words} words
 * @param {string} label
 * @param {Ask} ask
 * @param {ChartRequest} request
 * @param {(show: (more: Partial<ChartRequest>) => void) => Child} [controls]
 */
export function chartButton(words, label, ask, request, controls = () => null) {
  const live = liveRegion();
  const holder = h("div");
  /** @param {Partial<ChartRequest>} more */
  const show = async (more) => {
    try {
      const { answer } = await ask({ do: "ask", ask: "chart", ...request, ...more });
      holder.replaceChildren(chartFigure(words, answer, ask, live));
      holder.scrollIntoView({ block: "nearest" });
      shown.button.scrollIntoView({ block: "nearest" }); // it has the focus
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      holder.replaceChildren(h("p", { class: "notice" }, text));
      announce(live, text);
    }
  };
  const shown = toggle([label, say(words, "hide")], () => h("div", {}, controls(show), holder), () => {
    if (!holder.childNodes.length) show({});
  });
  shown.button.classList.remove("quiet");
  return h("div", { class: "charted" }, shown.button, live, shown.place);
}
