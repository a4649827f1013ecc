// What scripts reckon without a page: words, places in an order, numbers on a scale, keys in a row of tabs.

import assert from "node:assert/strict";
import { isBlank, list, pairs, same } from "#scripts/answers.js";
import { replaced } from "#scripts/colours.js";
import { pageAddress } from "#scripts/commitments.js";
import { wordCount } from "#scripts/items.js";
import { moved } from "#scripts/ordering.js";
import { say } from "#scripts/parts.js";
import { merged, newId, short } from "#scripts/rows.js";
import { excerpt, fitting, plainly, wanted } from "#scripts/searching.js";
import { offScale, onScale } from "#scripts/slider.js";
import { tabAfter } from "#scripts/tabs.js";

const WORDS = { one: "{who} goes", ways_one: "{count} way", ways_other: "{count} ways" };

Deno.test("a string is filled in, counted, and named by its key where there is none", () => {
  assert.equal(say(WORDS, "one", { who: "Ines" }), "Ines goes");
  assert.equal(say(WORDS, "ways", { count: 1 }), "1 way");
  assert.equal(say(WORDS, "ways", { count: 0 }), "0 ways");
  assert.equal(say(WORDS, "none"), "none");
  assert.equal(say(WORDS, "one"), "{who} goes");
});

Deno.test("an answer is blank where nothing is picked, written or moved", () => {
  for (const blank of [undefined, null, "", " \n", [], {}]) assert.equal(isBlank(blank), true);
  for (const given of [0, "a", ["a"], { a: "b" }]) assert.equal(isBlank(given), false);
});

Deno.test("answers that an earlier page kept are read as what they are, or as none", () => {
  assert.deepEqual([list(["a", 1]), list("a"), list(null)], [["a", "1"], [], []]);
  assert.deepEqual([pairs({ a: 1 }), pairs(["a"]), pairs(null)], [{ a: "1" }, {}, {}]);
  assert.deepEqual([same(null, undefined), same(["a"], ["a"]), same("a", "b")], [true, true, false]);
});

Deno.test("an order has one of its ids moved, and none where it would stay or leave", () => {
  assert.deepEqual(moved(["a", "b", "c"], "a", 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], "c", 0), ["c", "a", "b"]);
  for (const to of [-1, 1, 3]) assert.equal(moved(["a", "b", "c"], "b", to), null);
});

Deno.test("a number is brought to the nearest step between the ends", () => {
  const scale = { lower: 0, upper: 4250, step: 100 };
  assert.deepEqual([420, -5, 99999, 4249].map((number) => onScale(scale, number)), [400, 0, 4200, 4200]);
});

Deno.test("a number beyond the ends or between two steps is no answer", () => {
  const scale = { lower: 0, upper: 10, step: 2 };
  assert.deepEqual([-1, 9999, 3, 4].map((number) => offScale(scale, number)),
    ["slider_beyond", "slider_beyond", "slider_between", ""]);
});

Deno.test("arrows go round the tabs, the other way where one reads from right to left", () => {
  assert.deepEqual(["ArrowRight", "ArrowLeft", "Home", "End", "a"].map((key) => tabAfter(key, 0, 3, false)),
    [1, 2, 0, 2, null]);
  assert.deepEqual(["ArrowRight", "ArrowLeft"].map((key) => tabAfter(key, 0, 3, true)), [2, 1]);
});

Deno.test("a search knows no accents and shows the words around its first hit", () => {
  assert.deepEqual(wanted(" Señal  ZWEI ", []).map((each) => each.test("zwei senale")), [true, true]);
  assert.equal(plainly("Épée"), "epee");
  const text = `${"word ".repeat(20)}here it stands${" after".repeat(20)}`;
  const found = excerpt(text, wanted("stands here", []));
  assert.equal(found?.hit, "here");
  assert.match(found?.before ?? "", /^… (word )+$/);
  assert.match(found?.after ?? "", /^ it stands( after)+ …$/);
  assert.equal(excerpt("nothing", wanted("else", [])), null);
  assert.deepEqual([fitting("", "a"), fitting("a", "a"), fitting("b", "a")], [true, true, false]);
});

Deno.test("a search takes kindred words for one another, and short ones whole", () => {
  const kin = [["remedy", "remediation"], ["ai", "artificial intelligence"], ["supplier", "value chain"]];
  /** @type {(query: string, text: string) => boolean} */
  const finds = (query, text) => wanted(query, kin).every((each) => each.test(text));
  assert.ok(finds("remedy", "provide for remediation"));
  assert.ok(finds("Suppliers", "along the value chain"));
  assert.ok(finds("artificial intelligence", "what ai does"));
  assert.ok(!finds("AI", "a plain complaint against"));
  assert.ok(finds("31", "principle 31(h)") && !finds("31", "principle 310"));
  assert.ok(finds("", "anything") && !finds("remedy dragon", "remediation"));
});

Deno.test("two changes of a row are one, and a text is short enough to be named", () => {
  const first = { do: "put", fields: { what: "x", who: "y" } };
  const both = merged(first, { do: "put", id: "a", fields: { who: "z" } });
  assert.deepEqual(both, { do: "put", id: "a", fields: { what: "x", who: "z" } });
  const anew = { do: /** @type {const} */ ("put"), id: "a", fields: {} };
  assert.deepEqual(merged({ do: "remove" }, anew), anew);
  assert.equal(short("  a\n b ", "none"), "a b");
  assert.equal(short(" ", "none"), "none");
  assert.equal(short("x".repeat(90), "none").length, 80);
  assert.match(newId("c"), /^c-[a-z0-9]+$/);
});

Deno.test("words are counted as a reader counts them", () => {
  assert.deepEqual(["", "  ", "one", " two\nwords "].map(wordCount), [0, 0, 1, 2]);
});

Deno.test("every name of a colour in a figure is replaced, and nothing else", () => {
  const put = (/** @type {string} */ text) => (text === "var(--ink)" ? "black" : text);
  const figure = { data: [{ color: "var(--ink)", x: [1, null] }], title: "ink" };
  assert.deepEqual(replaced(figure, put), { data: [{ color: "black", x: [1, null] }], title: "ink" });
});

Deno.test("the plan's page lies where the notebook's folder lies, in each of Jupyter's views", () => {
  const page = "files/my-action-plan.html";
  assert.equal(pageAddress("/lab/tree/06-capstone.ipynb"), `/${page}`);
  assert.equal(pageAddress("/user/ana/doc/tree/a/06.ipynb"), "/user/ana/files/a/my-action-plan.html");
  assert.equal(pageAddress("/lab/workspaces/auto-x/tree/06.ipynb"), `/${page}`);
  assert.equal(pageAddress("/elsewhere"), null);
});
