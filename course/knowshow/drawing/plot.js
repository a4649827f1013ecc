// Charts: the one place where plotly is met. It draws in a frame of its own that can reach neither this page nor any
// network, and in Chromium runs in a process of its own: reading 5 MB of script there never holds up a click here.

import { announce, fresh, h, liveRegion, say, tellPython } from "./parts.js";

const FRAME = `<!doctype html><html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data: blob:">
<style>html, body { margin: 0; overflow: hidden; background: transparent; }</style><div id="plot"></div><script>
let figure = null;
const tell = (what) => parent.postMessage({ ks: what }, "*");
const draw = () => {
  if (!figure || !window.Plotly) return;
  document.documentElement.style.colorScheme = figure.scheme;
  Plotly.react("plot", figure.data, figure.layout, figure.config).then(() => tell("drawn"), () => tell("failed"));
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

/** A way to ask Python something: `ask(message)` resolves to the reply and its buffers, or rejects with words. */
export function asker(model, words) {
  const waiting = new Map();
  model.on("msg:custom", (reply, buffers) => {
    const settle = waiting.get(reply.answer);
    waiting.delete(reply.answer);
    settle?.(reply, buffers);
  });
  return (message, patience = 15000) => new Promise((resolve, reject) => {
    const number = fresh("ask");
    const late = setTimeout(() => { waiting.delete(number); reject(new Error(say(words, "no_answer"))); }, patience);
    waiting.set(number, (reply, buffers) => {
      clearTimeout(late);
      if (reply.problem) reject(new Error(reply.problem)); else resolve({ told: reply.told, buffers });
    });
    tellPython(model, { do: "ask", number, ...message });
  });
}

/** plotly.js, fetched from Python once for the whole page. */
function plotlyCode(ask) {
  window.__ksPlotly ??= ask({ ask: "plotly" }, 60000).then(({ buffers }) => new Blob(buffers));
  window.__ksPlotly.catch(() => { window.__ksPlotly = undefined; });
  return window.__ksPlotly;
}

/** The figure with the page's colours, faces and text size in place of their names. */
function inPageColours(figure, near) {
  const probe = h("span", { hidden: true });
  near.append(probe);
  const seen = {};
  const value = (name) => seen[name] ??= (() => {
    const property = /--(sans|serif)/.test(name) ? "fontFamily" : "color";
    probe.style[property] = name;
    return getComputedStyle(probe)[property];
  })();
  const put = (part) => {
    if (typeof part === "string") return part.startsWith("var(--") ? value(part) : part;
    if (Array.isArray(part)) return part.map(put);
    return part && typeof part === "object" ? Object.fromEntries(Object.entries(part).map(([key, one]) => [key, put(one)])) : part;
  };
  const made = { ...put(figure), scheme: getComputedStyle(near).colorScheme.includes("light dark") ? "light dark" : getComputedStyle(near).colorScheme };
  const scale = Number(getComputedStyle(near).getPropertyValue("--scale")) || 1;
  made.layout.font.size *= scale;
  made.layout.height *= scale;
  probe.remove();
  return made;
}

/** Call `redraw` when the colours or the text size of the page change, as long as `element` is in it. */
function whenLookChanges(element, redraw) {
  const schemes = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((query) => matchMedia(query));
  const changed = () => {
    if (element.isConnected) { redraw(); return; }
    observer.disconnect();
    for (const scheme of schemes) scheme.removeEventListener("change", changed);
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true });
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
  for (const scheme of schemes) scheme.addEventListener("change", changed);
}

/** The picture alone; resolves when it is drawn (not before it is in sight) and rejects when it cannot be. */
function picture(chart, code, frame) {
  const give = (what) => frame.contentWindow?.postMessage({ ...what, figure: inPageColours(chart.figure, frame.parentElement) }, "*");
  return new Promise((resolve, reject) => {
    const heard = ({ source, data }) => {
      if (source !== frame.contentWindow) return;
      // A frame that is moved in the page starts anew, and is then told everything again.
      if (data.ks === "ready") give({ code });
      if (data.ks === "drawn") { frame.style.blockSize = `${inPageColours(chart.figure, frame.parentElement).layout.height}px`; frame.dataset.drawn = "true"; resolve(); }
      if (data.ks === "failed") reject(new Error());
    };
    window.addEventListener("message", heard);
    frame.srcdoc = FRAME;
    whenLookChanges(frame, () => give({}));
  });
}

/** Rows as a table that scrolls by itself where the page is narrow; the first cell of a row heads it. */
export function dataTable(name, { columns, rows }, mark = () => "") {
  return h("div", { class: "scroll", role: "region", "aria-label": name, tabindex: "0" },
    h("table", {},
      h("caption", { class: "unseen" }, name),
      h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col" }, column)))),
      h("tbody", {}, rows.map((row, i) => h("tr", { class: mark(i) },
        row.map((cell, j) => (j ? h("td", {}, cell) : h("th", { scope: "row" }, cell))))))));
}

/** A button that shows and hides something below it; `labels` are its two names. */
export function toggle(labels, make, onopen) {
  const place = h("div", { hidden: true });
  const button = h("button", { class: "button quiet", "aria-expanded": "false", onclick: () => set(place.hidden) }, labels[0]);
  function set(open) {
    if (open && !place.childNodes.length) place.append(make());
    place.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = labels[open ? 1 : 0];
    if (open) onopen?.();
  }
  return { button, place, set };
}

/** A chart as it stands in the page: title, finding, picture with its words, table one click away. */
function chartFigure(words, chart, ask, live) {
  const id = fresh("chart");
  const frame = h("iframe", { sandbox: "allow-scripts", title: chart.title, "aria-hidden": "true", tabindex: "-1" });
  const note = h("p", { class: "hint" }, say(words, "drawing"));
  const plot = h("div", { class: "plot" }, h("span", { class: "unseen", role: "img", "aria-label": chart.alternative }), frame);
  const table = toggle([say(words, "table_show"), say(words, "table_hide")], () => dataTable(chart.title, chart.table));
  const figure = h("figure", { class: "chart", "aria-labelledby": id },
    h("h3", { id }, chart.title), h("p", { class: "finding" }, chart.finding), note, plot, table.button, table.place);
  frame.style.blockSize = `${chart.figure.layout.height}px`;
  announce(live, `${chart.title}. ${chart.finding}`);
  plotlyCode(ask).then((code) => picture(chart, code, frame)).then(() => note.remove(), () => {
    note.textContent = say(words, "failed");
    frame.remove();
    table.set(true);
  });
  return figure;
}

/** "Show as a chart": nothing is asked for, loaded or drawn before it is pressed. `controls` may ask again. */
export function chartButton(words, label, ask, request, controls = () => null) {
  const live = liveRegion();
  const holder = h("div");
  const show = async (more = {}) => {
    try {
      const { told } = await ask({ ask: "chart", ...request, ...more });
      holder.replaceChildren(chartFigure(words, told, ask, live));
      holder.scrollIntoView({ block: "nearest" });
      shown.button.scrollIntoView({ block: "nearest" }); // it has the focus
    } catch (error) {
      holder.replaceChildren(h("p", { class: "notice" }, error.message));
      announce(live, error.message);
    }
  };
  const shown = toggle([label, say(words, "hide")], () => h("div", {}, controls(show), holder), () => holder.childNodes.length || show());
  shown.button.classList.remove("quiet");
  return h("div", { class: "charted" }, shown.button, live, shown.place);
}
