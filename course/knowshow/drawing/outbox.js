// What the page tells Python is kept here until Python says that it is saved: shared by the pieces that keep things.

import { announce, fresh, h, say, tellPython } from "./parts.js";

const PATIENCE = 4000;

/**
 * `element` says how saving stands; `send(about, message)` replaces or, by `merge`, extends what waits about the same.
 * `settled` is called once something waits no more: what Python has may be drawn over it then.
 */
export function outbox(model, words, name, settled = () => {}) {
  const key = `ks-${name}`;
  const me = fresh("view") + Math.random().toString(36).slice(2);
  const waiting = new Map(); // what it is about -> { n, message, timer }
  let count = 0;

  const status = h("span", { class: "saved waiting", role: "status" }, words.start);
  const again = h("button", { class: "button quiet", hidden: true, onclick: () => { for (const about of [...waiting.keys()]) send(about, waiting.get(about).message); } }, words.again);
  const element = h("span", { class: "outbox" }, status, again);

  function say_(text, kind) {
    status.className = `saved ${kind}`;
    again.hidden = kind !== "failed";
    announce(status, text);
  }

  function keep() {
    try {
      if (waiting.size) sessionStorage.setItem(key, JSON.stringify([...waiting].map(([about, { message }]) => [about, message])));
      else sessionStorage.removeItem(key);
    } catch { /* no storage in this browser: things are saved all the same */ }
  }

  function send(about, message, merge = (_, now) => now) {
    const earlier = waiting.get(about);
    const whole = earlier ? merge(earlier.message, message) : message;
    clearTimeout(earlier?.timer);
    count += 1;
    const n = `${me} ${count}`;
    waiting.set(about, { n, message: whole, timer: setTimeout(() => say_(words.not_yet, "failed"), PATIENCE) });
    keep();
    tellPython(model, { ...whole, n });
  }

  function heard(reply) {
    const [about, entry] = [...waiting].find(([, { n }]) => n === reply.n) ?? [];
    if (!entry) return;
    clearTimeout(entry.timer);
    if (reply.type === "failed") return say_(reply.text, "failed");
    waiting.delete(about);
    keep();
    settled();
    const time = new Date(reply.time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    if (!waiting.size) say_(say(words, "saved", { time }), "");
  }

  function recover() {
    let kept = [];
    try { kept = JSON.parse(sessionStorage.getItem(key) ?? "[]"); } catch { /* nothing to recover */ }
    for (const [about, message] of kept) send(about, message);
  }

  model.on("msg:custom", heard);
  return {
    element, send, recover,
    waits: (about) => waiting.has(about),
    typing: () => { if (!waiting.size) { status.className = "saved waiting"; status.textContent = words.saving; } },
    leave: () => { model.off("msg:custom", heard); for (const { timer } of waiting.values()) clearTimeout(timer); },
  };
}

/** What Python has to say about what it found on disk. */
export function notices(model) {
  const place = h("div", { role: "status" });
  const told = () => place.replaceChildren(...model.get("notes").map((text) => h("div", { class: "notice problem" }, h("p", {}, text))));
  model.on("change:notes", told);
  told();
  return { element: place, leave: () => model.off("change:notes", told) };
}
