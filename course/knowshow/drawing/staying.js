// Where a widget is drawn again under the reader's hands, as after a kernel restart, the focus stays.

/** @import {} from "./page.d.ts" */

/**
 * Whether a control is one in which words are written.
 * @param {Element} control
 * @returns {control is HTMLInputElement | HTMLTextAreaElement}
 */
export function writes(control) {
  const field = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
  return field && typeof control.selectionStart === "number";
}

/**
 * The controls of a widget that the Tab key reaches, in order.
 * @param {HTMLElement} el
 * @returns {HTMLElement[]}
 */
const controls = (el) => [...el.querySelectorAll("[data-lm-suppress-shortcuts]:not([tabindex='-1'])")]
  .filter((each) => each instanceof HTMLElement);

/**
 * Which of its kind in the page a widget is.
 * @param {HTMLElement} el
 */
const kin = (el) => [...document.getElementsByClassName(el.className)].indexOf(el);

/** @param {HTMLElement} control */
const named = (control) =>
  control.getAttribute("aria-label") ?? control.closest("label")?.innerText ?? control.innerText;

/**
 * Remember what has the focus in a widget, and give it back to the widget's successor.
 * @param {HTMLElement} el
 */
export function stay(el) {
  el.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    window.__ksFocus = { el, target, kin: kin(el), place: controls(el).indexOf(target), name: named(target) };
  });
  el.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget) window.__ksFocus = null;
  });
  setTimeout(() => giveBack(el));
  holdKeys();
}

/**
 * @param {HTMLElement} el
 */
function giveBack(el) {
  const was = window.__ksFocus;
  if (!was || was.el.isConnected || was.el.className !== el.className || was.kin !== kin(el)) return;
  window.__ksFocus = null;
  const now = controls(el)[was.place];
  if (now?.tagName !== was.target.tagName || named(now) !== was.name) return;
  now.focus();
  if (!writes(now) || !writes(was.target)) return;
  now.setSelectionRange(was.target.selectionStart, was.target.selectionEnd);
  // As if typed here, with its events and its undo.
  if (was.typed) document.execCommand("insertText", false, was.typed);
}

/** Between the old view and the new one keys have nowhere to go: they are kept for the field to come. */
function holdKeys() {
  if (window.__ksHolds) return;
  window.__ksHolds = true;
  window.addEventListener("keydown", (event) => {
    const was = window.__ksFocus;
    if (!was || was.el.isConnected || !writes(was.target) || document.activeElement !== document.body) return;
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    was.typed = (was.typed ?? "") + event.key;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
}
