// The facilitator's console: draws the room as Python has it from the room's server, and says what she commands.

import { acts } from "./console-acts.js";
import { absent, lobby } from "./console-door.js";
import { heading, moment } from "./console-moments.js";
import { noteDesk } from "./console-note.js";
import { Region } from "./console-region.js";
import { bar, notesBeside, path, session } from "./console-room.js";
import { sentenceDesk } from "./console-sentences.js";
import { outbox } from "./outbox.js";
import { announce, h, land, liveRegion, root, say } from "./parts.js";
import { asker } from "./plot.js";
import { clock, runningClock } from "./room-parts.js";
/** @import { ConsoleDrawn, ConsoleView, Desk } from "./console-types.d.ts" */

class Console {
  /** @type {Region[]} */
  #regions = [];
  #live = liveRegion();
  #shown = "";
  #asked = false;
  #up = false;

  /** @param {ConsoleDrawn} drawn */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    this.page = root(el, "console");
    this.page.classList.add("room"); // what was voted looks as it does on the wall
    this.box = outbox(model, this.words, "console");
    this.clock = h("div", { class: "clock", role: "timer", "aria-label": say(this.words, "time_left") });
    this.time = runningClock((seconds) => this.#tick(seconds));
    /** @type {Desk} */
    this.desk = {
      words: this.words, shared: model.get("shared"), clock: this.clock, ask: asker(model, this.words),
      tell: (about, message) => this.#tell(about, message),
      command: (order, more) => this.#command(order, more),
      say: (text) => announce(this.#live, text),
    };
    this.page.append(this.#live, ...this.#parts());
    model.on("change:view", this.draw);
    this.draw();
    this.box.recover();
  }

  leave = () => {
    this.time.set(null);
    this.box.leave();
    this.model.off("change:view", this.draw);
  };

  /** The parts of the page, in order; each is drawn again only where what it shows has changed. */
  #parts() {
    const { desk } = this;
    /** @type {(tag: "div" | "aside", name: string, pick: (view: ConsoleView) => unknown, make: Function) => HTMLElement} */
    const part = (tag, name, pick, make) => {
      const region = new Region(h(tag, { class: name }), pick, make);
      this.#regions.push(region);
      return region.element;
    };
    /** @type {(name: string, pick: (view: ConsoleView) => unknown, make: Function) => HTMLElement} */
    const room = (name, pick, make) => part("div", name,
      (view) => (view.room ? pick(view) : null), (/** @type {unknown} */ picked) => picked && make(desk, picked));
    return [
      part("div", "trouble", ({ problem, room }) => [problem, room?.fault ?? ""],
        (/** @type {string[]} */ texts) => texts.filter(Boolean).map((text) =>
          h("div", { class: "notice problem" }, h("p", {}, text)))),
      h("div", { class: "first" }, room("session", session.of, session.draw), this.box.element),
      part("div", "door", (view) => (view.state === "room" ? null : view),
        (/** @type {ConsoleView | null} */ view) => view && (view.state === "absent" ? absent : lobby)(desk, view)),
      room("top", bar.of, bar.draw),
      room("walked", path.of, path.draw),
      h("div", { class: "cols" },
        h("div", { class: "now" },
          room("moment", moment.of, moment.draw),
          room("sentences", sentenceDesk.of, sentenceDesk.draw),
          room("leaves", noteDesk.of, noteDesk.draw),
          room("acts", acts.of, acts.draw)),
        room("beside", notesBeside.of, notesBeside.draw)),
    ];
  }

  draw = () => {
    const view = this.model.get("view");
    const at = view.room?.parts.at;
    this.page.dataset.state = view.state;
    this.time.set(at?.phase === "ballot" ? at.seconds : null);
    for (const region of this.#regions) region.draw(view);
    this.#moved(view);
  };

  /**
   * Say that the room is at another moment; bring whoever asked for it there.
   * @param {ConsoleView} view
   */
  #moved(view) {
    const shown = view.room ? heading(this.words, view.room) : say(this.words, `at_${view.state}`);
    if (shown !== this.#shown && this.#shown) {
      announce(this.#live, shown);
      if (this.#asked) land(this.page.querySelector(view.room ? ".moment .land" : ".door .land"));
      this.#asked = false;
    }
    this.#shown = shown;
  }

  /** @param {number | null} seconds */
  #tick(seconds) {
    const text = seconds === null ? "" : clock(seconds);
    if (this.clock.textContent !== text) this.clock.textContent = text;
    if (seconds === 0 && !this.#up) announce(this.#live, say(this.words, "time_up"));
    this.#up = seconds === 0;
  }

  /**
   * @param {string} about
   * @param {{ do: string, [key: string]: unknown }} message
   */
  #tell(about, message) {
    this.#asked = true;
    this.box.send(about, message);
  }

  /**
   * @param {string} order
   * @param {Record<string, unknown>} [more]
   */
  #command(order, more = {}) {
    const turn = this.model.get("view").room?.parts.at.turn;
    this.#tell(`${order} ${more.key ?? ""}`, { do: "command", command: { turn, do: order, ...more } });
  }
}

/** @param {ConsoleDrawn} drawn */
function render(drawn) {
  return new Console(drawn).leave;
}

export default { render };
