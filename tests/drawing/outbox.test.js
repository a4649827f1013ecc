// One protocol with Python: kept until answered, repeated under the same id, told again when the way is free.

import assert from "node:assert/strict";
import { Outbox, PATIENCE, TYPING } from "#scripts/outbox.js";
import { recall, remember } from "#scripts/storage.js";
/** @import { HearsReply, Line } from "#scripts/page.d.ts" */
/** @import { Hears } from "#scripts/outbox.js" */
/** @import { Reply } from "#scripts/views.d.ts" */

/** @typedef {(milliseconds: number) => void} Pass let so much time go by */
/** @typedef {{ do: string, value?: unknown, other?: number }} Told a message as these tests tell one */

/** A kernel that keeps what it is told and answers when it is asked to. */
class Kernel {
  /** @type {(Told & { n: string })[]} */
  told = [];
  gone = false;
  /** @type {Set<HearsReply>} */
  hearers = new Set();
  /** @type {Line} */
  line = {
    send: (message) => {
      if (this.gone) throw new Error("Cannot send");
      this.told.push(message);
    },
    on: (_, hears) => this.hearers.add(hears),
    off: (_, hears) => this.hearers.delete(hears),
  };

  /** @param {Partial<Reply>} [reply] */
  answer(reply = {}) {
    const n = this.told.at(-1)?.n ?? null;
    /** @type {Reply} */
    const saved = { n, type: "saved", text: "", time: "2026-01-01", answer: null };
    const whole = { ...saved, ...reply };
    for (const hears of [...this.hearers]) hears(whole, []);
  }
}

/**
 * Let the clock run by hand in a test, with a kernel and what the page is told.
 * @param {(kernel: Kernel, box: Outbox<Told>, told: string[], pass: Pass) => void} test
 */
function played(test) {
  const real = { setTimeout, clearTimeout };
  /** @type {Map<number, { at: number, after: () => void }>} */
  const waiting = new Map();
  let [now, count] = [0, 0];
  const pass = (/** @type {number} */ milliseconds) => {
    now += milliseconds;
    for (const [id, { at, after }] of [...waiting]) if (at <= now && waiting.delete(id)) after();
  };
  Object.assign(globalThis, {
    setTimeout: (/** @type {() => void} */ after, /** @type {number} */ wait) => {
      waiting.set(++count, { at: now + wait, after });
      return count;
    },
    clearTimeout: (/** @type {number} */ id) => waiting.delete(id),
  });
  try {
    remember("ks-test", null);
    const kernel = new Kernel();
    const { told, hears } = listening();
    test(kernel, new Outbox(kernel.line, "test", hears), told, pass);
  } finally {
    Object.assign(globalThis, real);
  }
}

/** @returns {{ told: string[], hears: Hears }} */
function listening() {
  /** @type {string[]} */
  const told = [];
  return { told, hears: {
    saving: () => told.push("saving"),
    late: () => told.push("late"),
    failed: (text) => told.push(`failed: ${text}`),
    saved: (time) => told.push(`saved ${time}`),
    answered: (about, { type }) => told.push(`${about} ${type}`),
  } };
}

Deno.test("what is sent is kept until it is answered, and then said to be saved", () =>
  played((kernel, box, told) => {
    box.send("a", { do: "put", value: 1 });
    assert.equal(kernel.told[0].value, 1);
    assert.equal(box.waits("a"), true);
    assert.deepEqual(recall("ks-test"), [["a", { do: "put", value: 1 }, kernel.told[0].n]]);
    kernel.answer();
    assert.equal(box.busy, false);
    assert.equal(recall("ks-test"), null);
    assert.deepEqual(told, ["a saved", "saved 2026-01-01"]);
  }));

Deno.test("a lost kernel's message is told to the next one under its own id, once", () =>
  played((kernel, box, told, pass) => {
    kernel.gone = true;
    box.send("a", { do: "put", value: 1 });
    pass(PATIENCE);
    assert.deepEqual(told, ["late"]);
    const [[, , n]] = box.left();
    box.leave();
    const next = new Kernel();
    const again = new Outbox(next.line, "test");
    again.recover();
    assert.deepEqual(next.told, [{ do: "put", value: 1, n }]);
    next.answer();
    assert.deepEqual(new Outbox(next.line, "test").left(), []);
  }));

Deno.test("what is being typed is kept at once and told when it rests, or when the field is left", () =>
  played((kernel, box, told, pass) => {
    box.draft("a", { do: "put", value: "w" });
    box.draft("a", { do: "put", value: "wo" });
    assert.deepEqual([kernel.told.length, box.left().length, told], [0, 1, ["saving", "saving"]]);
    pass(TYPING);
    assert.deepEqual(kernel.told.map(({ value }) => value), ["wo"]);
    box.draft("b", { do: "put", value: "x" });
    box.flush();
    assert.deepEqual(kernel.told.map(({ value }) => value), ["wo", "x"]);
  }));

Deno.test("an answer to what has been changed since settles nothing", () =>
  played((kernel, box) => {
    box.send("a", { do: "put", value: 1 });
    const { n } = kernel.told[0];
    box.send("a", { do: "put", value: 2 });
    kernel.answer({ n });
    assert.equal(box.waits("a"), true);
    kernel.answer();
    assert.equal(box.waits("a"), false);
  }));

Deno.test("what could not be saved waits, and is told again once something else is saved", () =>
  played((kernel, box, told) => {
    box.send("a", { do: "put", value: 1 });
    kernel.answer({ type: "failed", text: "the disk is full" });
    assert.equal(box.waits("a"), true);
    box.send("b", { do: "put", value: 2 });
    kernel.answer();
    assert.deepEqual(kernel.told.map(({ value }) => value), [1, 2, 1]);
    assert.equal(kernel.told[0].n, kernel.told[2].n);
    kernel.answer();
    assert.equal(told.at(-1), "saved 2026-01-01");
    assert.equal(told[1], "failed: the disk is full");
  }));

Deno.test("what is refused is said and not told again", () =>
  played((kernel, box, told) => {
    box.send("a", { do: "put", value: 1 });
    kernel.answer({ type: "refused", text: "no such item" });
    assert.deepEqual([box.busy, told.at(-1)], [false, "failed: no such item"]);
  }));

Deno.test("changes of one thing that waits are told as one", () =>
  played((kernel, box) => {
    box.send("a", { do: "put", value: 1, other: 1 });
    box.send("a", { do: "put", value: 2 }, (earlier, now) => ({ ...earlier, ...now }));
    assert.deepEqual({ ...kernel.told[1], n: "" }, { do: "put", value: 2, other: 1, n: "" });
  }));

Deno.test("a question is answered with what Python gives, or with words", async () => {
  const kernel = new Kernel();
  const box = new Outbox(kernel.line, "test");
  const asked = box.ask({ do: "ask" }, "no answer");
  kernel.answer({ answer: 7 });
  assert.equal((await asked).answer, 7);
  const failed = box.ask({ do: "ask" }, "no answer");
  kernel.answer({ type: "failed", text: "broken" });
  await assert.rejects(failed, /broken/);
  await assert.rejects(box.ask({ do: "ask" }, "no answer", 1), /no answer/);
  assert.equal(box.busy, false);
});

Deno.test("what is not ours in the window's storage is nothing", () => {
  sessionStorage.setItem("ks-odd", "{");
  assert.deepEqual(new Outbox(new Kernel().line, "odd").left(), []);
  sessionStorage.setItem("ks-odd", '[["a", {}], 7, null]');
  assert.deepEqual(new Outbox(new Kernel().line, "odd").left(), []);
});
