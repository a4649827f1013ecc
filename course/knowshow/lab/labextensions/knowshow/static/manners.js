// What a course page does otherwise than a notebook: a module that remoteEntry.js takes in.
/** @import { Cell, Panel } from "./lab.d.ts" */

const PATIENCE = 30_000; // milliseconds
const OURS = ".ks, .ks-bar, .ks-top, .ks-steps, .ks-onward, .ks-landed"; // where a focus is meant

/**
 * A right click opens the browser's own menu; JupyterLab's would offer to cut cells and restart kernels.
 * @param {Panel} panel
 */
export function leaveMenu(panel) {
  window.addEventListener("contextmenu", (event) => {
    const within = event.target instanceof Node && panel.node.contains(event.target);
    if (within || document.body.dataset.ksCourse) event.stopPropagation();
  }, { capture: true });
}

/**
 * Until the reader does something, the first Tab begins above the page; JupyterLab would begin in a cell.
 * @param {Panel} panel
 * @param {Element} page
 */
export function beginAtTop(panel, page) {
  const top = document.createElement("span");
  top.tabIndex = -1;
  top.className = "ks-top";
  page.prepend(top);
  let begun = false;
  for (const name of ["pointerdown", "keydown"]) {
    window.addEventListener(name, () => { begun = true; }, { capture: true, once: true });
  }
  const back = () => {
    const { activeElement: at } = document;
    const shell = at && panel.node.contains(at) && !at.closest(OURS);
    const idle = at === document.body || shell;
    if (!begun && idle) top.focus({ preventScroll: true });
  };
  panel.node.addEventListener("focusin", back);
  // What is veiled cannot have the focus.
  new MutationObserver(back).observe(document.documentElement, { attributeFilter: ["data-ks-veiled"] });
  back();
}

/**
 * Keep room for the page's main part while it is being opened, so that nothing jumps when it comes.
 * @param {Cell | undefined} cell
 * @param {string} text what stands there meanwhile
 */
export function reserve(cell, text) {
  if (!cell || cell.node.querySelector(".ks")) return;
  const note = document.createElement("p");
  note.className = "ks-opening";
  note.textContent = text;
  cell.node.classList.add("ks-reserved");
  cell.node.append(note);
  const release = () => {
    drawn.disconnect();
    note.remove();
    cell.node.classList.remove("ks-reserved");
  };
  const drawn = new MutationObserver(() => {
    if (cell.node.querySelector(".ks")?.firstChild) release();
  });
  setTimeout(release, PATIENCE); // a cell that draws nothing must not leave a hole
  drawn.observe(cell.node, { childList: true, subtree: true });
}
