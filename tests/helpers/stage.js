// A bare page's stand-in for a widget model: it keeps state and passes messages to the real Python widget.
"use strict";
/** @import { FromPython, Listener, State, ToPython, Widget } from "./stage.d.ts" */

window.stage = new (class {
  offline = false;
  unheard = 0;
  /** @type {Map<string, Set<Listener>>} */
  listeners = new Map();
  /** @type {State} */
  state = {};
  /** @type {State} what was set and not saved yet */
  dirty = {};

  /** @param {FromPython[]} messages */
  deliver(messages) {
    for (const { method, content, state, buffers } of messages) {
      if (method === "custom") this.#fire("msg:custom", content, buffers.map(bytes));
      else this.#change(state);
    }
  }

  /** @param {State} state */
  async mount(state) {
    this.state = state;
    const style = document.createElement("style");
    style.textContent = String(state._css ?? "");
    document.head.append(style);
    const url = URL.createObjectURL(new Blob([String(state._esm)], { type: "text/javascript" }));
    /** @type {{ default: Widget }} */
    const { default: widget } = await import(url);
    const given = { model: this.model, signal: new AbortController().signal };
    await widget.initialize?.(given);
    await widget.render({ ...given, el: document.getElementById("stage") });
  }

  model = {
    /** @param {string} name */
    get: (name) => structuredClone(this.state[name]),
    /** @type {(name: string, value: unknown) => void} */
    set: (name, value) => {
      this.dirty[name] = value;
      this.#change({ [name]: value });
    },
    save_changes: () => {
      const state = this.dirty;
      this.dirty = {};
      return this.#tell({ method: "update", state, buffer_paths: [] });
    },
    /** @param {unknown} content */
    send: (content) => {
      if (this.offline) {
        this.unheard += 1;
        throw new Error("Cannot send"); // as JupyterLab's comm does
      }
      return this.#tell({ method: "custom", content });
    },
    /** @type {(event: string, listener: Listener) => void} */
    on: (event, listener) => {
      this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
    },
    /** @type {(event: string, listener?: Listener) => void} */
    off: (event, listener) => {
      if (listener) this.listeners.get(event)?.delete(listener);
      else this.listeners.delete(event);
    },
  };

  /** @type {(event: string, ...args: unknown[]) => void} */
  #fire(event, ...args) {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(...args);
  }

  /** @param {State} state */
  #change(state) {
    for (const [name, value] of Object.entries(state)) {
      this.state[name] = value;
      this.#fire(`change:${name}`, this.model, value);
    }
    this.#fire("change", this.model);
  }

  /** @param {ToPython} message */
  async #tell(message) {
    this.deliver(await window.tellPython(message));
  }
})();

/** @param {string} coded */
function bytes(coded) {
  return new DataView(Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0)).buffer);
}
