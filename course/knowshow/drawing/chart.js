// One chart by itself, drawn anew when Python sets another.

function render({ model, el }) {
  const words = model.get("words");
  const page = root(el, "chart");
  const live = liveRegion();
  const body = h("div");
  const ask = asker(model, words);
  page.append(live, body);
  const draw = () => body.replaceChildren(chartFigure(words, model.get("chart"), ask, live));
  model.on("change:chart", draw);
  draw();
  return () => model.off("change:chart", draw);
}

export default { render };
