// What of a room's pages needs no browser: how long they wait, how a code and a clock are written.

import { spelled } from "#scripts/door.js";
import { pause, TIMES } from "#scripts/room-line.js";
import { clock } from "#scripts/room-parts.js";

/**
 * @param {unknown} given
 * @param {unknown} wanted
 */
function same(given, wanted) {
  if (given !== wanted) throw new Error(`${given}, not ${wanted}`);
}

Deno.test("a room calls again within a second, at random, and never waits long", () => {
  same(pause(0, 0), 200);
  same(pause(0, 1), 1000);
  for (const chance of [0, 0.5, 1]) {
    for (let tries = 1; tries < 12; tries++) {
      same(pause(tries, chance) >= pause(tries - 1, chance), true);
      same(pause(tries, chance) <= TIMES.longest, true);
    }
  }
});

Deno.test("a code is read out in two halves, without its key", () => {
  same(spelled("R7MKQ2.abcdef"), "R7M KQ2");
  same(spelled("r7mkq2"), "R7M KQ2");
  same(spelled(""), "");
});

Deno.test("a clock shows minutes and seconds", () => {
  same(clock(100), "1:40");
  same(clock(5), "0:05");
  same(clock(0), "0:00");
});
