// Before there is a room: open a server or find one, choose a story and a plan.

import { fresh, h, say } from "./parts.js";
/** @import { ConsoleView, Desk, RoomLine, StoryLine } from "./console-types.d.ts" */

const PLANS = ["60", "90", "half-day"];
const REHEARSED = 20;

/**
 * No server answers: open one here, or go to one elsewhere.
 * @param {Desk} desk
 * @param {ConsoleView} view
 */
export function absent(desk, view) {
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
export function lobby(desk, view) {
  const { words } = desk;
  const rooms = view.rooms.filter(({ phase }) => phase !== "ended");
  return [
    rooms.length > 0 && h("section", {},
      h("h2", { class: "title land" }, say(words, "rooms")),
      h("ul", { class: "rooms" }, rooms.map((room) => roomLine(desk, room)))),
    choosing(desk, view.stories, rooms.length > 0),
    h("p", { class: "hint" }, say(words, view.near ? "server_near" : "server_far", { address: view.where })),
    h("div", {}, view.far
      ? h("button", { class: "button quiet", onclick: () => desk.tell("forget", { do: "forget" }) },
        say(words, "forget", { address: view.where }))
      : h("button", { class: "button quiet", onclick: () => desk.tell("stop", { do: "stop" }) }, say(words, "stop"))),
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
  const story = fresh("story");
  const plan = fresh("plan");
  const seats = h("input", { type: "checkbox" });
  const rehearse = h("input", { type: "checkbox", onchange: () => { people.disabled = !rehearse.checked; } });
  const people = h("input", { class: "field number", type: "number", min: 1, max: 500, value: REHEARSED,
    disabled: true, "aria-label": say(words, "rehearse_people") });
  const hint = h("span", { class: "hint", role: "status" });
  const make = () => {
    const picked = document.querySelector(`input[name="${story}"]:checked`);
    if (!(picked instanceof HTMLInputElement)) {
      hint.textContent = say(words, "pick_story");
      return;
    }
    const minutes = document.querySelector(`input[name="${plan}"]:checked`);
    desk.tell("new", { do: "new", scenario: picked.value, minutes: minutes?.getAttribute("value") ?? "90",
      seats: seats.checked, rehearse: rehearse.checked ? Math.round(Number(people.value)) : 0 });
  };
  return h("section", { class: "choosing" },
    h("h2", { class: second ? "title" : "title land" }, say(words, second ? "another_room" : "new_room")),
    h("fieldset", { class: "question stories" }, h("legend", {}, say(words, "which_story")),
      stories.map((each) => storyCard(words, story, each))),
    h("fieldset", { class: "plan" }, h("legend", { class: "side" }, say(words, "which_plan")),
      PLANS.map((each) => h("label", {}, h("input", { type: "radio", name: plan, value: each, checked: each === "90" }),
        say(words, `plan_${each}`)))),
    h("div", { class: "plan" },
      h("label", {}, seats, say(words, "seats")), h("p", { class: "hint" }, say(words, "seats_hint")),
      h("div", { class: "rehearse" }, h("label", {}, rehearse, say(words, "rehearse")), people),
      h("p", { class: "hint" }, say(words, "rehearse_hint"))),
    h("div", { class: "go" }, h("button", { class: "button main", onclick: make }, say(words, "make")), hint));
}

/**
 * @param {Readonly<Record<string, string>>} words
 * @param {string} name
 * @param {StoryLine} story
 */
const storyCard = (words, name, { id, title, summary, minutes }) => h("label", { class: "choice" },
  h("input", { type: "radio", name, value: id }),
  h("span", {}, h("span", { class: "label" }, title),
    h("span", { class: "detail" }, summary), h("span", { class: "hint" }, say(words, "story_minutes", { minutes }))));
