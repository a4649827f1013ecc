// The story so far: opens over the decision, and gives the focus back when it is closed.

import { fresh, h, say } from "./parts.js";
import { named } from "./story.js";
import { movedBy } from "./whatif.js";
/** @import { Words } from "./page.d.ts" */
/** @import { PersonView, PlayerView, SoFarView } from "./views.d.ts" */

/**
 * The button that opens it, and what it opens.
 * @param {Words} words
 * @param {PlayerView} view
 */
export function soFar(words, view) {
  const id = fresh("far");
  const dialog = h("dialog", { class: "far", "aria-labelledby": id });
  const close = () => dialog.close();
  dialog.append(
    h("div", { class: "bar" }, h("h2", { id }, say(words, "so_far")), h("span", { class: "grow" }),
      h("button", { class: "button quiet", onclick: close }, say(words, "close"))),
    h("h3", {}, say(words, "you_are", view.role)),
    h("div", { class: "prose", html: view.so_far.brief }),
    h("div", {}, path(words, view.so_far)),
    h("h3", {}, say(words, "cast")), cast(words, view.so_far.cast));
  dialog.addEventListener("click", ({ target }) => target === dialog && close());
  const onclick = () => {
    dialog.showModal();
    dialog.scrollTop = 0;
  };
  return [h("button", { class: "button quiet", onclick }, say(words, "so_far")), dialog];
}

/**
 * @param {Words} words
 * @param {SoFarView} told
 */
const path = (words, told) => told.path.length > 0 && h("div", {},
  h("h3", {}, say(words, "path_so_far")),
  h("ol", { class: "went" }, told.path.map((step) => h("li", {},
    h("span", { class: "hint" }, step.time), " ", h("b", {}, step.label),
    step.moved.length > 0 && h("ul", { class: "facts" }, step.moved.map((each) => movedBy(words, each)))))));

/**
 * Who somebody is, one after the other.
 * @param {Words} words
 * @param {readonly PersonView[]} people
 */
export const cast = (words, people) => h("ul", { class: "cast" }, people.map((person) =>
  h("li", { class: person.lens === "rightsholder" ? "rights" : "" }, named(words, person))));
