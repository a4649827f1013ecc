// The line between a page and its room: a socket that mends itself, and wishes that are answered once.

/** @import { Answer, LineState, Listener, Parts, RoomLine, Wish } from "./room-types.d.ts" */

/**
 * Times in milliseconds: between two calls at first, later, and after many; the wait for an answer; and the
 * silence after which nobody can say whether the line still holds, for a page that was awake or asleep.
 */
export const TIMES = {
  first: 200, spread: 800, later: 2000, rare: 8000, answer: 5000, silence: 90000, asleep: 15000 };
const MANY = 60; // calls in vain, after which it is no restart
const UNKNOWN = 4401; // the server's close code for whoever it does not know

/**
 * How long to wait before calling again for the nth time: at random, or a whole room would call at once.
 * @param {number} tries
 * @param {number} chance from 0 to 1
 */
export function pause(tries, chance) {
  if (tries === 0) return TIMES.first + TIMES.spread * chance;
  return (tries < MANY ? TIMES.later : TIMES.rare) * (0.5 + chance / 2);
}

/**
 * Call a room at `path`, say `hello`, and keep calling. `number` gives the next message's number from the
 * least that it may have: tabs of one phone count together.
 * @param {string} path
 * @param {string} hello
 * @param {Listener} listener
 * @param {(least: number) => number} [number]
 * @returns {RoomLine}
 */
export function openLine(path, hello, listener, number = (least) => least) {
  const line = new Line(path, hello, listener, number);
  line.call();
  return { ask: (wish) => line.ask(wish), again: () => line.call(), close: () => line.end() };
}

class Line {
  /**
   * @param {string} path
   * @param {string} hello
   * @param {Listener} listener
   * @param {(least: number) => number} number
   */
  constructor(path, hello, listener, number) {
    this.address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
    this.hello = hello;
    this.listener = listener;
    this.number = number;
    /** @type {WebSocket | null} */
    this.socket = null;
    /** @type {LineState} */
    this.stands = "opening";
    /** @type {Map<number, { wish: Wish, heard: (answer: Answer) => void }>} */
    this.waiting = new Map();
    this.next = 1;
    this.tries = 0;
    this.heardAt = 0;
    this.ended = false;
    this.greeted = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.again = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.late = undefined;
    this.pulse = setInterval(() => this.doubt(TIMES.silence), 10000);
    this.wakes = () => { if (document.visibilityState === "visible") this.doubt(TIMES.asleep); };
    this.returns = () => this.call();
    this.leaves = () => this.lose();
    document.addEventListener("visibilitychange", this.wakes);
    addEventListener("pageshow", this.wakes);
    addEventListener("online", this.returns);
    addEventListener("offline", this.leaves);
  }

  /** Open a socket in place of the one before. */
  call() {
    if (this.ended) return;
    clearTimeout(this.again);
    this.drop();
    const socket = new WebSocket(this.address);
    this.socket = socket;
    this.greeted = false;
    this.heardAt = Date.now();
    socket.addEventListener("open", () => socket.send(JSON.stringify({ hello: this.hello })));
    const now = () => socket === this.socket;
    socket.addEventListener("message", ({ data }) => { if (now()) this.hear(String(data)); });
    socket.addEventListener("close", ({ code }) => { if (now()) this.closed(code); });
    this.expect();
  }

  /** Hang up on the present socket, whose last words are nobody's business any more. */
  drop() {
    const old = this.socket;
    this.socket = null;
    old?.close();
  }

  /**
   * Call anew where nothing has come for too long: a phone that slept does not hear that it was hung up on.
   * @param {number} longest
   */
  doubt(longest) {
    const silent = Date.now() - this.heardAt > longest;
    if (silent && document.visibilityState === "visible") this.call();
  }

  /** Wait for an answer, not for ever. */
  expect() {
    clearTimeout(this.late);
    this.late = setTimeout(() => this.lose(), TIMES.answer);
  }

  /** @param {string} text */
  hear(text) {
    this.heardAt = Date.now();
    this.tries = 0;
    clearTimeout(this.late);
    /** @type {{ parts?: Parts, id?: number, error?: Answer["error"] }} */
    const { parts, id, error } = JSON.parse(text);
    if (parts?.mine) this.next = Math.max(this.next, parts.mine.next);
    if (parts?.at && !this.greeted) this.opened();
    if (parts) this.listener.parts(parts);
    if (id) this.answer({ id, ...(error && { error }) });
    if (this.waiting.size) this.expect();
  }

  /** Say again what was not answered, under the same number: the server does nothing twice. */
  opened() {
    this.greeted = true;
    this.set("open");
    for (const [id, { wish }] of this.waiting) this.say(id, wish);
  }

  /** @param {Answer} answer */
  answer(answer) {
    const asked = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    asked?.heard(answer);
  }

  /**
   * @param {Wish} wish
   * @returns {Promise<Answer>}
   */
  ask(wish) {
    const id = this.number(this.next);
    this.next = id + 1;
    return new Promise((heard) => {
      this.waiting.set(id, { wish, heard });
      if (this.greeted) this.say(id, wish);
    });
  }

  /**
   * @param {number} id
   * @param {Wish} wish
   */
  say(id, wish) {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.socket.send(JSON.stringify({ id, ...wish }));
    this.expect();
  }

  /** @param {number} code */
  closed(code) {
    if (code !== UNKNOWN) { this.lose(); return; }
    this.end();
    this.listener.stranger();
  }

  /** Say that the line is lost, and call again in a while. */
  lose() {
    if (this.ended) return;
    this.drop();
    clearTimeout(this.late);
    clearTimeout(this.again);
    this.set("lost");
    this.again = setTimeout(() => this.call(), pause(this.tries++, Math.random()));
  }

  /** @param {LineState} state */
  set(state) {
    if (this.stands === state) return;
    this.stands = state;
    this.listener.state(state);
  }

  /** Hang up for good. */
  end() {
    this.ended = true;
    this.drop();
    clearTimeout(this.late);
    clearTimeout(this.again);
    clearInterval(this.pulse);
    document.removeEventListener("visibilitychange", this.wakes);
    removeEventListener("pageshow", this.wakes);
    removeEventListener("online", this.returns);
    removeEventListener("offline", this.leaves);
  }
}
