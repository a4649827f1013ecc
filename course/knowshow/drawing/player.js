// The dilemma player: draws `view` and reports what was decided. What is possible and follows is Python's.

import { ended } from "./debrief.js";
import { Outbox } from "./outbox.js";
import { announce, fresh, goOn, h, land, liveRegion, root, say } from "./parts.js";
import { Picked } from "./picked.js";
import { cast, soFar } from "./so-far.js";
import { stand } from "./stand.js";
import { chips, happened, voice } from "./story.js";
/** @import { Ask, Drawn, Words } from "./page.d.ts" */
/** @import { DebriefQuestions, DecideMessage, PlayerPage, PlayerView, TurnMessage } from "./views.d.ts" */

/** @typedef {DecideMessage | TurnMessage | DebriefQuestions[keyof DebriefQuestions]} Said */

const TURN = "turn"; // what every message here is about: the last one counts
const BUTTONS = /** @type {const} */ (["back", "restart", "return"]);

class Player {
  /** @type {string | null} the key of the scene on the page */
  #shown = null;
  #asked = false; // whether the reader asked for what comes next
  #live = liveRegion();
  #saved = h("span", { class: "saved" });
  #top = h("div", { class: "bar" });
  #body = h("div");

  /** @param {Drawn<PlayerPage>} drawn */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    this.page = root(el, "player");
    this.page.append(this.#top, this.#live, this.#body);
    const story = model.get("view").key.split("/")[0];
    this.picked = new Picked(this.words, story, this.#body);
    /** @type {Outbox<Said>} */
    this.box = new Outbox(model, `player ${story}`, {
      late: () => this.#tell(say(this.words, "not_answering"), "failed"),
      answered: this.#drawStatus,
    });
    this.before = this.box.left().map(([, message]) => message);
    this.ask = asking(this.box, this.words);
    model.on("change:view", this.#draw);
    model.on("change:status", this.#drawStatus);
    this.#draw();
    this.#drawStatus();
    const part = this.model.get("view").over ? ".debrief .title" : "#ks-scene";
    goOn(this.page, () => this.#body.querySelector(part));
  }

  leave = () => {
    this.model.off("change:view", this.#draw);
    this.model.off("change:status", this.#drawStatus);
    this.box.leave();
  };

  /** @param {Said} message */
  #send(message) {
    this.#asked = true;
    this.before = [];
    this.box.send(TURN, message);
  }

  /**
   * The choice made in this scene and not taken yet, because the course stopped before it could answer.
   * @param {string} key
   */
  #interrupted(key) {
    for (const message of this.before) {
      if (message.do === "decide" && message.key === key) return message.choice;
    }
    return null;
  }

  #draw = () => {
    const view = this.model.get("view");
    const moved = this.#shown !== null && this.#shown !== view.key;
    this.#shown = view.key;
    this.#drawBar(view);
    this.#body.replaceChildren(...this.#story(view));
    this.picked.show(view);
    if (moved && this.#asked) {
      announce(this.#live, view.announce);
      land(this.#body.querySelector(".land"));
      this.page.scrollIntoView({ block: "start" });
    }
    this.#asked = false;
  };

  #drawStatus = () => {
    const { text, kind } = this.model.get("status");
    this.#tell(text, kind);
  };

  /**
   * @param {string} text
   * @param {string} kind
   */
  #tell(text, kind) {
    this.#saved.className = `saved ${kind}`;
    this.#saved.textContent = text;
    if (kind !== "failed") return;
    // Beside the button that was pressed: the bar may be out of sight.
    const near = this.#body.querySelector(".question .hint");
    near?.classList.add("failed");
    announce(near ?? this.#live, text);
  }

  /** @param {PlayerView} view */
  #drawBar(view) {
    const can = { back: view.can_back, restart: view.can_restart, return: view.can_return };
    const buttons = BUTTONS.filter((key) => can[key]).map((key) => {
      const onclick = () => {
        this.picked.leave(view.key, key === "back");
        this.#send({ do: key, key: view.key });
      };
      return h("button", { class: "button quiet", onclick }, say(this.words, key));
    });
    this.#top.replaceChildren(
      h("span", { class: "kicker" }, view.title),
      h("span", { class: "place" }, view.place),
      h("span", { class: "grow" }),
      this.#saved,
      ...(view.over ? [] : soFar(this.words, view)), ...buttons);
  }

  /** @param {PlayerView} view */
  #story(view) {
    const brief = view.brief && h("section", { class: "brief" },
      h("h2", { class: "kicker" }, say(this.words, "you_are", view.role)),
      h("div", { class: "prose", html: view.brief }));
    const heard = view.named.length + view.voices.length > 0 && h("div", { class: "heard" },
      view.named.length > 0 && h("div", { class: "introduced" },
        h("h2", { class: "kicker" }, say(this.words, "named_here")), cast(this.words, view.named)),
      view.voices.map((event) => voice(this.words, event)));
    const tale = h("div", { class: "tale" },
      view.notice && h("div", { class: "notice" }, h("p", {}, view.notice)), brief,
      view.happened.map((event, i) => happened(this.words, view.principles, event, i === 0)),
      h("div", { class: "telling" },
        h("section", { class: "scene-part", "aria-labelledby": "ks-scene" },
          h("h2", { id: "ks-scene", class: view.happened.length ? "" : "land" },
            h("span", { class: "when" }, view.scene.time), view.scene.title),
          h("div", { class: "scene", html: view.scene.html })), heard),
      h("div", { class: "decision" }, stand(this.words, view),
        view.choices.length > 0 && this.#question(view)), inPlay(this.words, view));
    return view.debrief ? [tale, ended(this.words, view, view.debrief, this.ask)] : [tale];
  }

  /** @param {PlayerView} view */
  #question(view) {
    const name = fresh("choice");
    const before = this.#interrupted(view.key);
    const text = say(this.words, before ? "interrupted" : "until");
    const hint = h("span", { class: "hint", role: "status" }, text);
    const radios = view.choices.map((choice) => h("input", { type: "radio", name, value: choice.id,
      checked: choice.id === before, "aria-describedby": `${name}-${choice.id}`,
      onchange: () => { if (hint.textContent === say(this.words, "pick")) announce(hint, text); } }));
    const decide = () => {
      const picked = radios.find((radio) => radio.checked);
      if (picked) return this.#send({ do: "decide", choice: picked.value, key: view.key });
      announce(hint, say(this.words, "pick"));
      radios[0].focus({ preventScroll: true });
      return field.scrollIntoView({ block: "nearest" }); // both where she is and what is said
    };
    const field = h("fieldset", { class: "question" },
      h("legend", {}, view.question),
      h("div", { class: "offers" },
        view.choices.map((choice, i) => h("label", { class: "choice" }, radios[i],
          h("div", {}, h("b", { class: "label" }, choice.label),
            h("span", { class: "detail", id: `${name}-${choice.id}`, html: choice.html })))),
        h("div", { class: "go" },
          h("button", { class: "button main", onclick: decide }, say(this.words, "decide")), hint)));
    return field;
  }
}

/**
 * A way to put questions about the story to Python.
 * @param {Outbox<Said>} box
 * @param {Words} words
 */
function asking(box, words) {
  return /** @type {Ask} */ ((question, patience) =>
    box.ask(question, say(words, "no_answer"), patience));
}

/**
 * The principles that a decision turns on.
 * @param {Words} words
 * @param {PlayerView} view
 */
function inPlay(words, view) {
  return !view.over && view.cites.length > 0 && h("div", { class: "group" },
    h("h2", { class: "side" }, say(words, "in_play")), chips(words, view.principles, view.cites));
}

/** @param {Drawn<PlayerPage>} drawn */
function render(drawn) {
  return new Player(drawn).leave;
}

export default { render };
