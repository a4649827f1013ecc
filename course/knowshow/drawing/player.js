// The dilemma player: draws `view` and reports what was decided. What is possible and what follows is Python's.

import { ended } from "./debrief.js";
import { announce, fresh, h, land, liveRegion, root, say, tellPython } from "./parts.js";
import { asker } from "./plot.js";
import { change, chips, happened, number, voice } from "./story.js";

const PATIENCE = 4000;
const UNHEARD = "ks-player"; // the decision that Python has not answered yet outlives the kernel and a reload

function render({ model, el }) {
  const words = model.get("words");
  const page = root(el, "player");
  const live = liveRegion();
  const saved = h("span", { class: "saved" });
  const top = h("div", { class: "bar" });
  const body = h("div");
  page.append(top, live, body);
  let shown = null;
  let asked = false;
  const ask = asker(model, words);

  let late = null;

  function send(message) {
    asked = true;
    if (message.do === "decide") keep(message);
    clearTimeout(late);
    late = setTimeout(() => tell(say(words, "not_answering"), "failed"), PATIENCE);
    tellPython(model, message);
  }

  function heard({ heard: key }) {
    if (key === undefined) return;
    clearTimeout(late);
    keep(null);
    drawStatus();
  }

  function keep(decision) {
    try { sessionStorage.setItem(UNHEARD, JSON.stringify(decision)); } catch { /* no storage in this browser */ }
  }

  /** The choice made in this scene and not taken yet, because the course stopped before it could answer. */
  function interrupted(view) {
    try {
      const { key, choice } = JSON.parse(sessionStorage.getItem(UNHEARD)) ?? {};
      return key === view.key ? choice : null;
    } catch { return null; }
  }

  function draw() {
    const view = model.get("view");
    const moved = shown !== null && shown !== view.key;
    shown = view.key;
    drawBar(view);
    body.replaceChildren(...story(view));
    if (moved && asked) {
      announce(live, view.announce);
      const heading = body.querySelector(".land");
      if (heading) land(heading);
      page.scrollIntoView({ block: "start" });
    }
    asked = false;
  }

  function drawStatus() {
    const status = model.get("status");
    tell(status.text, status.kind);
  }

  function tell(text, kind) {
    saved.className = `saved ${kind}`;
    saved.textContent = text;
    if (kind !== "failed") return;
    const near = body.querySelector(".question .hint"); // beside the button that was pressed: the bar may be out of sight
    near?.classList.add("failed");
    announce(near ?? live, text);
  }

  function drawBar(view) {
    const quiet = (key) => view[`can_${key}`] && h("button", { class: "button quiet", onclick: () => send({ do: key, key: view.key }) }, say(words, key));
    top.replaceChildren(...h("div", {},
      h("span", { class: "kicker" }, view.title),
      h("span", { class: "place" }, view.place),
      h("span", { class: "grow" }),
      saved,
      ["back", "restart", "return"].map(quiet),
    ).childNodes);
  }

  function story(view) {
    const main = h("div", {},
      view.notice && h("div", { class: "notice" }, h("p", {}, view.notice)),
      view.brief && h("section", { class: "brief" },
        h("h2", { class: "kicker" }, say(words, "you_are", view.role)), h("div", { class: "prose", html: view.brief })),
      view.happened.map((one, i) => happened(words, view.principles, one, i === 0)),
      h("section", { class: "scene-part", "aria-labelledby": "ks-scene" },
        h("h1", { id: "ks-scene", class: view.happened.length ? "" : "land" }, h("span", { class: "when" }, view.scene.time), view.scene.title),
        h("div", { class: "scene", html: view.scene.html })),
      view.voices.map((who) => voice(words, who)),
      view.choices.length ? question(view) : null,
    );
    return [h("div", { class: "cols" }, main, stand(view)), ...(view.over ? [ended(words, view, ask)] : [])];
  }

  function question(view) {
    const name = fresh("choice");
    const before = interrupted(view);
    const hint = h("span", { class: "hint", role: "status" }, say(words, before ? "interrupted" : "until"));
    const radios = view.choices.map((choice) => h("input", { type: "radio", name, value: choice.id, checked: choice.id === before, "aria-describedby": `${name}-${choice.id}` }));
    const decide = () => {
      const picked = radios.find((radio) => radio.checked);
      if (picked) { send({ do: "decide", choice: picked.value, key: view.key }); return; }
      announce(hint, say(words, "pick"));
      radios[0].focus({ preventScroll: true });
      hint.closest("fieldset").scrollIntoView({ block: "nearest" }); // both where she is and what is said
    };
    return h("fieldset", { class: "question" },
      h("legend", {}, view.question),
      view.choices.map((choice, i) => h("label", { class: "choice" }, radios[i],
        h("div", {}, h("b", { class: "label" }, choice.label), h("span", { class: "detail", id: `${name}-${choice.id}`, html: choice.html })))),
      h("div", { class: "go" }, h("button", { class: "button main", onclick: decide }, say(words, "decide")), hint));
  }

  function stand(view) {
    const group = (about) => view.indicators.filter((one) => one.about === about).map((one) => indicator(one, about));
    const chipless = view.over || !view.cites.length; // what scrolls needs something that the Tab key reaches
    return h("aside", { "aria-label": say(words, "stand"), ...(chipless && { tabindex: "0" }) },
      h("h2", { class: "side" }, say(words, "for_people")), group("people"),
      h("div", { class: "group" }, h("h2", { class: "side" }, say(words, "for_company")), group("company")),
      chipless ? null : h("div", { class: "group" },
        h("h2", { class: "side" }, say(words, "in_play")), chips(words, view.principles, view.cites)));
  }

  function indicator(one, about) {
    const value = one.level ?? say(words, one.of ? "of" : "plain", { value: number(one.value), of: number(one.of ?? 0), unit: one.unit ?? "" });
    return h("div", { class: `ind ${about}` },
      h("div", {}, one.label),
      h("div", { class: "track", "aria-hidden": "true" }, h("i", { style: `inline-size:${one.share * 100}%` })),
      h("div", { class: "figures" }, h("span", { class: "hint" }, value),
        model.get("view").path.length > 0 && h("span", { class: `delta ${one.course}` }, change(words, one))));
  }

  model.on("change:view", draw);
  model.on("change:status", drawStatus);
  model.on("msg:custom", heard);
  draw();
  drawStatus();
  return () => { clearTimeout(late); model.off("change:view", draw); model.off("change:status", drawStatus); model.off("msg:custom", heard); };
}

export default { render };
