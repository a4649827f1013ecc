// What the live page takes over from the first scene: controls, what was entered in them, and the focus.

const LINK = "a[href]:not(.jp-InternalAnchorLink)";
const CONTROLS = [LINK, "button", "input", "select", "textarea", "summary"].join();
const OURS = ".ks-bar, .ks-steps, .ks-onward, .jp-MarkdownOutput, .ks";
const SAYS = "h1, h2, legend, .scene, .prompt"; // what tells one scene or question from another
const TICKS = new Set(["radio", "checkbox"]);

/**
 * The controls of a page that its reader can use, in order.
 * @param {Element} page
 */
export const listControls = (page) =>
  [...page.querySelectorAll(CONTROLS)].filter((each) => each.closest(OURS) && !each.closest(".ks-elsewhere"));

/**
 * Whether the live page shows what the first scene shows. Another window may have gone on meanwhile; then
 * what was chosen here is not to be done there.
 * @param {Element} first
 * @param {Element} live
 */
export function isSame(first, live) {
  const theirs = listControls(live).map(describe);
  return listControls(first).every((control, i) => describe(control) === theirs[i]) &&
    listTexts(first).every((text, i) => text === listTexts(live)[i]);
}

/**
 * What a control is known by; the bar of steps may be open here and not there.
 * @param {Element} control
 */
function describe(control) {
  const value = isTick(control) ? control.value : "";
  const text = control.closest(".ks-steps") ? "" : (control.closest("label") ?? control).textContent;
  return `${control.tagName} ${value} ${text}`;
}

/** @param {Element} page */
const listTexts = (page) => [...page.querySelectorAll(`.ks :is(${SAYS})`)].map((each) => each.textContent);

/**
 * Enter in the live page what was entered here; what was typed is told to Python by that page.
 * @param {Element} from
 * @param {Element} to
 */
export function copy(from, to) {
  if (isTick(from) && isTick(to)) {
    if (from.checked === to.checked) return;
    to.checked = from.checked;
  } else if (isField(from) && isField(to) && from.value !== to.value) to.value = from.value;
  else return;
  for (const name of ["input", "change"]) to.dispatchEvent(new Event(name, { bubbles: true }));
}

/**
 * Give the focus on, with the caret where it was.
 * @param {HTMLElement} from
 * @param {Element | null} to
 */
export function place(from, to) {
  if (!(to instanceof HTMLElement)) return;
  if (!to.matches(CONTROLS)) to.tabIndex = -1;
  to.focus({ preventScroll: true });
  const writes = isField(from) && isField(to) && "selectionStart" in from && "selectionStart" in to;
  if (writes && from.selectionStart !== null) to.setSelectionRange(from.selectionStart, from.selectionEnd);
}

/**
 * The live page's heading for one that has the focus.
 * @param {HTMLElement} heading
 * @param {Element} page
 */
export function placeLike(heading, page) {
  const alike = [...page.querySelectorAll(heading.tagName)];
  return alike.find((each) => each.textContent === heading.textContent) ?? null;
}

/**
 * @param {Element} element
 * @returns {element is HTMLInputElement}
 */
const isTick = (element) => element instanceof HTMLInputElement && TICKS.has(element.type);

/**
 * @param {Element} element
 * @returns {element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement}
 */
const isField = (element) => element.matches("input, select, textarea");
