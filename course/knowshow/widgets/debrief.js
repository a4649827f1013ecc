// The debrief: what is talked about when a story has ended. What it says is Python's; this draws it.

/** Everything below the ending's scene. */
function ended(words, view) {
  const debrief = view.debrief;
  return h("div", { class: "debrief" },
    h("h2", {}, say(words, "your_path")),
    h("ol", { class: "path" }, view.path.map((step) => h("li", {}, h("small", {}, step.time), step.label))),
    debrief.lives.length ? [h("h2", {}, say(words, "lived")), debrief.lives.map((one) => voice(words, one))] : null,
    h("h2", {}, say(words, "lessons")),
    debrief.lessons.map((lesson) => h("div", { class: "lesson" }, h("div", { class: "prose", html: lesson.html }), chips(words, view.principles, lesson.cites))),
    h("h2", {}, say(words, "differ")),
    debrief.differ.map((one) => h("div", { class: "card" }, h("h3", {}, one.question),
      one.views.map((side) => h("p", {}, h("b", {}, `${side.held_by}: `), h("span", { html: side.html }))), chips(words, view.principles, one.cites))));
}
