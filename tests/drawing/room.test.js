// What of a room's pages needs no browser: how long they wait, how a code and a clock are written.

import assert from "node:assert/strict";
import { spelled } from "#scripts/door.js";
import { pause } from "#scripts/room-line.js";
import { clock } from "#scripts/room-parts.js";

Deno.test("a room is called again soon, at random, and rarely after many calls in vain", () => {
  assert.equal(pause(0, 0), 200);
  assert.equal(pause(0, 1), 1000);
  assert.equal(pause(1, 0), 1000);
  assert.equal(pause(59, 1), 2000); // a restart is noticed within three seconds
  assert.equal(pause(60, 1), 8000); // and what is no restart costs little
});

Deno.test("a code is read out in two halves, without its key", () => {
  assert.equal(spelled("R7MKQ2.abcdef"), "R7M KQ2");
  assert.equal(spelled("r7mkq2"), "R7M KQ2");
  assert.equal(spelled(""), "");
});

Deno.test("a clock shows minutes and seconds", () => {
  assert.equal(clock(100), "1:40");
  assert.equal(clock(5), "0:05");
  assert.equal(clock(0), "0:00");
});
