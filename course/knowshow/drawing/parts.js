// What every widget's script starts with: it is put before the widget's own, since a widget is one module.

const FOCUSABLE = new Set(["button", "input", "select", "textarea", "a", "summary"]);

/** An element with attributes and children; text is always text, never markup. `html` is for the course's own HTML. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  // JupyterLab would take `d d` typed on a button as "delete this cell".
  if (FOCUSABLE.has(tag) || "tabindex" in attributes) element.setAttribute("data-lm-suppress-shortcuts", "true");
  if (tag === "button") element.type = "button";
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "html") element.innerHTML = value;
    else if (["value", "checked", "disabled", "hidden"].includes(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A string from en.yaml with its {placeholders} filled in; `count` picks key_one or key_other. */
export function say(words, key, values = {}) {
  const form = "count" in values ? `${key}_${new Intl.PluralRules("en").select(values.count)}` : key;
  return (words[form] ?? words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

/** A number that no other element of this page has, for ids and radio names. */
export function fresh(prefix) {
  const page = window;
  page.__ksCount = (page.__ksCount ?? 0) + 1;
  return `${prefix}-${page.__ksCount}`;
}

/** A polite live region; it stands in the page before its text changes, or nothing is announced. */
export function liveRegion(className = "unseen") {
  return h("div", { role: "status", "aria-live": "polite", class: className });
}

/** Say something in a live region, also when it is what was said last. */
export function announce(region, text) {
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** Put the focus on a heading, so that the next thing read is what has just come up. */
export function land(element) {
  element.setAttribute("tabindex", "-1");
  element.setAttribute("data-lm-suppress-shortcuts", "true");
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

/** Tell Python something. JupyterLab throws where the kernel is gone: who asked keeps it, and waits in vain. */
export function tellPython(model, message) {
  try { model.send(message); } catch { /* said again by the page that the next kernel draws */ }
}

/** The widget's root: scoped, with a language's direction taken from the page. */
export function root(el, name) {
  el.classList.add("ks", `ks-${name}`);
  el.replaceChildren();
  stay(el);
  return el;
}

/** Whether a control is one in which words are written. */
const writes = (control) => typeof control.selectionStart === "number";

/** Where a widget is drawn again under the reader's hands, as after a kernel restart, leave the focus where it was. */
function stay(el) {
  const controls = () => [...el.querySelectorAll("[data-lm-suppress-shortcuts]:not([tabindex='-1'])")];
  const kin = () => [...document.getElementsByClassName(el.className)].indexOf(el);
  const named = (control) => control.getAttribute("aria-label") ?? control.closest("label")?.innerText ?? control.innerText;
  el.addEventListener("focusin", ({ target }) => {
    window.__ksFocus = { el, target, kin: kin(), place: controls().indexOf(target), name: named(target) };
  });
  el.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget) window.__ksFocus = null; });
  setTimeout(() => {
    const was = window.__ksFocus;
    if (!was || was.el.isConnected || was.el.className !== el.className || was.kin !== kin()) return;
    window.__ksFocus = null;
    const now = controls()[was.place];
    if (now?.tagName !== was.target.tagName || named(now) !== was.name) return;
    now.focus();
    if (!writes(now)) return;
    now.setSelectionRange(was.target.selectionStart, was.target.selectionEnd);
    if (was.typed) document.execCommand("insertText", false, was.typed); // as if typed here, with its events and its undo
  });
  if (window.__ksHolds) return;
  window.__ksHolds = true;
  window.addEventListener("keydown", (event) => {
    const was = window.__ksFocus;
    if (!was || was.el.isConnected || !writes(was.target) || document.activeElement !== document.body) return;
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    was.typed = (was.typed ?? "") + event.key; // between the old view and the new one keys have nowhere to go
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
}

/** Put the learner's settings on the page's root element, where tokens.css looks for them; null takes one off. */
export function applySettings(settings) {
  for (const [name, value] of Object.entries(settings)) {
    if (value) document.documentElement.setAttribute(`data-ks-${name}`, value);
    else document.documentElement.removeAttribute(`data-ks-${name}`);
  }
}

/** The address of another notebook of the course, in the view that this page is open in. */
export function address(name) {
  const path = location.pathname;
  return `${path.slice(0, path.lastIndexOf("/") + 1)}${encodeURIComponent(name)}`;
}
