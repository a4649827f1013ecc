// One page to take to a meeting: drawn beside the page and seen in print alone.

import { announce, h, liveRegion, say } from "./parts.js";
/** @import { Ask, Words } from "./page.d.ts" */
/** @import { SheetView } from "./views.d.ts" */

/**
 * A button that asks for the page and prints it.
 * @param {Words} words
 * @param {Ask} ask
 */
export function sheetButton(words, ask) {
  const live = liveRegion();
  const onclick = async () => {
    try {
      const { answer } = await ask({ do: "ask", ask: "sheet" });
      printed(sheet(words, answer));
    } catch (error) {
      announce(live, error instanceof Error ? error.message : String(error));
    }
  };
  return h("div", { class: "go" },
    h("button", { class: "button", onclick }, say(words, "sheet")),
    h("span", { class: "hint" }, say(words, "sheet_hint")), live);
}

/**
 * Put a page in place of all else while it is printed.
 * @param {HTMLElement} page
 */
function printed(page) {
  document.querySelector(".ks-sheet")?.remove();
  document.body.append(page);
  document.documentElement.dataset.ksSheet = "true";
  window.addEventListener("afterprint", () => {
    page.remove();
    delete document.documentElement.dataset.ksSheet;
  }, { once: true });
  window.print();
}

/**
 * @param {Words} words
 * @param {SheetView} view
 */
function sheet(words, view) {
  const [gravest, ...others] = view.people;
  const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return h("article", { class: "ks ks-sheet" },
    h("p", { class: "kicker" }, say(words, "sheet_kicker", { title: view.title, day })),
    h("h1", {}, gravest),
    h("div", { class: "pair" },
      listed(say(words, "about_people"), others), listed(say(words, "about_company"), view.firm)),
    h("h2", {}, say(words, "your_path")),
    h("ol", { class: "steps" }, view.path.map((step) => h("li", {}, h("small", {}, step.time), step.label))),
    view.turns.length > 0 && [h("h2", {}, say(words, "sheet_turns")),
      h("ul", {}, view.turns.map((turn) => h("li", {}, h("b", {}, `${turn.time}: ${turn.label}. `),
        turn.changes.join(" "))))],
    view.commitments.length > 0 && listed(say(words, "sheet_commitments"), view.commitments),
    h("h2", {}, say(words, "lessons")),
    h("ul", {}, view.lessons.map((lesson) => h("li", {}, h("span", { html: lesson.html }), " ",
      h("small", {}, lesson.principles.map((name) => name.replaceAll(" ", "\u00a0")).join(" · "))))),
    h("p", { class: "foot" }, say(words, "sheet_foot")));
}

/**
 * @param {string} title
 * @param {readonly string[]} lines
 */
const listed = (title, lines) =>
  h("section", {}, h("h2", {}, title), h("ul", {}, lines.map((line) => h("li", {}, line))));
