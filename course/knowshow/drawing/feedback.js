// Feedback that has come: the points, which attempt they are for, and why, question by question.

import { address, fresh, h, say } from "./parts.js";
/** @import { Words } from "./page.d.ts" */
/** @import { FeedbackView, ItemFeedbackView } from "./views.d.ts" */

/**
 * A page of feedback; `change` leads to a question, where answers can still be handed in.
 * @param {Words} words
 * @param {FeedbackView} feedback
 * @param {((index: number) => void) | null} change
 */
export function feedbackPage(words, feedback, change) {
  const id = fresh("ks-page");
  return h("section", { class: "page feedback", "aria-labelledby": id },
    h("h2", { id }, words.feedback_title),
    h("p", { class: "total" }, feedback.total),
    h("ul", { class: "facts" }, feedback.facts.map((fact) => h("li", {}, fact))),
    feedback.page && h("p", {},
      h("a", { class: "own-page", href: address(feedback.page) }, words.feedback_page)),
    feedback.items.map((item) => itemFeedback(words, item, change)));
}

/**
 * @param {Words} words
 * @param {ItemFeedbackView} item
 * @param {((index: number) => void) | null} change
 */
function itemFeedback(words, item, change) {
  const { number } = item;
  const id = fresh("ks-feedback");
  return h("section", { class: "marked", "aria-labelledby": id },
    h("p", { class: "kicker" }, number ? say(words, "feedback_item", { number }) : words.feedback_gone),
    h("h3", { id, html: item.prompt }),
    h("p", { class: "points" }, item.points),
    item.notes.map((note) => h("p", { class: "muted" }, note)),
    item.comment && part(words.comment, h("p", { class: "words", dir: "auto" }, item.comment), "comment"),
    item.answer.length > 0 && part(words.your_answer, answer(item), "own"),
    item.reasons.length > 0 && part(words.score,
      h("ul", {}, item.reasons.map((html) => h("li", { html })))),
    item.because.map(({ about, html }) => part(words[about], h("div", { class: "prose", html }), about)),
    item.principles.length > 0 && part(words.principles,
      h("ul", {}, item.principles.map((line) => h("li", {}, line)))),
    (item.changed || (change && number > 0)) && h("div", { class: "go" },
      change && number > 0 && h("button", { class: "button quiet", onclick: () => change(number - 1),
        "aria-label": say(words, "answer_again_to", { number }) }, words.answer_again),
      item.changed && h("span", { class: "hint" }, words.changed)));
}

/**
 * @param {string} title
 * @param {HTMLElement} content
 * @param {string} [kind]
 */
const part = (title, content, kind = "") => h("div", { class: `part ${kind}` }, h("h4", {}, title), content);

/** @param {ItemFeedbackView} item */
function answer({ shape, answer: lines }) {
  if (shape === "words") return h("p", { class: "words", dir: "auto" }, lines[0]);
  if (shape === "line") return h("p", {}, lines[0]);
  return h(shape === "numbered" ? "ol" : "ul", {}, lines.map((line) => h("li", {}, line)));
}
