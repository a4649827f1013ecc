// Tabs as the ARIA practices describe them: one stop for the Tab key, arrows move along and choose.

import { fresh, h } from "./parts.js";
/** @import { Child } from "./page.d.ts" */

/**
 * Where a key leads from one of so many tabs; null where it leads nowhere.
 * @param {string} key
 * @param {number} from
 * @param {number} count
 * @param {boolean} rtl whether the page is read from right to left
 */
export function tabAfter(key, from, count, rtl) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  return step === undefined ? null : (from + (rtl ? -step : step) + count) % count;
}

/**
 * A row of tabs, of which the first is chosen; `pick` draws what belongs to one.
 * @param {string} label
 * @param {readonly Child[]} names
 * @param {(index: number, tab: HTMLElement) => void} pick
 */
export function tabStrip(label, names, pick) {
  const tabs = names.map((name, index) => h("button", { role: "tab", id: fresh("ks-tab"),
    onclick: () => choose(index), onkeydown: (event) => move(event, index) }, name));
  /** @param {number} index */
  function choose(index) {
    tabs.forEach((tab, each) => {
      tab.setAttribute("aria-selected", String(each === index));
      tab.tabIndex = each === index ? 0 : -1;
    });
    pick(index, tabs[index]);
  }
  /**
   * @param {KeyboardEvent} event
   * @param {number} index
   */
  function move(event, index) {
    const rtl = getComputedStyle(tabs[0]).direction === "rtl";
    const to = tabAfter(event.key, index, tabs.length, rtl);
    if (to === null) return;
    event.preventDefault();
    choose(to);
    tabs[to].focus();
  }
  choose(0);
  return { tabs, element: h("div", { class: "tabs", role: "tablist", "aria-label": label }, tabs) };
}
