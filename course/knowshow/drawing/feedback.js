// Feedback that has come: the points, which attempt they are for, and why, question by question.

import { fresh, h, plainAddress, say } from "./parts.js";
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
      h("a", { class: "own-page", href: plainAddress(feedback.page), target: "_blank",
        rel: "noopener" }, words.feedback_page)),
    feedback.items.map((item) => itemFeedback(words, item, change)));
}

/**
 * One question's: its points always in sight, the rest behind them; what a grader wrote stands open.
 * @param {Words} words
 * @param {ItemFeedbackView} item
 * @param {((index: number) => void) | null} change
 */
function itemFeedback(words, item, change) {
  const { number } = item;
  return h("details", { class: "marked", open: item.comment !== "" || item.notes.length > 0 },
    h("summary", {},
      h("span", { class: "n" }, number ? say(words, "feedback_item", { number }) : words.feedback_gone),
      h("h3", { html: item.prompt }),
      h("span", { class: "points" }, item.points),
      item.comment && h("span", { class: "by" }, words.has_comment),
      item.changed && h("span", { class: "hint" }, words.changed)),
    h("div", { class: "inside" }, parts(words, item),
      change && number > 0 && h("button", { class: "button quiet", onclick: () => change(number - 1),
        "aria-label": say(words, "answer_again_to", { number }) }, words.answer_again)));
}

/**
 * @param {Words} words
 * @param {ItemFeedbackView} item
 */
const parts = (words, item) => [
  item.notes.map((note) => h("p", { class: "muted" }, note)),
  item.comment && part(words.comment, h("p", { class: "words", dir: "auto" }, item.comment), "comment"),
  item.answer.length > 0 && part(words.your_answer, answer(item), "own"),
  item.reasons.length > 0 && part(words.score, h("ul", {}, item.reasons.map((html) => h("li", { html })))),
  item.because.map(({ about, html }) => part(words[about], h("div", { class: "prose", html }), about)),
  item.principles.length > 0 && part(words.principles,
    h("ul", {}, item.principles.map((line) => h("li", {}, line))), "cited"),
];

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
