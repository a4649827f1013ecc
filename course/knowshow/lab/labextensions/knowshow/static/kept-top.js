// How far down a page its reader was, for when she loads it anew or comes back to it in the same window. The
// browser's history would be its place, but forgets what is said while a page is left.

const PAGE = "#ks-first .jp-WindowedPanel-outer, #main .jp-NotebookPanel .jp-WindowedPanel-outer";
const ACTS = ["wheel", "pointerdown", "touchstart", "keydown"]; // who moves by herself is not moved
const PATIENCE = 30_000; // milliseconds for a page to become as long as it was

const key = () => `ks-top:${location.pathname}${location.hash}`;
const was = find(); // before anything changes the address
let keeps = false;

function find() {
  const [how] = performance.getEntriesByType("navigation");
  if (!(how instanceof PerformanceNavigationTiming) || how.type === "navigate") return 0;
  try {
    return Number(sessionStorage.getItem(key())) || 0;
  } catch {
    return 0;
  }
}

/** Keep how far down the reader is whenever she leaves the page. */
export function keep() {
  if (keeps) return;
  keeps = true;
  window.addEventListener("pagehide", () => {
    const top = document.querySelector(PAGE)?.scrollTop;
    try {
      if (top !== undefined) sessionStorage.setItem(key(), String(top));
    } catch { /* no storage in this browser: the page opens at its top */ }
  });
}

/**
 * Go as far down a page that is loaded anew as its reader was, as soon as it is long enough.
 * @param {Element} page
 */
export function comeTo(page) {
  if (!was) return;
  const stop = () => {
    grows.disconnect();
    for (const name of ACTS) window.removeEventListener(name, stop, { capture: true });
  };
  const go = () => {
    page.scrollTop = was;
    if (Math.abs(page.scrollTop - was) < 2) stop();
  };
  const grows = new ResizeObserver(go);
  for (const part of page.children) grows.observe(part);
  for (const name of ACTS) window.addEventListener(name, stop, { capture: true });
  setTimeout(stop, PATIENCE);
  go();
}
