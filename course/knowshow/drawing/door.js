// The door of a room: a code, what is kept said in words that can be checked, and one button.

import { announce, fresh, h, say } from "./parts.js";
import { keptEarlier } from "./pledge.js";
import { keep, LAST, tokenKey } from "./room-store.js";
/** @import { RoomWords } from "./room-types.d.ts" */

/** @typedef {{ token?: string, code?: string, error?: { key: string, text: string } }} Reply to a code */

/**
 * The code in an invitation (`R7MKQ2.KEY`), as it is read out: `R7M KQ2`.
 * @param {string} invitation
 */
export function spelled(invitation) {
  const code = (invitation.split(".")[0] ?? "").toUpperCase();
  return code.length === 6 ? `${code.slice(0, 3)} ${code.slice(3)}` : code;
}

/**
 * The page on which a code is typed; with an invitation from the QR code it is there already.
 * @param {RoomWords} words
 * @param {string} invitation
 * @param {string} fault why this page is shown again, or nothing
 * @param {(code: string) => void} enter called with the room's code once this phone has its number
 */
export function door(words, invitation, fault, enter) {
  const id = fresh("code");
  const shown = spelled(invitation);
  const field = h("input", { id, class: "field code", type: "text", value: shown, autocomplete: "off",
    autocapitalize: "characters", spellcheck: "false", maxlength: "16", "aria-describedby": `${id}-fault` });
  const problem = h("p", { id: `${id}-fault`, class: "failed", role: "status" }, fault);
  const button = h("button", { class: "button main" }, say(words.phone, "join"));
  const typed = () => (field.value === shown && invitation.includes(".") ? invitation : field.value);
  let asked = false;
  const go = async () => {
    if (asked) return;
    asked = true;
    const fault = await join(words, typed(), enter);
    asked = false;
    if (!fault) return;
    announce(problem, fault);
    field.focus();
  };
  button.addEventListener("click", go);
  field.addEventListener("keydown", ({ key }) => { if (key === "Enter") void go(); });
  return h("div", { class: "door" },
    h("h1", { class: "land" }, say(words.phone, "welcome")),
    h("p", {}, say(words.phone, "welcome_text")),
    insecure() && h("p", { class: "notice problem" }, say(words.phone, "insecure")),
    h("label", { class: "of-field", for: id }, say(words.phone, "code")), field, problem, button,
    promise(words), keptEarlier(words));
}

/**
 * Ask for this phone's number in the room, and keep it; returns what went wrong in words, or nothing.
 * @param {RoomWords} words
 * @param {string} code
 * @param {(code: string) => void} enter
 */
async function join(words, code, enter) {
  if (!code.trim()) return say(words.phone, "code_missing");
  /** @type {Reply} */
  let reply;
  try {
    const body = JSON.stringify({ code: code.trim() });
    const answer = await fetch("/api/join", { method: "POST", body });
    reply = await answer.json();
  } catch {
    return say(words.phone, "no_answer");
  }
  if (!reply.token || !reply.code) return reply.error?.text ?? say(words.phone, "no_answer");
  const can = keep(tokenKey(reply.code), reply.token) && keep(LAST, reply.code);
  if (!can) return say(words.phone, "no_storage");
  enter(reply.code);
  return "";
}

/** Whether what this page sends can be read on its way. */
const insecure = () => location.protocol === "http:" && !/^(localhost|127\.|\[::1\])/.test(location.host);

/**
 * What is kept, for how long, and who sees what; the exact words fold out.
 * @param {RoomWords} words
 */
function promise(words) {
  const exact = ["groups", "pooled", "all_but", "server", "network", "phone"];
  const line = (/** @type {string} */ key) => h("p", {}, h("b", {}, say(words.phone, key)), " ",
    say(words.phone, `${key}_text`));
  return h("section", { class: "promise", "aria-labelledby": "kept" },
    h("h2", { id: "kept" }, say(words.phone, "kept")),
    ["kept_open", "kept_closed", "kept_sentence", "kept_end", "kept_room", "kept_facilitator"].map(line),
    h("details", {}, h("summary", {}, say(words.phone, "exact")),
      exact.map((key) => line(`exact_${key}`))));
}
