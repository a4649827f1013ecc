// The involvement sorter: one case at a time, four ways to sort it, an answer at once, and a board at the end.

import { notices, outbox } from "./outbox.js";
import { fresh, h, land, root, say } from "./parts.js";

const SORTED = { settled: "✓", differ: "≈", "not-yet": "△" };

function render({ model, el }) {
  const words = model.get("words");
  root(el, "involvement");
  const box = outbox(model, words, "involvement");
  const told = notices(model);
  const steps = h("ol", { class: "steps" });
  const stage = h("div", {});
  let page = 0;
  let parts = null; // the case on screen: { id, result, buttons, next }

  const cases = () => model.get("view").cases;
  const kinds = () => model.get("view").kinds;
  const last = () => cases().length;

  function go(to, moved = true) {
    page = to;
    drawSteps();
    parts = null;
    stage.replaceChildren(page === last() ? board() : casePage(cases()[page]));
    if (moved) land(stage.querySelector("h2"));
  }

  function drawSteps() {
    const named = (one, index) => (one ? say(words, one.kind ? "step_sorted" : "step_open", { number: index + 1, title: one.title }) : words.board);
    if (!steps.children.length) steps.append(...[...cases(), null].map((one, index) => h("li", {}, h("button", { onclick: () => go(index) }))));
    [...steps.children].forEach(({ firstChild: button }, index) => {
      const one = cases()[index];
      button.replaceChildren(one ? String(index + 1) : words.board, one?.kind ? h("span", { class: "mark", "aria-hidden": "true" }, SORTED[one.verdict]) : "");
      if (one) button.setAttribute("aria-label", named(one, index));
      if (index === page) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
  }

  function casePage(one) {
    const id = fresh("ks-case");
    const result = h("div", { class: "result", role: "status" });
    const buttons = new Map(kinds().map((kind) => [kind.id, h("button", { class: "kind", "aria-pressed": "false", "aria-describedby": `${id}-${kind.id}`,
      onclick: () => box.send(one.id, { do: "sort", id: one.id, kind: kind.id }) },
    h("b", {}, kind.label), h("span", { class: "detail", id: `${id}-${kind.id}` }, kind.meaning))]));
    const walk = h("div", { class: "go walk" },
      h("button", { class: "button", onclick: () => go(page + 1) }, page === last() - 1 ? words.to_board : words.next),
      page > 0 && h("button", { class: "button quiet", onclick: () => go(page - 1) }, words.back));
    parts = { id: one.id, result, buttons, shown: "", walk };
    const section = h("section", { "aria-labelledby": id },
      h("p", { class: "kicker" }, say(words, "case", { number: page + 1, total: last() })),
      h("h2", { id }, one.title),
      h("div", { class: "scene", html: one.html }),
      h("h3", { class: "ask", id: `${id}-ask` }, words.ask),
      h("div", { class: "kinds", role: "group", "aria-labelledby": `${id}-ask` }, [...buttons.values()]),
      result, walk);
    drawResult(one);
    return section;
  }

  function drawResult(one) {
    const { result, buttons, walk } = parts;
    for (const [kind, button] of buttons) button.setAttribute("aria-pressed", String(kind === one.kind));
    walk.firstChild.classList.toggle("main", Boolean(one.kind));
    const shown = JSON.stringify([one.kind, one.said]);
    if (!one.kind || parts.shown === shown) return;
    parts.shown = shown;
    const kind = kinds().find((each) => each.id === one.kind);
    result.className = `result ${one.verdict}`;
    result.replaceChildren(...[
      h("p", { class: "verdict" }, h("span", { "aria-hidden": "true" }, `${SORTED[one.verdict]} `), words[one.verdict]),
      h("p", { html: one.said }),
      one.verdict === "differ" && h("div", { class: "card" }, h("h4", {}, words.differ_title), h("p", { html: one.differ }),
        one.other.map((each) => h("p", {}, h("b", {}, `${say(words, "others", { label: each.label.charAt(0).toLowerCase() + each.label.slice(1) })} `), h("span", { html: each.html })))),
      one.verdict !== "not-yet" && h("div", { class: "follows" }, h("h4", {}, words.follows), h("p", { html: kind.follows }), h("p", { class: "hint" }, kind.cites)),
      one.verdict === "not-yet" && h("p", { class: "hint" }, one.cites),
    ].filter(Boolean));
  }

  function board() {
    const id = fresh("ks-board");
    const open = cases().filter((one) => !one.kind).length;
    return h("section", { "aria-labelledby": id }, h("h2", { id }, words.board_title),
      h("p", { class: "muted" }, open ? say(words, "open", { count: open }) : words.all_sorted),
      h("div", { class: "board" }, kinds().map((kind) => h("section", {},
        h("h3", {}, kind.label), h("p", { class: "hint" }, kind.meaning),
        h("ul", {}, cases().map((one, index) => [one, index]).filter(([one]) => one.kind === kind.id).map(([one, index]) => h("li", {},
          h("button", { class: "button quiet", onclick: () => go(index) }, `${SORTED[one.verdict]} ${one.title}`),
          h("span", { class: "hint" }, words[`${one.verdict}_short`])))),
        h("h4", {}, words.follows), h("p", { class: "small", html: kind.follows }), h("p", { class: "hint" }, kind.cites)))),
      h("p", { class: "prose" }, words.moral),
      h("div", { class: "go" }, h("button", { class: "button", onclick: () => { box.send("restart", { do: "restart" }); go(0); } }, words.restart)));
  }

  const drawn = () => {
    drawSteps();
    if (page === last()) { if (!stage.contains(document.activeElement)) go(page, false); return; }
    drawResult(cases()[page]);
    if (!cases()[page].kind && parts.shown) go(page, false);
  };

  el.append(
    h("div", { class: "bar" }, h("span", { class: "kicker" }, words.title), h("span", { class: "grow" }), box.element),
    told.element, h("nav", { "aria-label": words.steps }, steps), stage);
  const first = cases().findIndex((one) => !one.kind);
  go(first < 0 ? last() : first, false);
  box.recover();
  model.on("change:view", drawn);
  return () => { model.off("change:view", drawn); box.leave(); told.leave(); };
}

export default { render };
