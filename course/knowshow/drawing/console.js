// The facilitator's console: draws the room as its server tells it, and says what she commands.

import { acts } from "./console-acts.js";
import { door } from "./console-door.js";
import { heading, moment } from "./console-moments.js";
import { noteDesk } from "./console-note.js";
import { Region } from "./console-region.js";
import { bar, notesBeside, path, session, trouble } from "./console-room.js";
import { sentenceDesk } from "./console-sentences.js";
import { announce, h, land, liveRegion, root, say } from "./parts.js";
import { clock, runningClock } from "./room-parts.js";
import { saving } from "./saving.js";
/** @import { Ask, Drawn } from "./page.d.ts" */
/** @import { ConsoleMessage, ConsolePage, ConsoleView, Desk, Part } from "./console-types.d.ts" */
/** @import { Note, NoteQuestion } from "./console-types.d.ts" */

const PATIENCE = 40000; // milliseconds for a note, for which all ways of a story are counted

class Console {
  /** @type {{ draw(view: ConsoleView): void }[]} */
  #regions = [];
  #live = liveRegion();
  #shown = ""; // where the room was when it was drawn last
  #asked = false; // whether the reader asked for what comes next
  #up = false; // whether the clock has run out

  /** @param {Drawn<ConsolePage>} drawn */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    this.page = root(el, "console");
    this.page.classList.add("room"); // what was voted looks as it does on the wall
    const { box, element } = saving(model, "console", this.words);
    this.box = box;
    this.clock = h("div", { class: "clock", role: "timer", "aria-label": say(this.words, "time_left") });
    this.time = runningClock((seconds) => this.#tick(seconds));
    this.desk = this.#desk();
    this.page.append(this.#live, ...this.#laid(element));
    model.on("change:view", this.draw);
    this.draw();
    box.recover();
  }

  leave = () => {
    this.time.set(null);
    this.box.leave();
    this.model.off("change:view", this.draw);
  };

  /** @returns {Desk} */
  #desk() {
    const late = say(this.words, "no_answer");
    const ask = /** @type {Ask} */ ((question, patience) =>
      this.box.ask(question, late, patience));
    return {
      words: this.words, shared: this.model.get("shared"), clock: this.clock, ask,
      note: async () => {
        /** @type {NoteQuestion} */
        const question = { do: "ask", ask: "note" };
        const { answer } = await this.box.ask(question, late, PATIENCE);
        return /** @type {Note} */ (answer);
      },
      tell: (about, message) => this.#tell(about, message),
      command: (order, more = {}) => {
        const turn = this.model.get("view").room?.parts.at.turn;
        this.#tell(`${order} ${more.key ?? ""}`, { do: "command", command: { turn, do: order, ...more } });
      },
      say: (text) => announce(this.#live, text),
    };
  }

  /**
   * The parts of the page, in order; each is drawn again only where what it shows has changed.
   * @param {Element} saved how it stands with what the room was told
   */
  #laid(saved) {
    return [
      h("div", { class: "first" }, this.#region("session", session), saved),
      this.#region("trouble", trouble),
      this.#region("door", door),
      this.#region("top", bar),
      this.#region("walked", path),
      h("div", { class: "cols" },
        h("div", { class: "now" }, this.#region("moment", moment), this.#region("sentences", sentenceDesk),
          this.#region("leaves", noteDesk), this.#region("acts", acts)),
        this.#region("beside", notesBeside)),
    ];
  }

  /**
   * @template Picked
   * @param {string} name
   * @param {Part<Picked>} part
   */
  #region(name, part) {
    const made = new Region(h("div", { class: name }), this.desk, part);
    this.#regions.push(made);
    return made.element;
  }

  draw = () => {
    const view = this.model.get("view");
    const at = view.room?.parts.at;
    this.page.dataset.state = view.state;
    this.time.set(at?.phase === "ballot" ? at.seconds : null);
    for (const region of this.#regions) region.draw(view);
    this.#arrive(view);
  };

  /**
   * Say that the room is at another moment; bring whoever asked for it there.
   * @param {ConsoleView} view
   */
  #arrive(view) {
    const shown = view.room ? heading(this.words, view.room) : say(this.words, `state_${view.state}`);
    if (shown !== this.#shown && this.#shown) {
      announce(this.#live, shown);
      if (this.#asked) {
        land(this.page.querySelector(view.room ? ".moment .land" : ".door .land"));
        this.page.scrollIntoView({ block: "start" });
      }
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
   * @param {ConsoleMessage} message
   */
  #tell(about, message) {
    this.#asked = true;
    this.box.send(about, message);
  }
}

/** @param {Drawn<ConsolePage>} drawn */
function render(drawn) {
  return new Console(drawn).leave;
}

export default { render };
