// What the page tells Python, and what it is answered: one protocol for all widgets, with `replying.py`.
//
// A message has an id. It is kept in this window until Python has answered it, and what a lost kernel did not
// answer is told to the next one under the same id, so that Python can see whether its work is done already.

import { recall, remember } from "./storage.js";
/** @import { HearsReply, Line, Message } from "./page.d.ts" */
/** @import { Reply } from "./views.d.ts" */

export const PATIENCE = 4000; // milliseconds after which the reader is told that Python does not answer
export const KEPT = "ks:kept"; // what the page hears when Python has kept something
export const TYPING = 800; // milliseconds of rest after which what is being typed is told

/**
 * What waits to be answered: `typing` is not told yet, `sent` is, `failed` could not be saved.
 * @template {Message} Said
 * @typedef {{ n: string, message: Said, timer: number, state: "typing" | "sent" | "failed" }} Entry
 */

/**
 * Whom the outbox tells how things stand: `saved` once nothing waits any more, `answered` with each reply.
 * @typedef {object} Hears
 * @property {() => void} [saving]
 * @property {() => void} [late]
 * @property {(text: string) => void} [failed]
 * @property {(time: string) => void} [saved]
 * @property {(about: string, reply: Reply) => void} [answered]
 */

/**
 * Two messages about the same as one.
 * @template {Message} Said
 * @template {Said} Now
 * @typedef {(earlier: Said, now: Now) => Said} Merge
 */

/**
 * The later of two messages.
 * @template {Message} Said
 * @param {Message} _
 * @param {Said} now
 */
const latest = (_, now) => now;

/** @type {(after: () => void, milliseconds: number) => number} */
const later = (after, milliseconds) => Number(setTimeout(after, milliseconds));

/**
 * The way to Python for messages of some kinds.
 * @template {Message} Said
 */
export class Outbox {
  #count = 0;
  #me = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  /** @type {Map<string, Entry<Said>>} what it is about -> what waits */
  #waiting = new Map();
  /** @type {Map<string, HearsReply>} a question's id -> who asked */
  #asked = new Map();

  /**
   * @param {Line} model
   * @param {string} name under which what waits is kept in this window
   * @param {Hears} [hears]
   */
  constructor(model, name, hears = {}) {
    this.model = model;
    this.key = `ks-${name}`;
    this.hears = hears;
    model.on("msg:custom", this.#heard);
  }

  /**
   * Tell Python now; what waits about the same is replaced, or extended by `merge`.
   * @template {Said} Now
   * @param {string} about
   * @param {Now} message
   * @param {Merge<Said, Now>} [merge]
   */
  send(about, message, merge = latest) {
    this.#put(about, message, merge);
    this.#tell(about);
  }

  /**
   * Keep now what is being typed, and tell it when it rests.
   * @template {Said} Now
   * @param {string} about
   * @param {Now} message
   * @param {Merge<Said, Now>} [merge]
   */
  draft(about, message, merge = latest) {
    const entry = this.#put(about, message, merge);
    entry.timer = later(() => this.#tell(about), TYPING);
    if (![...this.#waiting.values()].some(({ state }) => state === "failed")) this.hears.saving?.();
  }

  /** Tell at once what was being typed. */
  flush() {
    this.#tellAll("typing");
  }

  /** Tell again what could not be saved or was not answered. */
  again() {
    for (const about of [...this.#waiting.keys()]) this.#tell(about);
  }

  /**
   * Ask something that need not outlive this page; `late` are the words for no answer.
   * @param {Said} message
   * @param {string} late
   * @param {number} [patience]
   * @returns {Promise<{ answer: unknown, buffers: readonly DataView<ArrayBuffer>[] }>}
   */
  ask(message, late, patience = 15000) {
    const n = this.#next();
    return new Promise((resolve, reject) => {
      const timer = later(() => {
        this.#asked.delete(n);
        reject(new Error(late));
      }, patience);
      this.#asked.set(n, (reply, buffers) => {
        clearTimeout(timer);
        if (reply.type === "saved") resolve({ answer: reply.answer, buffers });
        else reject(new Error(reply.text));
      });
      this.#post(message, n);
    });
  }

  /**
   * Whether something about this is not saved yet.
   * @param {string} about
   */
  waits(about) {
    return this.#waiting.has(about);
  }

  /** Whether anything is not saved yet. */
  get busy() {
    return this.#waiting.size > 0;
  }

  /**
   * What an earlier page told in vain: what about, the message, its id.
   * @returns {[string, Said, string][]}
   */
  left() {
    const kept = recall(this.key);
    return Array.isArray(kept) ? kept.filter((each) => Array.isArray(each) && each.length === 3) : [];
  }

  /** Tell again what an earlier page told in vain. */
  recover() {
    for (const [about, message, n] of this.left()) {
      this.#waiting.set(about, { n, message, timer: 0, state: "sent" });
      this.#tell(about);
    }
  }

  /** Hear nothing more. What waits stays kept, for the page that comes after this one. */
  leave() {
    this.model.off("msg:custom", this.#heard);
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
  }

  /**
   * @template {Said} Now
   * @param {string} about
   * @param {Now} message
   * @param {Merge<Said, Now>} merge
   */
  #put(about, message, merge) {
    const earlier = this.#waiting.get(about);
    clearTimeout(earlier?.timer);
    this.#waiting.delete(about); // what was said last is told last
    /** @type {Entry<Said>} */
    const entry = { n: this.#next(), message, timer: 0, state: "typing" };
    if (earlier) entry.message = merge(earlier.message, message);
    this.#waiting.set(about, entry);
    this.#keep();
    return entry;
  }

  /** @param {string} about */
  #tell(about) {
    const entry = this.#waiting.get(about);
    if (!entry) return;
    clearTimeout(entry.timer);
    entry.state = "sent";
    entry.timer = later(() => this.hears.late?.(), PATIENCE);
    this.#post(entry.message, entry.n);
  }

  /** @param {Entry<Said>["state"]} which */
  #tellAll(which) {
    for (const [about, { state }] of [...this.#waiting]) if (state === which) this.#tell(about);
  }

  /**
   * JupyterLab throws where the kernel is gone: what is kept is told to the next one.
   * @param {Said} message
   * @param {string} n
   */
  #post(message, n) {
    try {
      this.model.send({ ...message, n });
    } catch { /* whoever waits for the answer waits in vain, and says so */ }
  }

  /** @type {HearsReply} */
  #heard = (reply, buffers) => {
    const asked = this.#asked.get(reply.n ?? "");
    if (asked) {
      this.#asked.delete(reply.n ?? "");
      asked(reply, buffers);
      return;
    }
    const [about, entry] = [...this.#waiting].find(([, { n }]) => n === reply.n) ?? [];
    if (about !== undefined && entry) this.#settle(about, entry, reply);
  };

  /**
   * @param {string} about
   * @param {Entry<Said>} entry
   * @param {Reply} reply
   */
  #settle(about, entry, reply) {
    clearTimeout(entry.timer);
    entry.state = "failed";
    if (reply.type !== "failed") this.#waiting.delete(about);
    this.#keep();
    this.hears.answered?.(about, reply);
    if (reply.type !== "saved") {
      this.hears.failed?.(reply.text);
      return;
    }
    dispatchEvent(new Event(KEPT));
    this.#tellAll("failed"); // what stood in the way of the others may be gone
    if (!this.busy) this.hears.saved?.(reply.time);
  }

  #keep() {
    const kept = [...this.#waiting].map(([about, { message, n }]) => [about, message, n]);
    remember(this.key, kept.length ? kept : null);
  }

  #next() {
    this.#count += 1;
    return `${this.#me} ${this.#count}`;
  }
}
