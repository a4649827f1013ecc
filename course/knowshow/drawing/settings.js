// The settings: a question with radios each; a choice shows at once and is saved.

import { applySettings, fresh, h, root } from "./parts.js";
import { notices, saving } from "./saving.js";
/** @import { Drawn } from "./page.d.ts" */
/** @import { SetMessage, SettingsPage } from "./views.d.ts" */
/** @import { Saving } from "./saving.js" */

/** @typedef {{ name: string, value: string, radio: HTMLInputElement }} Choice one answer to one question */

class Settings {
  /** @type {Choice[]} */
  #choices = [];

  /** @param {Drawn<SettingsPage>} drawn */
  constructor({ model, el }) {
    this.model = model;
    this.words = model.get("words");
    root(el, "settings");
    /** @type {Saving<SetMessage>} */
    const { box, element } = saving(model, "settings", this.words, () => this.#show());
    this.box = box;
    this.notes = notices(model);
    const title = fresh("ks-settings");
    const questions = Object.entries(model.get("view").options).map(([name, values]) =>
      this.#question(name, values));
    el.append(
      h("div", { class: "bar" },
        h("h2", { id: title }, this.words.title), h("span", { class: "grow" }), element),
      this.notes.element,
      h("div", { class: "questions", role: "group", "aria-labelledby": title }, questions),
      h("p", { class: "hint" }, this.words.note));
    this.#show();
    box.recover();
    model.on("change:view", this.#apply);
  }

  leave = () => {
    this.box.leave();
    this.notes.leave();
    this.model.off("change:view", this.#apply);
  };

  /**
   * @param {string} name
   * @param {readonly string[]} values
   */
  #question(name, values) {
    const group = fresh("ks-setting");
    const options = values.map((value) => {
      const onchange = () => this.box.send(name, { do: "set", name, value });
      const radio = h("input", { type: "radio", name: group, value, onchange });
      this.#choices.push({ name, value, radio });
      const sample = h("span", { class: `sample ${name}-${value}` }, this.words[`${name}_${value}`]);
      return h("label", {}, radio, sample);
    });
    return h("fieldset", {}, h("legend", {}, this.words[name]), h("div", { class: "options" }, options));
  }

  #show() {
    const { chosen } = this.model.get("view");
    for (const { name, value, radio } of this.#choices) {
      if (!this.box.waits(name)) radio.checked = value === chosen[name];
    }
  }

  #apply = () => {
    this.#show();
    applySettings(this.model.get("view").apply);
  };
}

/** @param {Drawn<SettingsPage>} drawn */
function render(drawn) {
  return new Settings(drawn).leave;
}

export default { render };
