// A page whose kernel or server has gone: what it says, and how it goes on.
/** @import { Lab, Panel, Shipped } from "./lab.d.ts" */

const AGAIN = 60_000; // milliseconds in which a kernel that ends once more is not started once more

/**
 * A kernel that died comes back by itself, and the page with it; so does one that the server ended while
 * the reader's computer slept. A server that is gone is said in plain words, in place of JupyterLab's own
 * dialogs.
 * @param {Panel} panel
 * @param {Shipped["strings"]} says
 * @param {() => Promise<void>} run
 * @param {Lab} lab
 */
export function comeBack(panel, says, run, lab) {
  const session = panel.sessionContext;
  const notice = document.createElement("div");
  notice.className = "ks-notice";
  notice.setAttribute("role", "status");
  panel.node.prepend(notice);
  let restarting = false;
  const begin = () => {
    restarting = true;
    notice.textContent = says.interrupted;
  };
  const revive = once(async () => {
    begin();
    await session.shutdown(); // the server has forgotten this session: forget it, too
    await session.changeKernel({ name: "python3" });
  }, () => { notice.textContent = says.stopped; });
  // Of a kernel that was ended, JupyterLab may hear first that its session is gone, and then nothing more.
  session.sessionChanged.connect((_, { newValue }) => {
    if (!newValue && !restarting && !panel.isDisposed) revive();
  });
  session.statusChanged.connect(async (_, status) => {
    if (status === "autorestarting" || status === "restarting") {
      lab.Dialog.flush();
      begin();
    } else if (status === "idle" && restarting) {
      restarting = false;
      await run();
      notice.textContent = "";
    } else if (status === "dead") revive();
  });
  const lost = lab.PageConfig.getOption("hubPrefix") ? says.lost_hub : says.lost;
  session.connectionStatusChanged.connect((_, status) => {
    if (status === "connected" && notice.textContent === lost) notice.textContent = "";
    if (status !== "connecting" || restarting) return; // a restart reconnects, too
    lab.Dialog.flush();
    notice.textContent = lost;
  });
}

/**
 * Do something, but not twice within a minute; `fails` where it fails or would be.
 * @param {() => Promise<void>} act
 * @param {() => void} fails
 */
function once(act, fails) {
  let last = -Infinity;
  return () => {
    const soon = performance.now() - last < AGAIN;
    last = soon ? last : performance.now();
    if (soon) fails();
    else act().catch(fails);
  };
}
