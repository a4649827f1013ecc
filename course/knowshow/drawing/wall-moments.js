// The thoughts of each moment on the wall: lists of blocks, each list one screen where it fits.

import { wordsOfRoom } from "./aftermath.js";
import { h, say } from "./parts.js";
import { amount } from "./room-parts.js";
import { change, voice } from "./story.js";
import { ballotShown, bySeat, hearFirst, longestBar, moved, sentencesShown, wentWhere } from "./tally.js";
/** @import { At, Followed, Happened, Indicator, Parts, RoomWords, Scene } from "./room-types.d.ts" */

/** @typedef {{ screens: HTMLElement[][], prompt: string }} Thoughts what to show, and the line below it */

/**
 * @param {RoomWords} words
 * @param {Parts} parts
 * @param {HTMLElement} clock
 * @param {HTMLElement} turnout
 * @returns {Thoughts}
 */
export function thoughts(words, parts, clock, turnout) {
  const { at, scene, reveal, followed, debrief } = parts;
  if (at?.phase === "lobby") return lobby(words, at);
  if (at?.phase === "ballot" && scene) return ballot(words, at, scene, clock, turnout);
  if (at?.phase === "scene" && scene) return { screens: sceneScreens(words, scene), prompt: "" };
  if (at?.phase === "revealed" && reveal) return revealed(words, parts);
  if (followed) return { screens: followedScreens(words, followed), prompt: reached(words, followed) };
  if (debrief) return { screens: looking(words, debrief), prompt: say(words.wall, "thirty") };
  return { screens: [[h("div", {}, h("h1", {}, say(words.wall, "ended")),
    h("p", {}, say(words.wall, "ended_text")))]], prompt: say(words.wall, "rule") };
}

/**
 * @param {RoomWords} words
 * @param {At} at
 * @returns {Thoughts}
 */
function lobby(words, at) {
  const name = say(words.wall, "qr");
  const picture = h("div", { class: "qr", role: "img", "aria-label": name, html: at.qr ?? "" });
  return { prompt: say(words.wall, "promise"), screens: [[h("div", { class: "two" },
    h("div", {}, h("h1", {}, say(words.wall, "join")), h("p", {}, say(words.wall, "point")),
      h("p", { class: "address" }, h("b", {}, at.join ?? "")), h("p", {}, say(words.wall, "type")),
      h("p", { class: "code" }, at.code ?? "")),
    picture)]] };
}

/**
 * @param {RoomWords} words
 * @param {At} at
 * @param {Scene} scene
 * @param {HTMLElement} clock
 * @param {HTMLElement} turnout
 * @returns {Thoughts}
 */
function ballot(words, at, scene, clock, turnout) {
  return { prompt: say(words.wall, at.round === 2 ? "decide_again" : "decide"), screens: [[
    h("div", { class: "two" },
      h("div", {}, h("h1", {}, scene.question),
        h("ol", {}, scene.choices.map(({ label }) => h("li", {}, label)))),
      h("div", {}, clock, h("p", { class: "quiet" }, say(words.wall, "left_to_vote")), turnout))]] };
}

/**
 * Paragraphs of the course's own HTML, each a block that a screen can begin with.
 * @param {string} html
 * @param {string} name
 */
function paragraphs(html, name) {
  const all = h("div", { html });
  return [...all.children].map((child) => h("div", { class: name }, child));
}

/**
 * @param {RoomWords} words
 * @param {Scene} scene
 */
function sceneScreens(words, scene) {
  const title = h("h1", {}, scene.title);
  const brief = scene.brief === null ? [] : [[
    h("h1", {}, say(words.wall, "role", scene.role)), ...paragraphs(scene.brief, "prose")]];
  return [...brief, [title, ...paragraphs(scene.html, "serif")],
    ...scene.voices.map((each) => [voice(words.player, each)]),
    ...figures(words, scene.indicators, scene.brief === null),
    [h("h1", {}, scene.question), h("ol", {}, scene.choices.map(({ label }) => h("li", {}, label)))]];
}

/**
 * Indicators about people as numbers that can be read from afar; then those about the company.
 * @param {RoomWords} words
 * @param {readonly Indicator[]} indicators
 * @param {boolean} changed
 */
function figures(words, indicators, changed) {
  return /** @type {const} */ (["people", "company"]).flatMap((about) => {
    const shown = indicators.filter((each) => each.about === about);
    if (!shown.length) return [];
    const title = say(words.player, about === "people" ? "for_people" : "for_company");
    const layout = shown.length > 3 ? "many" : "big";
    const figure = (/** @type {Indicator} */ each) => h("div", {}, h("b", {}, amount(words, each)),
      h("span", {}, each.label),
      changed && h("span", { class: `delta ${each.course}` }, change(words.player, each, each.moved)));
    return [[h("h1", { class: about }, title), h("div", { class: `${layout} ${about}` }, shown.map(figure))]];
  });
}

/**
 * @param {RoomWords} words
 * @param {Parts} parts
 * @returns {Thoughts}
 */
function revealed(words, { scene, reveal }) {
  if (!reveal) return { screens: [], prompt: "" };
  const longest = longestBar(reveal);
  const two = reveal.ballots.length > 1;
  const question = h("h1", { class: "revealed" }, scene?.question ?? "");
  const titles = /** @type {const} */ (["shown_first", "shown_second"]).map((key) =>
    h("h1", { class: "revealed" }, say(words.phone, key)));
  const ballots = reveal.ballots.map((each, i) => [
    (two && titles[i]) || question,
    h("div", {}, ...ballotShown(words, each, longest).filter((node) => node instanceof Node))]);
  const extra = [moved(words, reveal.movement), wentWhere(words, reveal.table), hearFirst(words, reveal.hear)]
    .flatMap((node) => (node ? [[node]] : []));
  const heard = sentencesShown(words, reveal.sentences);
  const few = reveal.ballots.every((each) => each.words === "few");
  const seated = reveal.ballots.flatMap((each) => {
    const node = bySeat(words, each, longest);
    return node ? [[h("h1", { class: "revealed" }, say(words.phone, "by_seat")), node]] : [];
  });
  const screens = [...ballots.reverse(), ...seated.slice(-1), ...extra, ...(heard.length ? [heard] : [])];
  if (few && heard.length) screens.shift();
  return { screens, prompt: say(words.wall, few ? "words_of_anybody" : "talk") };
}

/**
 * @param {RoomWords} words
 * @param {Followed} followed
 */
function followedScreens(words, followed) {
  const player = wordsOfRoom(words, followed.how);
  const { ending } = followed;
  return [...followed.happened.map((each) => told(player, each)),
    ...figures(words, followed.indicators, true),
    ...(ending ? [[h("h1", {}, ending.title), ...paragraphs(ending.html, "serif")],
      ...ending.voices.map((each) => [voice(player, each)])] : [])];
}

/**
 * What happened, and then the voices in it.
 * @param {RoomWords["player"]} player
 * @param {Happened} each
 */
const told = (player, each) => [
  h("h1", { class: "because" }, say(player, `because_${each.kind}`, each)),
  ...paragraphs(each.html, "serif"), ...each.voices.map((who) => voice(player, who))];

/**
 * @param {RoomWords} words
 * @param {Followed} followed
 */
function reached(words, { happened }) {
  const names = [...new Set(happened.flatMap(({ reaches }) => reaches.map(({ name }) => name)))];
  return names.length ? `${say(words.player, "reaches")} ${names.join(", ")}` : "";
}

/**
 * The debrief: the room's path; how rights-holders lived it; where experts differ; what to take away.
 * @param {RoomWords} words
 * @param {NonNullable<Parts["debrief"]>} debrief
 */
function looking(words, debrief) {
  const lives = debrief.people.filter(({ lens, life }) => lens === "rightsholder" && life !== null);
  return [
    [h("h1", {}, say(words.phone, "room_path")), ...debrief.walk.map((step, i) =>
      h("ol", { class: "walk", start: i + 1 },
        h("li", {}, h("span", { class: "quiet" }, step.time), " ", step.label)))],
    ...lives.map(({ name, life }) =>
      [h("h1", { class: "people" }, name), ...paragraphs(life ?? "", "serif")]),
    ...debrief.differ.flatMap(({ question, views }) => views.map((side) => [h("h1", {}, question),
      h("div", {}, h("b", {}, side.held_by), h("p", { html: side.html }))])),
    ...debrief.lessons.map(({ html }) =>
      [h("h1", { class: "because" }, say(words.debrief, "lessons")), ...paragraphs(html, "serif")]),
  ];
}
