// What a course page does otherwise than a notebook: a module that remoteEntry.js takes in.
/** @import { Panel } from "./lab.d.ts" */

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
