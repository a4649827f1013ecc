// Before there is a room: open a server or find one, choose a story and a plan.

import { asking } from "./console-asking.js";
import { fresh, h, say } from "./parts.js";
/** @import { ConsoleView, Desk, Part, RoomLine, StoryLine } from "./console-types.d.ts" */
/** @import { Words } from "./page.d.ts" */

const PLANS = ["60", "90", "half-day"];
const USUAL = "90";
const REHEARSED = 20;

/**
 * Drawn while no room is chosen.
 * @type {Part<ConsoleView>}
 */
export const door = {
  of: (view) => (view.state === "room" ? null : view),
  draw: (desk, view) => (view.state === "absent" ? absent(desk, view) : lobby(desk, view)),
};

/**
 * No server answers: open one here, or go to one elsewhere.
 * @param {Desk} desk
 * @param {ConsoleView} view
 */
function absent(desk, view) {
  const { words } = desk;
  const open = () => {
    desk.say(say(words, "opening"));
    desk.tell("open", { do: "open" });
  };
  return [
    h("h2", { class: "title land" }, say(words, "absent_title")),
    h("p", { class: "prose" }, say(words, "absent_lead")),
    h("div", { class: "go" }, h("button", { class: "button main", onclick: open }, say(words, "open_here"))),
    elsewhere(desk, view),
    h("p", { class: "prose muted" }, say(words, "promise")),
  ];
}

/**
 * @param {Desk} desk
 * @param {ConsoleView} view
 */
function elsewhere(desk, view) {
  const { words } = desk;
  const address = h("input", { class: "field", id: fresh("address"), type: "url", autocomplete: "off" });
  const token = h("input", { class: "field", id: fresh("token"), type: "text", autocomplete: "off" });
  const connect = () => desk.tell("elsewhere",
    { do: "elsewhere", address: address.value, token: token.value });
  return h("details", { class: "elsewhere", open: view.far },
    h("summary", {}, say(words, "elsewhere")),
    h("p", { class: "hint" }, say(words, "elsewhere_hint")),
    h("div", { class: "pair" },
      h("div", {}, h("label", { for: address.id }, say(words, "address")), address),
      h("div", {}, h("label", { for: token.id }, say(words, "token")), token)),
    h("div", { class: "go" },
      h("button", { class: "button", onclick: connect }, say(words, "connect")),
      view.far && h("button", { class: "button quiet", onclick: () => desk.tell("forget", { do: "forget" }) },
        say(words, "forget", { address: view.where }))));
}

/**
 * A server answers: go into one of its rooms, or make another.
 * @param {Desk} desk
 * @param {ConsoleView} view
 */
function lobby(desk, view) {
  const { words } = desk;
  const done = view.far ? "forget" : "stop";
  const confirm = asking(desk);
  const act = () => desk.tell(done, { do: done });
  const onclick = () => (done === "stop" && rooms.length > 0 ? confirm.press(done, act) : act());
  const rooms = view.rooms.filter(({ phase }) => phase !== "ended");
  return [
    rooms.length > 0 && h("section", {},
      h("h2", { class: "title land" }, say(words, "rooms")),
      h("ul", { class: "rooms" }, rooms.map((room) => roomLine(desk, room)))),
    choosing(desk, view.stories, rooms.length > 0),
    h("p", { class: "hint" }, say(words, view.near ? "server_near" : "server_far", { address: view.where })),
    h("div", {}, h("button", { class: "button quiet", onclick }, say(words, done, { address: view.where }))),
    confirm.place,
  ];
}

/**
 * @param {Desk} desk
 * @param {RoomLine} room
 */
const roomLine = ({ words, tell }, room) => h("li", {},
  h("b", {}, room.story.title), " ",
  h("span", { class: "hint" }, `${say(words, `phase_${room.phase}`)} · ${spelled(room.code)}`), " ",
  h("button", { class: "button", onclick: () => tell("enter", { do: "enter", code: room.code }) },
    say(words, "go_in", { title: room.story.title })));

/** @param {string} code */
export const spelled = (code) => `${code.slice(0, 3)} ${code.slice(3)}`;

/**
 * @param {Desk} desk
 * @param {readonly StoryLine[]} stories
 * @param {boolean} second whether rooms stand above
 */
function choosing(desk, stories, second) {
  const { words } = desk;
  const hint = h("span", { class: "hint", role: "status" });
  const name = fresh("story");
  const cards = stories.map((each) => storyCard(words, name, each));
  const plan = plans(words);
  const more = extras(words);
  const make = () => {
    const picked = cards.find(({ radio }) => radio.checked);
    if (!picked) {
      hint.textContent = say(words, "pick_story");
      return;
    }
    const wanted = { scenario: picked.radio.value, minutes: plan.value(), ...more.value() };
    desk.tell("new", { do: "new", ...wanted });
  };
  return h("section", { class: "choosing" },
    h("h2", { class: second ? "title" : "title land" }, say(words, second ? "another_room" : "new_room")),
    h("fieldset", { class: "question stories" }, h("legend", {}, say(words, "which_story")),
      cards.map(({ element }) => element)),
    plan.element, more.element,
    h("div", { class: "go" },
      h("button", { class: "button main", onclick: make }, say(words, "make")), hint));
}

/** @param {Words} words */
function plans(words) {
  const name = fresh("plan");
  const radios = PLANS.map((value) => h("input", { type: "radio", name, value, checked: value === USUAL }));
  const element = h("fieldset", { class: "plan" }, h("legend", { class: "side" }, say(words, "which_plan")),
    radios.map((radio) => h("label", {}, radio, say(words, `plan_${radio.value}`))));
  return { element, value: () => radios.find(({ checked }) => checked)?.value ?? USUAL };
}

/**
 * Seats and a rehearsal.
 * @param {Words} words
 */
function extras(words) {
  const seats = h("input", { type: "checkbox" });
  const people = h("input", { class: "field number", type: "number", min: 1, max: 500, value: REHEARSED,
    disabled: true, "aria-label": say(words, "rehearse_people") });
  const onchange = () => { people.disabled = !rehearse.checked; };
  const rehearse = h("input", { type: "checkbox", onchange });
  const element = h("div", { class: "plan" },
    h("label", {}, seats, say(words, "seats")), h("p", { class: "hint" }, say(words, "seats_hint")),
    h("div", { class: "rehearse" }, h("label", {}, rehearse, say(words, "rehearse")), people),
    h("p", { class: "hint" }, say(words, "rehearse_hint")));
  const simulated = () => (rehearse.checked ? Math.round(Number(people.value)) : 0);
  return { element, value: () => ({ seats: seats.checked, rehearse: simulated() }) };
}

/**
 * @param {Words} words
 * @param {string} name
 * @param {StoryLine} story
 */
function storyCard(words, name, { id, title, summary, minutes }) {
  const radio = h("input", { type: "radio", name, value: id });
  const element = h("label", { class: "choice" }, radio,
    h("span", {}, h("span", { class: "label" }, title), h("span", { class: "detail" }, summary),
      h("span", { class: "hint" }, say(words, "story_minutes", { minutes }))));
  return { element, radio };
}
