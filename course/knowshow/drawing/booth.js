// The private ballot: the paper, and that it is in, without saying what stands on it.

import { announce, fresh, h, say } from "./parts.js";
/** @import { Cast } from "./ballot.js" */
/** @import { ChoiceOffered, RoomWords, Scene } from "./room-types.d.ts" */

/**
 * @param {RoomWords} words
 * @param {() => void} change
 */
export const isIn = (words, change) => [
  h("h1", { class: "land" }, say(words.phone, "voted")),
  h("p", {}, say(words.phone, "voted_text")),
  h("button", { class: "button quiet", onclick: change }, say(words.phone, "change"))];

/**
 * The ballot paper: native radios, the way not to say, and one button, which a second tap does not press.
 * @param {RoomWords} words
 * @param {Scene} scene
 * @param {Cast} cast
 */
export function ballotPaper(words, scene, cast) {
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
  const described = html ? `${name}-${id}` : null;
  const radio = h("input", { type: "radio", name, value: id, "aria-describedby": described });
  const row = h("label", { class: "choice" }, radio, h("span", {}, h("span", { class: "label" }, label),
    html && h("span", { class: "detail", id: `${name}-${id}`, html })));
  return { radio, row };
}
