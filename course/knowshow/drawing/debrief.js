// The debrief: what is talked about when a story has ended. What it says is Python's; this draws it.

import { movedBy, standing, whatIf } from "./compare.js";
import { fresh, h, land, say } from "./parts.js";
import { chartButton } from "./plot.js";
import { chips, happened, section } from "./story.js";

/** Everything below the ending's scene; `ask` puts a question to Python. */
export function ended(words, view, ask) {
  const debrief = view.debrief;
  const stands = standing(words, ask, view);
  return h("div", { class: "debrief", onfocusin: stands.near },
    h("div", { class: "opening" },
      h("h2", { class: "title" }, say(words, "looking_back", debrief)),
      h("p", { class: "lead" }, say(words, "no_score"))),
    path(words, view, ask),
    lived(words, view),
    whatIf(words, ask, view),
    stands.part,
    differing(words, view),
    lessons(words, view),
    leaned(words, view, ask));
}

/** The path as a line: each step opens what followed from it, in place and for reading only. */
function path(words, view, ask) {
  const walk = view.debrief.walk;
  const id = fresh("step");
  const panel = h("div", { id, class: "step", hidden: true });
  const buttons = walk.map((step, i) => h("button", { class: "stop", "aria-expanded": "false", "aria-controls": id, onclick: () => (buttons[i].getAttribute("aria-expanded") === "true" ? close(i) : open(i)) },
    h("small", {}, step.time), step.label));

  function open(i) {
    buttons.forEach((button, each) => button.setAttribute("aria-expanded", String(each === i)));
    panel.hidden = false;
    const go = (to, key) => h("button", { class: "button quiet", disabled: !walk[to], onclick: () => { open(to); land(panel.querySelector("h3")); } }, say(words, key));
    panel.replaceChildren(...stepped(words, view, walk[i]),
      h("div", { class: "go" }, go(i - 1, "earlier"), go(i + 1, "later"), h("button", { class: "button quiet", onclick: () => close(i) }, say(words, "fold"))));
  }
  function close(i) {
    panel.hidden = true;
    buttons[i].setAttribute("aria-expanded", "false");
    buttons[i].focus();
  }
  return section(words, "your_path",
    h("p", { class: "hint" }, say(words, "path_hint")),
    h("ol", { class: "path" }, buttons.map((button) => h("li", {}, button)),
      h("li", { class: "end" }, h("small", {}, view.debrief.time), view.debrief.title)), panel,
    chartButton(words, say(words, "show_time"), ask, { chart: "time" }));
}

function stepped(words, view, step) {
  return [
    h("h3", {}, say(words, "step_title", step)),
    h("div", { class: "walked" },
      h("div", {}, step.happened.map((one) => happened(words, view.principles, one, false, 4))),
      h("div", {}, h("h4", { class: "side" }, say(words, "moved")), step.moved.length
        ? h("ul", { class: "facts" }, step.moved.map((one) => movedBy(words, one)))
        : h("p", { class: "hint" }, say(words, "nothing_moved")))),
  ];
}

/** The same story through each stakeholder: tabs, rights-holders first; arrows move along them. */
function lived(words, view) {
  const people = view.debrief.people;
  const base = fresh("life");
  const tabs = people.map((one, i) => h("button", { role: "tab", id: `${base}-tab-${i}`, "aria-controls": `${base}-panel`, onclick: () => choose(i), onkeydown: (event) => move(event, i) },
    h("b", {}, one.name), h("small", { class: "lens" }, say(words, `lens_${one.lens}`))));
  const panel = h("div", { role: "tabpanel", id: `${base}-panel`, tabindex: "0", class: "life" });
  tabs.forEach((tab, i) => tab.classList.toggle("rights", people[i].lens === "rightsholder"));

  function choose(i) {
    tabs.forEach((tab, each) => { tab.setAttribute("aria-selected", String(each === i)); tab.tabIndex = each === i ? 0 : -1; });
    panel.setAttribute("aria-labelledby", tabs[i].id);
    panel.replaceChildren(...life(words, people[i]));
  }
  function move(event, i) {
    const onward = getComputedStyle(tabs[0]).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const to = { [onward]: i + 1, [onward === "ArrowRight" ? "ArrowLeft" : "ArrowRight"]: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    choose(next);
    tabs[next].focus();
  }
  choose(0);
  return section(words, "lived", h("div", { class: "tabs", role: "tablist", "aria-label": say(words, "lived") }, tabs), panel);
}

function life(words, one) {
  const list = (items, none, make) => (items.length ? h("ul", { class: "facts" }, items.map(make)) : h("p", { class: "hint" }, none));
  const told = one.life
    ? h("blockquote", { class: "scene", html: one.life })
    : h("p", { class: "hint" }, say(words, one.said.length ? "no_life" : "silent", one));
  return [
    h("div", {},
      h("p", { class: `name${one.lens === "rightsholder" ? " rights" : ""}` }, h("b", {}, one.name), ` · ${one.role}`),
      told,
      one.said.length ? h("details", { open: !one.life }, h("summary", {}, say(words, "heard")),
        one.said.map((said) => h("div", { class: "said" }, h("p", { class: "hint" }, said.time), h("blockquote", { html: said.html })))) : null),
    h("div", { class: "around" },
      h("h3", {}, say(words, "fares")),
      list(one.fares, say(words, "fares_none"), (fare) => movedBy(words, fare)),
      h("h3", {}, say(words, "touched")),
      list(one.reached, say(words, "touched_none"), (reach) => h("li", {}, `${reach.time}: ${say(words, reach.later ? "touched_later" : "touched_by", reach)}`))),
  ];
}

const differing = (words, view) => section(words, "differ",
  h("p", { class: "hint" }, say(words, "differ_hint")),
  view.debrief.differ.map((one) => h("div", { class: "differs" }, h("h3", {}, one.question),
    h("div", { class: "sides" }, one.views.map((side) => h("div", {}, h("p", { class: "side" }, side.held_by), h("p", { html: side.html })))),
    chips(words, view.principles, one.cites))));

const lessons = (words, view) => section(words, "lessons",
  h("ol", { class: "taken" }, view.debrief.lessons.map((lesson) => h("li", {}, h("div", { class: "prose", html: lesson.html }), chips(words, view.principles, lesson.cites)))));

/** The principles that the path's decisions rest on, and those it left aside. */
function leaned(words, view, ask) {
  const group = (key) => {
    const cites = view.debrief[key];
    return h("div", {}, h("h3", {}, say(words, key)), cites.length ? chips(words, view.principles, cites) : h("p", { class: "hint" }, say(words, `${key}_none`)));
  };
  return section(words, "principles", h("div", { class: "sides" }, group("relied"), group("untouched")),
    chartButton(words, say(words, "show_profile"), ask, { chart: "profile" }));
}
