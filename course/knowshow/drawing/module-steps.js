// How a module's steps stand, between Python and the bar that JupyterLab's page draws: nothing to see here.

import { KEPT, Outbox } from "./outbox.js";
import { root } from "./parts.js";
/** @import { Drawn } from "./page.d.ts" */
/** @import { LookMessage, ReadMessage, StepsPage } from "./views.d.ts" */

const REST = 300; // milliseconds without news before looking again

/** @param {Drawn<StepsPage>} drawn */
function render({ model, el }) {
  root(el, "stand");
  /** @type {Outbox<LookMessage | ReadMessage>} */
  const box = new Outbox(model, `steps ${location.pathname}`);
  const tell = () => document.dispatchEvent(new CustomEvent("ks:steps", { detail: model.get("view").steps }));
  let timer = 0;
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) return;
    // What it gives comes as a new view; a kernel that is gone is told of elsewhere.
    timer = Number(setTimeout(() => box.ask({ do: "look" }, "").catch(() => {}), REST));
  };
  /** @param {Event} event */
  const read = (event) => {
    const step = event instanceof CustomEvent ? event.detail : "";
    box.send(`read ${step}`, { do: "read", step });
  };
  model.on("change:view", tell);
  addEventListener(KEPT, look);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("ks:read", read);
  tell();
  return () => {
    model.off("change:view", tell);
    removeEventListener(KEPT, look);
    document.removeEventListener("visibilitychange", look);
    document.removeEventListener("ks:read", read);
    clearTimeout(timer);
    box.leave();
  };
}

export default { render };
