// The scene as the course shows it, and the private ballot on it.

import { announce, fresh, h, land, say } from "./parts.js";
import { standing } from "./room-parts.js";
import { voice } from "./story.js";
import { ballotShown, longestBar } from "./tally.js";
/** @import { Answer, ChoiceOffered, Mine, Parts, Person, RoomWords, Scene } from "./room-types.d.ts" */

/**
 * What a moment of the room is drawn as; `update` takes what changes while it lasts.
 * @typedef {{ nodes: (Node | false | null)[], update?: (parts: Parts, changed: Parts) => void }} Drawn
 */

/** @typedef {(choice: string | null) => Promise<Answer>} Cast send a vote; null abstains */

/**
 * A scene to be read: rights-holders first, then where things stand, those about people first.
 * @param {RoomWords} words
 * @param {Scene} scene
 * @param {boolean} landing whether its heading is where the focus goes
 */
export function sceneText(words, scene, landing) {
  return [
    scene.brief !== null && h("section", { class: "brief" },
      h("h2", { class: "kicker" }, say(words.player, "you_are", scene.role)),
      h("div", { class: "prose", html: scene.brief })),
    h(landing ? "h1" : "h2", { class: landing ? "land" : "" },
      h("span", { class: "when" }, scene.time), scene.title),
    h("div", { class: "scene", html: scene.html }),
    ...scene.voices.map((each) => voice(words.player, each)),
  ];
}

/**
 * Who this phone votes as, and how that person sees it in this scene.
 * @param {RoomWords} words
 * @param {Person | null | undefined} seat
 * @param {Scene | null} scene
 */
export function seatOf(words, seat, scene) {
  if (!seat) return null;
  const own = scene?.voices.find(({ id }) => id === seat.id);
  return h("section", { class: "seat" },
    h("p", {}, say(words.phone, "seat"), " ", h("b", {}, seat.name), `, ${seat.role}`,
      " · ", h("span", { class: "lens" }, say(words.player, `lens_${seat.lens}`))),
    own ? h("blockquote", { html: own.html }) : scene && h("p", { class: "hint" }, say(words.phone, "seat_silent", seat)));
}

/**
 * The scene before its ballot.
 * @param {RoomWords} words
 * @param {Parts} parts
 * @returns {Drawn}
 */
export function sceneMoment(words, { scene, mine }) {
  if (!scene) return { nodes: [] };
  return { nodes: [
    ...sceneText(words, scene, true), seatOf(words, mine?.seat, scene),
    ...standing(words, scene.indicators, scene.brief === null),
    h("h2", { class: "asked" }, scene.question),
    h("ul", { class: "offered" }, scene.choices.map(({ label }) => h("li", {}, label))),
    h("p", { class: "hint" }, say(words.phone, "ballot_soon"))] };
}

/**
 * The open ballot.
 * @param {RoomWords} words
 * @param {Parts} parts
 * @param {Cast} cast
 * @returns {Drawn}
 */
export function ballotMoment(words, { at, scene, mine, reveal }, cast) {
  if (!scene || !at || !mine) return { nodes: [] };
  const slot = h("div", { class: "booth" });
  let shown = "";
  /** @type {(mine: Mine, own: boolean) => void} */
  const draw = (now, own) => {
    const next = now.voted ? "in" : now.votes ? "open" : "watching";
    if (next === shown) return;
    shown = next;
    slot.replaceChildren(...booth[next]());
    if (own) land(slot.querySelector("h2"));
  };
  const change = () => {
    shown = "changing";
    slot.replaceChildren(form());
    slot.querySelector("input")?.focus();
  };
  const form = () => ballotPaper(words, scene, async (choice) => {
    const answer = await cast(choice);
    if (!answer.error) { shown = ""; draw({ ...mine, voted: true }, true); }
    return answer;
  });
  const booth = {
    open: () => [form()],
    in: () => isIn(words, change),
    watching: () => [h("h2", {}, scene.question), h("p", { class: "notice" }, say(words.phone, "newcomer"))],
  };
  draw(mine, false);
  return {
    nodes: [h("h1", { class: "land" }, say(words.phone, at.round === 2 ? "second_ballot" : "ballot")),
      at.small && h("p", { class: "hint" }, say(words.phone, "small")),
      seatOf(words, mine.seat, scene),
      h("details", { class: "again" }, h("summary", {}, say(words.phone, "scene_again")),
        h("div", {}, ...sceneText(words, scene, false).filter(Boolean))),
      ...(reveal ? [firstShown(words, reveal)] : standing(words, scene.indicators, scene.brief === null)), slot],
    update: (_, changed) => {
      if (changed.mine && shown !== "changing") draw(changed.mine, false);
    },
  };
}

/**
 * What the first ballot showed, to be opened during the second.
 * @param {RoomWords} words
 * @param {NonNullable<Parts["reveal"]>} reveal
 */
const firstShown = (words, reveal) => h("details", { class: "again" },
  h("summary", {}, say(words.phone, "first_again")),
  h("div", {}, reveal.ballots.slice(0, 1).map((each) => ballotShown(words, each, longestBar(reveal)))));

/**
 * @param {RoomWords} words
 * @param {() => void} change
 */
const isIn = (words, change) => [
  h("h2", { class: "is-in" }, say(words.phone, "voted")),
  h("p", {}, say(words.phone, "voted_text")),
  h("button", { class: "button quiet", onclick: change }, say(words.phone, "change"))];

/**
 * The ballot paper: native radios, the way not to say, and one button, which a second tap does not press again.
 * @param {RoomWords} words
 * @param {Scene} scene
 * @param {Cast} cast
 */
function ballotPaper(words, scene, cast) {
  const name = fresh("choice");
  const hint = h("p", { class: "hint", role: "status" }, say(words.phone, "private"));
  const silent = { id: "", label: say(words.room, "abstain"), html: "" };
  const options = [...scene.choices, silent].map((choice) => option(name, choice));
  const button = h("button", { class: "button main" }, say(words.phone, "vote"));
  let sent = false;
  button.addEventListener("click", async () => {
    const picked = options.find(({ radio }) => radio.checked)?.radio;
    if (sent) return;
    if (!picked) {
      announce(hint, say(words.phone, "pick"));
      options[0]?.radio.focus();
      return;
    }
    sent = true;
    const slow = setTimeout(() => announce(hint, say(words.phone, "on_its_way")), 1200);
    const { error } = await cast(picked.value || null);
    clearTimeout(slow);
    sent = false;
    if (error) announce(hint, error.text);
  });
  return h("fieldset", { class: "question" }, h("legend", {}, scene.question),
    options.map(({ row }) => row), button, hint);
}

/**
 * @param {string} name
 * @param {ChoiceOffered} choice
 */
function option(name, { id, label, html }) {
  const radio = h("input", { type: "radio", name, value: id, ...(html && { "aria-describedby": `${name}-${id}` }) });
  const row = h("label", { class: "choice" }, radio, h("span", {}, h("span", { class: "label" }, label),
    html && h("span", { class: "detail", id: `${name}-${id}`, html })));
  return { radio, row };
}
