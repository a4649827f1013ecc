// The page made from a plan: where it lies, and what can be done with it at once.

import { announce, h, liveRegion } from "./parts.js";
/** @import { Child, Words } from "./page.d.ts" */
/** @import { ExportedView } from "./views.d.ts" */

/**
 * What the export said, with links to what was made and buttons that print and copy it.
 * @param {Words} words
 * @param {ExportedView} exported
 * @param {readonly Child[]} links
 */
export function madePage(words, { made, lines, page, text }, links) {
  const live = liveRegion("hint");
  const acts = made && h("div", { class: "go" },
    h("button", { class: "button", onclick: () => print(page) }, words.print),
    h("button", { class: "button", onclick: () => void copy(words, text, live) }, words.copy));
  return h("div", { class: made ? "notice done" : "notice" },
    lines.map((line) => h("p", {}, line)), links, acts, made && live);
}

/**
 * Print a page of its own, without leaving this one.
 * @param {string} page its HTML
 */
function print(page) {
  const frame = h("iframe", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
  frame.addEventListener("load", () => {
    const inside = frame.contentWindow;
    if (!inside) return;
    inside.addEventListener("afterprint", () => setTimeout(() => frame.remove()), { once: true });
    inside.focus(); // Safari prints the window that has the focus
    inside.print();
  }, { once: true });
  frame.srcdoc = page;
  document.body.append(frame);
}

/**
 * Copy the plan as text; a page without https may not, and says so.
 * @param {Words} words
 * @param {string} text
 * @param {Element} live
 */
async function copy(words, text, live) {
  try {
    await navigator.clipboard.writeText(text);
    announce(live, words.copied);
  } catch {
    announce(live, words.not_copied);
  }
}
