// The page of the projector: the same moment as on the phones, readable at ten metres, one thought a screen.

import { announce, fresh, h, liveRegion, say } from "./parts.js";
import { openLine } from "./room-line.js";
import { clock, place, runningClock, wordsOfPage } from "./room-parts.js";
import { number } from "./story.js";
import { thoughts } from "./wall-moments.js";
/** @import { At, LineState, Parts, Reveal, RoomLine } from "./room-types.d.ts" */

const QUIET = 3000; // milliseconds for which a lost line is not worth a word
const ONWARD = new Set(["PageDown", "ArrowRight", "ArrowDown", "Enter", " "]); // what clickers send, too
const BACKWARD = new Set(["PageUp", "ArrowLeft", "ArrowUp"]);

class Wall {
  /** @param {HTMLElement} main */
  constructor(main) {
    this.words = wordsOfPage();
    this.head = h("div", { class: "top" });
    this.page = h("div", { class: "mid" });
    this.foot = h("div", { class: "foot" });
    this.live = liveRegion();
    this.lost = h("span", { class: "line-lost", role: "status" });
    this.clock = h("div", { class: "clock", role: "timer" });
    this.turnout = h("p", { class: "turnout" });
    this.pages = h("span", { class: "pages" });
    this.prompt = h("span", {});
    this.foot.append(this.prompt, this.lost, this.pages);
    main.append(this.head, this.page, this.foot, this.live);
    /** @type {Parts} */
    this.parts = {};
    /** @type {HTMLElement[][]} */
    this.screens = [];
    this.at = 0;
    this.shown = "";
    /** @type {RoomLine | null} */
    this.line = null;
    this.running = runningClock((seconds) => this.tick(seconds));
    addEventListener("resize", () => this.lay());
    addEventListener("keydown", (event) => this.key(event));
  }

  start() {
    this.line?.close();
    const invitation = decodeURIComponent(location.hash.slice(1));
    if (!invitation) { this.ask(""); return; }
    this.line = openLine("/api/wall", invitation, {
      parts: (parts) => this.hear(parts),
      state: (state) => this.lineIs(state),
      stranger: () => this.ask(say(this.words.phone, "stranger")),
    });
  }

  /** @param {string} fault why a code is asked for again, or nothing */
  ask(fault) {
    const id = fresh("code");
    const field = h("input", { id, class: "field", type: "text", autocomplete: "off", spellcheck: "false" });
    const go = () => { location.hash = field.value.replace(/\s/g, "").toUpperCase(); };
    this.page.replaceChildren(h("div", { class: "asks" },
      h("h1", {}, say(this.words.wall, "which")), h("p", { class: "failed" }, fault),
      h("label", { for: id }, say(this.words.phone, "code")), field,
      h("button", { class: "button main", onclick: go }, say(this.words.wall, "show"))));
    field.addEventListener("keydown", ({ key }) => { if (key === "Enter") go(); });
    field.focus();
  }

  /** @param {LineState} state */
  lineIs(state) {
    clearTimeout(this.quiet);
    if (state === "open") this.lost.textContent = "";
    else this.quiet = setTimeout(() => announce(this.lost, say(this.words.wall, "line_lost")), QUIET);
  }

  /** @param {Parts} changed */
  hear(changed) {
    const before = this.parts.reveal;
    this.parts = { ...this.parts, ...changed };
    const { at } = this.parts;
    if (!at) return;
    const key = `${at.phase} ${at.turn}`;
    if (changed.at) this.drawHead(at);
    const moved = key !== this.shown;
    if (moved) {
      this.at = 0;
      if (this.shown) announce(this.live, say(this.words.phone, `now_${at.phase}`));
      this.shown = key;
    }
    if (moved || Object.keys(changed).some((part) => part !== "at") || at.phase === "lobby") this.lay();
    if (!moved && before && changed.reveal) this.show(added(before, changed.reveal));
  }

  /**
   * Turn to the last screen that shows something of that kind; to none where nothing is named.
   * @param {string} kind
   */
  show(kind) {
    const holds = (/** @type {HTMLElement} */ block) => block.matches(`${kind}, :has(${kind})`);
    const last = kind ? this.screens.findLastIndex((blocks) => blocks.some(holds)) : -1;
    if (last >= 0) this.turn(last - this.at);
  }

  /** @param {At} at */
  drawHead(at) {
    document.title = at.story.title;
    const where = [at.story.title, this.parts.scene?.time, place(this.words, at)].filter(Boolean).join(" · ");
    const people = { count: at.rehearsal, number: number(at.rehearsal) };
    const join = at.join && at.phase !== "lobby" && at.phase !== "ended"
      && say(this.words.wall, "join_at", { join: at.join, code: at.code });
    const phones = { count: at.people ?? 0, number: number(at.people ?? 0) };
    const here = at.people ? say(this.words.wall, "here", phones) : "";
    this.head.replaceChildren(
      at.rehearsal ? h("p", { class: "rehearsal" }, say(this.words.phone, "rehearsal", people)) : "",
      h("span", {}, where), h("span", {}, at.phase === "lobby" ? here : this.asked(at) || join || ""));
    this.running.set(at.seconds);
    const word = at.turnout && at.turnout !== "open" ? say(this.words.wall, `turnout_${at.turnout}`) : "";
    this.turnout.textContent = word;
  }

  /**
   * How many were asked, beside what their ballot showed.
   * @param {At} at
   */
  asked(at) {
    const people = this.parts.reveal?.ballots.at(-1)?.people ?? 0;
    return at.phase === "revealed" && people > 0
      && say(this.words.wall, "asked", { count: people, number: number(people) });
  }

  /** @param {number | null} seconds */
  tick(seconds) {
    const text = seconds === null ? "" : clock(seconds);
    if (this.clock.textContent !== text) this.clock.textContent = text;
    this.clock.setAttribute("aria-label", say(this.words.wall, "time_left", { time: text }));
  }

  /** Lay the moment's thoughts on as many screens as they need. */
  lay() {
    const { at } = this.parts;
    if (!at) return;
    const { screens, prompt } = thoughts(this.words, this.parts, this.clock, this.turnout);
    this.screens = screens.flatMap((blocks) => this.divide(blocks));
    this.prompt.textContent = prompt;
    this.turn(0);
  }

  /**
   * Divide what belongs together over screens, where it is too much for one.
   * @param {HTMLElement[]} blocks
   * @returns {HTMLElement[][]}
   */
  divide(blocks) {
    this.page.classList.remove("tight");
    this.pages.textContent = "0"; // takes its place while things are measured
    /** @type {HTMLElement[][]} */
    const screens = [[]];
    for (const block of blocks) {
      const last = screens.at(-1) ?? [];
      this.page.replaceChildren(...last, block);
      const orphan = last.length === 1 && last[0]?.tagName === "H1"; // a heading goes with what it is for
      if (this.full() && last.length && !orphan) screens.push([block]);
      else last.push(block);
    }
    return screens;
  }

  /** Whether the present screen holds more than fits. */
  full() {
    return this.page.scrollHeight > this.page.clientHeight + 1;
  }

  /** @param {number} by */
  turn(by) {
    this.at = Math.max(0, Math.min(this.screens.length - 1, this.at + by));
    this.page.classList.remove("tight");
    this.page.replaceChildren(...(this.screens[this.at] ?? []));
    if (!this.page.querySelector("h1")) { // a page has one, also where no eye needs it
      this.page.prepend(h("h1", { class: "unseen" }, this.parts.scene?.question ?? document.title));
    }
    this.page.classList.toggle("tight", this.full());
    const several = this.screens.length > 1;
    const button = (/** @type {string} */ key, /** @type {number} */ step) => h("button",
      { class: "button quiet", onclick: () => this.turn(step), "aria-label": say(this.words.wall, key) },
      step > 0 ? "→" : "←");
    this.pages.replaceChildren(...(several ? [button("earlier", -1),
      say(this.words.wall, "page", { number: this.at + 1, most: this.screens.length }),
      button("later", 1)] : []));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const target = event.target;
    if (target instanceof HTMLButtonElement || target instanceof HTMLInputElement) return;
    const step = ONWARD.has(event.key) ? 1 : BACKWARD.has(event.key) ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    this.turn(step);
  }
}

/**
 * What a reveal shows that it did not show before.
 * @param {Reveal} before
 * @param {Reveal} now
 */
function added(before, now) {
  if (now.sentences.length > before.sentences.length) return ".sentence";
  if (now.hear !== before.hear) return ".hear";
  return now.table && !before.table ? "table" : "";
}

const main = document.getElementById("room");
if (main) {
  main.classList.add("ks", "ks-player");
  const wall = new Wall(main);
  addEventListener("hashchange", () => wall.start());
  wall.start();
}
