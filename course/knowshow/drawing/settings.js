// The settings: a question with radios each; a choice shows at once and is saved.

import { notices, outbox } from "./outbox.js";
import { applySettings, fresh, h, root } from "./parts.js";

function render({ model, el }) {
  const words = model.get("words");
  root(el, "settings");
  const box = outbox(model, words, "settings", () => show());
  const told = notices(model);
  const title = fresh("ks-settings");
  const names = fresh("setting");
  const radios = new Map(); // setting -> value -> radio

  const question = ([name, values]) => {
    const made = new Map(values.map((value) => [value, h("input", { type: "radio", name: `${names}-${name}`, value,
      onchange: () => box.send(name, { do: "set", name, value }) })]));
    radios.set(name, made);
    return h("fieldset", {}, h("legend", {}, words[name]), h("div", { class: "options" },
      values.map((value) => h("label", {}, made.get(value), h("span", { class: `sample ${name}-${value}` }, words[`${name}_${value}`])))));
  };

  const show = () => {
    const view = model.get("view");
    for (const [name, made] of radios) if (!box.waits(name)) made.get(view.chosen[name]).checked = true;
  };
  const apply = () => { show(); applySettings(model.get("view").apply); };

  el.append(
    h("div", { class: "bar" }, h("h2", { id: title }, words.title), h("span", { class: "grow" }), box.element),
    told.element,
    h("div", { class: "questions", role: "group", "aria-labelledby": title }, Object.entries(model.get("view").options).map(question)),
    h("p", { class: "hint" }, words.note));
  show();
  box.recover();
  model.on("change:view", apply);
  return () => { box.leave(); told.leave(); model.off("change:view", apply); };
}

export default { render };
