// The debrief: what is talked about when a story has ended. What it says is Python's; this draws it.

import { fresh, h, land, say } from "./parts.js";
import { chartButton } from "./plot.js";
import { sheetButton } from "./sheet.js";
import { standing } from "./standing.js";
import { chips, happened, section } from "./story.js";
import { tabStrip } from "./tabs.js";
import { movedBy, whatIf } from "./whatif.js";
/** @import { Ask, Child, Words } from "./page.d.ts" */
/** @import { DebriefView, LifeView, PlayerView, WalkedView } from "./views.d.ts" */

/**
 * Everything below the ending's scene; `ask` puts a question to Python.
 * @param {Words} words
 * @param {PlayerView} view
 * @param {DebriefView} debrief
 * @param {Ask} ask
 */
export function ended(words, view, debrief, ask) {
  const stands = standing(words, ask, view);
  return h("div", { class: "debrief", onfocusin: stands.near },
    h("div", { class: "opening" },
      h("h2", { class: "title" }, say(words, "looking_back", debrief)),
      h("p", { class: "lead" }, say(words, "no_score")),
      h("h3", {}, say(words, "headline")),
      h("ul", { class: "headline" }, debrief.headline.map((line) => h("li", {}, line))),
      sheetButton(words, ask)),
    new Path(words, view, debrief, ask).element,
    lived(words, debrief.people),
    whatIf(words, ask, view),
    stands.part,
    differing(words, view, debrief),
    lessons(words, view, debrief),
    leaned(words, view, debrief, ask));
}

/** The path as a line: each step opens what followed from it, in place and for reading only. */
class Path {
  #panel = h("div", { id: fresh("step"), class: "step", hidden: true });

  /**
   * @param {Words} words
   * @param {PlayerView} view
   * @param {DebriefView} debrief
   * @param {Ask} ask
   */
  constructor(words, view, debrief, ask) {
    this.words = words;
    this.view = view;
    this.walk = debrief.walk;
    const shut = { class: "stop", "aria-expanded": "false", "aria-controls": this.#panel.id };
    this.stops = this.walk.map((step, i) => h("button", { ...shut, onclick: () => this.#press(i) },
      h("small", {}, step.time), step.label));
    this.element = section(words, "your_path",
      h("p", { class: "hint" }, say(words, "path_hint")),
      h("ol", { class: "path" }, this.stops.map((stop) => h("li", {}, stop)),
        h("li", { class: "end" }, h("small", {}, debrief.time), debrief.title)), this.#panel,
      chartButton(words, say(words, "show_time"), ask, { chart: "time" }));
  }

  /** @param {number} i */
  #press(i) {
    if (this.stops[i].getAttribute("aria-expanded") === "true") this.#close(i);
    else this.#open(i);
  }

  /** @param {number} i */
  #open(i) {
    this.stops.forEach((stop, each) => stop.setAttribute("aria-expanded", String(each === i)));
    this.#panel.hidden = false;
    const onclick = () => this.#close(i);
    const fold = h("button", { class: "button quiet", onclick }, say(this.words, "fold"));
    this.#panel.replaceChildren(...stepped(this.words, this.view, this.walk[i]),
      h("div", { class: "go" }, this.#turn(i - 1, "earlier"), this.#turn(i + 1, "later"), fold));
  }

  /**
   * @param {number} to
   * @param {string} key
   */
  #turn(to, key) {
    const onclick = () => {
      this.#open(to);
      land(this.#panel.querySelector("h3"));
    };
    return h("button", { class: "button quiet", disabled: !this.walk[to], onclick }, say(this.words, key));
  }

  /** @param {number} i */
  #close(i) {
    this.#panel.hidden = true;
    this.stops[i].setAttribute("aria-expanded", "false");
    this.stops[i].focus();
  }
}

/**
 * @param {Words} words
 * @param {PlayerView} view
 * @param {WalkedView} step
 */
function stepped(words, view, step) {
  const moved = step.moved.length
    ? h("ul", { class: "facts" }, step.moved.map((each) => movedBy(words, each)))
    : h("p", { class: "hint" }, say(words, "nothing_moved"));
  return [
    h("h3", {}, say(words, "step_title", step)),
    h("div", { class: "walked" },
      h("div", {}, step.happened.map((each) => happened(words, view.principles, each, false, "h4"))),
      h("div", {}, h("h4", { class: "side" }, say(words, "moved")), moved)),
  ];
}

/**
 * The same story through each stakeholder: tabs, rights-holders first; arrows move along them.
 * @param {Words} words
 * @param {readonly LifeView[]} people
 */
function lived(words, people) {
  const panel = h("div", { role: "tabpanel", id: fresh("life"), tabindex: "0", class: "life" });
  const names = people.map((person) =>
    [h("b", {}, person.name), h("small", { class: "lens" }, say(words, `lens_${person.lens}`))]);
  const strip = tabStrip(say(words, "lived"), names, (i, tab) => {
    panel.setAttribute("aria-labelledby", tab.id);
    panel.replaceChildren(...life(words, people[i]));
  });
  strip.tabs.forEach((tab, i) => {
    tab.setAttribute("aria-controls", panel.id);
    tab.classList.toggle("rights", people[i].lens === "rightsholder");
  });
  return section(words, "lived", strip.element, panel);
}

/**
 * @param {Words} words
 * @param {LifeView} person
 */
function life(words, person) {
  const own = person.life
    ? h("blockquote", { class: "scene", html: person.life })
    : h("p", { class: "hint" }, say(words, person.said.length ? "no_life" : "silent", person));
  const said = person.said.map(({ time, html }) =>
    h("div", { class: "said" }, h("p", { class: "hint" }, time), h("blockquote", { html })));
  const rights = person.lens === "rightsholder" ? "name rights" : "name";
  return [
    h("div", {}, h("p", { class: rights }, h("b", {}, person.name), ` · ${person.role}`), own,
      said.length > 0 && h("details", { open: !person.life }, h("summary", {}, say(words, "heard")), said)),
    h("div", { class: "around" },
      h("h3", {}, say(words, "fares")),
      facts(person.fares.map((fare) => movedBy(words, fare)), say(words, "fares_none")),
      h("h3", {}, say(words, "touched")),
      facts(person.reached.map((reach) =>
        h("li", {}, `${reach.time}: ${say(words, reach.later ? "touched_later" : "touched_by", reach)}`)),
      say(words, "touched_none"))),
  ];
}

/**
 * A list, or words where there is nothing in it.
 * @param {readonly HTMLElement[]} items
 * @param {string} none
 * @returns {Child}
 */
const facts = (items, none) =>
  items.length ? h("ul", { class: "facts" }, items) : h("p", { class: "hint" }, none);

/**
 * @param {Words} words
 * @param {PlayerView} view
 * @param {DebriefView} debrief
 */
const differing = (words, view, debrief) => section(words, "differ",
  h("p", { class: "hint" }, say(words, "differ_hint")),
  debrief.differ.map((topic) => h("div", { class: "differs" }, h("h3", {}, topic.question),
    h("div", { class: "sides" }, topic.views.map((side) =>
      h("div", {}, h("p", { class: "side" }, side.held_by), h("p", { html: side.html })))),
    chips(words, view.principles, topic.cites))));

/**
 * @param {Words} words
 * @param {PlayerView} view
 * @param {DebriefView} debrief
 */
const lessons = (words, view, debrief) => section(words, "lessons",
  h("ol", { class: "taken" }, debrief.lessons.map((lesson) => h("li", {},
    h("div", { class: "prose", html: lesson.html }), chips(words, view.principles, lesson.cites)))));

/**
 * The principles that the path's decisions rest on, and those it left aside.
 * @param {Words} words
 * @param {PlayerView} view
 * @param {DebriefView} debrief
 * @param {Ask} ask
 */
function leaned(words, view, { relied, untouched }, ask) {
  const groups = Object.entries({ relied, untouched }).map(([key, cites]) => h("div", {},
    h("h3", {}, say(words, key)),
    cites.length
      ? chips(words, view.principles, cites)
      : h("p", { class: "hint" }, say(words, `${key}_none`))));
  return section(words, "principles", h("div", { class: "sides" }, groups),
    chartButton(words, say(words, "show_profile"), ask, { chart: "profile" }));
}
