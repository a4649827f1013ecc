// How far down a page its reader was, for when she loads it anew or comes back to it in the same window. The
// browser's history would be its place, but forgets what is said while a page is left.

const PAGE = "#ks-first .jp-WindowedPanel-outer, #main .jp-NotebookPanel .jp-WindowedPanel-outer";

const key = () => `ks-top:${location.pathname}${location.hash}`;

/** Keep how far down the reader is whenever she leaves the page. */
export function keepTop() {
  window.addEventListener("pagehide", () => {
    const top = document.querySelector(PAGE)?.scrollTop;
    try {
      if (top !== undefined) sessionStorage.setItem(key(), String(top));
    } catch { /* no storage in this browser: the page opens at its top */ }
  });
}

/** The pixels that the reader had scrolled down; 0 on a page that is opened. */
export function findTop() {
  const [how] = performance.getEntriesByType("navigation");
  if (!(how instanceof PerformanceNavigationTiming) || how.type === "navigate") return 0;
  try {
    return Number(sessionStorage.getItem(key())) || 0;
  } catch {
    return 0;
  }
}
