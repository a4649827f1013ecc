// A chart's figure in the colours and faces of the page it stands in.

/** @import { FigureView } from "./views.d.ts" */

/**
 * Something with every text replaced that `put` has another for.
 * @param {unknown} part
 * @param {(text: string) => string} put
 * @returns {unknown}
 */
export function replaced(part, put) {
  if (typeof part === "string") return put(part);
  if (Array.isArray(part)) return part.map((each) => replaced(each, put));
  if (!part || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, replaced(value, put)]));
}

/**
 * The figure with the page's colours and faces in place of their names.
 * @param {FigureView} figure
 * @param {HTMLElement} near
 */
export function inPageColours(figure, near) {
  const probe = document.createElement("span");
  probe.hidden = true;
  near.append(probe);
  /** @type {Map<string, string>} */
  const seen = new Map();
  /** @type {(name: string) => string} */
  const look = (name) => {
    const property = /--(sans|serif)/.test(name) ? "fontFamily" : "color";
    probe.style[property] = name;
    seen.set(name, getComputedStyle(probe)[property]);
    return seen.get(name) ?? name;
  };
  const put = replaced(figure, (text) => (text.startsWith("var(--") ? seen.get(text) ?? look(text) : text));
  const scheme = getComputedStyle(near).colorScheme;
  const made = {
    .../** @type {FigureView} */ (put),
    scheme: scheme.includes("light dark") ? "light dark" : scheme,
  };
  probe.remove();
  return made;
}

/**
 * Call `redraw` when the colours or the text size of the page change, as long as `element` is in it.
 * @param {Element} element
 * @param {() => void} redraw
 */
export function whenLookChanges(element, redraw) {
  const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"];
  const schemes = queries.map((query) => matchMedia(query));
  const changed = () => {
    if (element.isConnected) {
      redraw();
      return;
    }
    observer.disconnect();
    for (const scheme of schemes) scheme.removeEventListener("change", changed);
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true });
  const attributeFilter = ["data-jp-theme-light", "data-jp-theme-name"];
  observer.observe(document.body, { attributes: true, attributeFilter });
  for (const scheme of schemes) scheme.addEventListener("change", changed);
}
