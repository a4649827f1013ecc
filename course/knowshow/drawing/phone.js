// The page of a phone in a live room: it shows where the room is, one moment at a time, and starts by itself.

import { aftermath } from "./aftermath.js";
import { ballotMoment, sceneMoment, seatOf } from "./ballot.js";
import { door } from "./door.js";
import { lookingBack } from "./looking-back.js";
import { announce, h, land, liveRegion, say } from "./parts.js";
import { pledge } from "./pledge.js";
import { revealMoment } from "./reveal.js";
import { openLine } from "./room-line.js";
import { clock, place, rehearsal, runningClock, wordsOfPage } from "./room-parts.js";
import { forgetRoom, hearTabs, kept, LAST, nextNumber, tokenKey } from "./room-store.js";
import { sentence } from "./sentence.js";
/** @import { Drawn } from "./ballot.js" */
/** @import { Answer, At, LineState, Parts, RoomLine } from "./room-types.d.ts" */

const QUIET = 1500; // milliseconds for which a lost line is not worth a word
const TAB = 500; // milliseconds that a message of another tab takes to be done
const TABLE_FROM = 40; // people from whom on two votes of one phone may be counted together
const UNHURRIED = 3000; // milliseconds over which phones spread what no order may be read from

class Phone {
  /** @param {HTMLElement} main */
  constructor(main) {
    this.words = wordsOfPage();
    this.live = liveRegion();
    this.lost = h("p", { class: "line-lost", role: "status" });
    this.bar = h("div", { class: "bar" });
    this.left = h("span", { class: "hint", role: "timer" });
    this.moment = h("div", { class: "moment" });
    this.below = h("div", { class: "below" });
    main.append(this.lost, this.bar, this.live, this.moment, this.below);
    this.clock = runningClock((seconds) => this.tick(seconds));
    /** @type {Parts} */
    this.parts = {};
    this.shown = "";
    this.beneath = "";
    this.code = "";
    /** @type {Drawn} */
    this.drawn = { nodes: [] };
    this.said = 0;
    /** @type {RoomLine | null} */
    this.line = null;
    /** @type {Map<string, Map<number, string | null>>} this phone's votes by scene and round */
    this.votes = new Map();
    /** @type {(() => void) | undefined} */
    this.tabs = undefined;
    /** @type {Set<number>} */
    this.paired = new Set();
  }

  /** Begin as if nothing had been drawn. */
  forget() {
    this.line?.close();
    this.line = null;
    this.tabs?.();
    this.parts = {};
    this.shown = this.beneath = this.code = "";
    this.drawn = { nodes: [] };
    this.below.replaceChildren();
    this.votes.clear();
    this.paired.clear();
  }

  /** Go where the address leads: into the room that this phone knows, or to its door. */
  start() {
    this.forget();
    const invitation = decodeURIComponent(location.hash.slice(1));
    const given = (invitation.split(".")[0] ?? "").replace(/[^0-9A-Za-z]/g, "").toUpperCase();
    const code = given || kept(LAST) || "";
    if (kept(tokenKey(code))) this.enter(code, false);
    else this.knock(invitation, "");
  }

  /**
   * @param {string} invitation
   * @param {string} fault
   */
  knock(invitation, fault) {
    document.title = say(this.words.phone, "welcome");
    this.bar.hidden = true;
    this.shown = "door";
    this.moment.replaceChildren(door(this.words, invitation, fault, (code) => this.enter(code, true)));
  }

  /**
   * @param {string} code
   * @param {boolean} here whether somebody has just pressed a button to come here
   */
  enter(code, here) {
    this.code = code;
    this.shown = here ? "door" : "";
    history.replaceState(null, "", `#${code}`); // a reload comes back here, and no entry for the back button
    this.line = openLine("/api/phone", kept(tokenKey(code)) ?? "", {
      parts: (parts) => this.hear(parts),
      state: (state) => this.lineIs(state),
      stranger: () => {
        forgetRoom(code);
        this.forget();
        this.knock(code, say(this.words.phone, "stranger"));
      },
    }, (least) => nextNumber(code, least));
    this.tabs = hearTabs(code, () => setTimeout(() => this.line?.again(), TAB));
  }

  /** @param {LineState} state */
  lineIs(state) {
    clearTimeout(this.quiet);
    if (state === "open") this.lost.textContent = "";
    else this.quiet = setTimeout(() => announce(this.lost, say(this.words.phone, "line_lost")), QUIET);
  }

  /** @param {Parts} changed */
  hear(changed) {
    const before = this.parts;
    this.parts = { ...before, ...changed };
    const another = changed.at && changed.at.ballot !== before.at?.ballot;
    if (another && before.mine && !changed.mine) { // of a new ballot nothing is known that was of the old one
      this.parts.mine = { ...before.mine, voted: false, sentence: false };
    }
    const { at } = this.parts;
    if (!at) return;
    if (changed.at) this.drawBar(at);
    const key = `${at.phase} ${at.turn}`;
    if (key === this.shown) this.drawn.update?.(this.parts, changed);
    else this.turn(key, at);
    this.drawBelow(at);
    this.sendPair(at);
  }

  /**
   * Show another moment, and go to its heading, unless somebody is writing.
   * @param {string} key
   * @param {At} at
   */
  turn(key, at) {
    const first = this.shown === "";
    this.shown = key;
    this.lost.textContent = "";
    this.said = 0;
    this.drawn = this.draw(at);
    this.moment.replaceChildren(...this.drawn.nodes.filter((node) => node instanceof Node));
    const heading = this.moment.querySelector(".land");
    document.title = `${heading?.textContent ?? ""} · ${at.story.title}`;
    if (first) return;
    announce(this.live, say(this.words.phone, `now_${at.phase}`));
    if (this.writing(at)) return;
    scrollTo(0, 0);
    if (heading) land(heading);
  }

  /**
   * Whether somebody writes in a field that this moment leaves in its place.
   * @param {At} at
   */
  writing(at) {
    const field = document.activeElement;
    const fields = [HTMLTextAreaElement, HTMLInputElement, HTMLSelectElement];
    const writes = fields.some((kind) => field instanceof kind);
    return writes && this.beneath === this.belowOf(at) && this.below.contains(field);
  }

  /**
   * @param {At} at
   * @returns {Drawn}
   */
  draw(at) {
    const { words, parts } = this;
    switch (at.phase) {
      case "scene": return sceneMoment(words, parts);
      case "ballot": return ballotMoment(words, parts, (choice) => this.vote(choice));
      case "revealed": return revealMoment(words, parts, (text) => announce(this.live, text));
      case "followed": return aftermath(words, parts);
      case "debrief": return lookingBack(words, parts);
      case "ended": return this.ended();
      default: return { nodes: [
        h("h1", { class: "land" }, say(words.phone, "lobby")), h("p", {}, say(words.phone, "lobby_text")),
        seatOf(words, parts.mine?.seat, null)] };
    }
  }

  /** @returns {Drawn} */
  ended() {
    const away = () => {
      forgetRoom(this.code);
      history.replaceState(null, "", location.pathname);
      this.start();
      land(this.moment.querySelector(".land") ?? this.moment);
    };
    return { nodes: [h("h1", { class: "land" }, say(this.words.phone, "ended")),
      h("p", {}, say(this.words.phone, "ended_text")),
      h("button", { class: "button quiet", onclick: away }, say(this.words.phone, "leave"))] };
  }

  /** @param {At} at */
  drawBar(at) {
    this.bar.hidden = false;
    const where = [at.story.title, place(this.words, at)].filter(Boolean).join(" · ");
    this.clock.set(at.seconds);
    const close = at.phase === "revealed" ? say(this.words.phone, "closed") : "";
    const right = at.phase === "ballot" ? this.left : h("span", { class: "hint" }, close);
    const first = rehearsal(this.words, at.rehearsal);
    this.bar.replaceChildren(...(first ? [first] : []), h("span", { class: "kicker" }, where), right);
  }

  /** @param {number | null} seconds */
  tick(seconds) {
    if (seconds === null) return;
    const turnout = this.parts.at?.turnout;
    const word = turnout && turnout !== "open" ? say(this.words.phone, `turnout_${turnout}`) : "";
    const time = say(this.words.phone, seconds ? "left" : "time_up", { time: clock(seconds) });
    const text = [time, word].filter(Boolean).join(" · ");
    if (this.left.textContent !== text) this.left.textContent = text;
    const mark = seconds === 0 ? 1 : seconds <= 30 ? 30 : 0;
    if (!mark || mark === this.said || this.parts.at?.phase !== "ballot") return;
    this.said = mark;
    announce(this.live, say(this.words.phone, mark === 1 ? "time_up" : "half_a_minute"));
  }

  /**
   * What stands below the moment and outlives it: a sentence being written, or a thing to do in thirty days.
   * @param {At} at
   */
  belowOf(at) {
    const { mine } = this.parts;
    if (at.phase === "debrief" || at.phase === "ended") return "pledge";
    const open = at.phase === "revealed" || (at.phase === "ballot" && mine?.voted);
    return at.say && open ? `sentence ${at.ballot}` : "";
  }

  /** @param {At} at */
  drawBelow(at) {
    const key = this.belowOf(at);
    const { scene, mine } = this.parts;
    if (key === this.beneath) return;
    const stays = key === "" && at.phase === "ballot" && this.beneath === `sentence ${at.ballot}`;
    if (stays) return; // the vote is being changed
    this.beneath = key;
    this.below.replaceChildren();
    if (key === "pledge") this.below.append(pledge(this.words));
    else if (key && scene) {
      const send = (/** @type {string} */ choice, /** @type {string} */ text) => this.speak(choice, text);
      this.below.append(sentence(this.words, scene, mine?.sentence === true, send));
    }
  }

  /**
   * @param {string | null} choice
   * @returns {Promise<Answer>}
   */
  async vote(choice) {
    const { at, scene } = this.parts;
    if (!this.line || !at || !scene || at.ballot === null) return { id: 0 };
    const answer = await this.line.ask({ do: "vote", ballot: at.ballot, choice });
    if (!answer.error) {
      const votes = this.votes.get(scene.id) ?? new Map();
      this.votes = new Map([[scene.id, votes.set(at.round, choice)]]);
    } else if (this.shown !== `${at.phase} ${at.turn}`) announce(this.lost, answer.error.text);
    return answer;
  }

  /**
   * @param {string} choice
   * @param {string} text
   * @returns {Promise<Answer>}
   */
  speak(choice, text) {
    const ballot = this.parts.at?.ballot;
    if (!this.line || !ballot) return Promise.resolve({ id: 0 });
    return this.line.ask({ do: "say", ballot, choice, text });
  }

  /**
   * In a large room, once the second ballot is shown, send this phone's own two votes: only it can link them.
   * @param {At} at
   */
  sendPair(at) {
    const { scene, reveal } = this.parts;
    const two = reveal?.ballots.length === 2 && reveal.ballots.every(({ people }) => people >= TABLE_FROM);
    if (at.phase !== "revealed" || !scene || !two || at.ballot === null || this.paired.has(at.ballot)) return;
    const votes = this.votes.get(scene.id);
    if (!votes?.has(1) || !votes.has(2)) return;
    this.paired.add(at.ballot);
    const wish = { do: /** @type {const} */ ("pair"), ballot: at.ballot,
      first: votes.get(1) ?? null, second: votes.get(2) ?? null };
    this.votes.clear();
    setTimeout(() => void this.line?.ask(wish), UNHURRIED * Math.random());
  }
}

const main = document.getElementById("room");
if (main) {
  main.classList.add("ks", "ks-player");
  const phone = new Phone(main);
  addEventListener("hashchange", () => phone.start());
  phone.start();
}
