// A bare page's stand-in for a widget model: it keeps state and passes messages to the real Python widget.
window.stage = {
  offline: false,
  unheard: 0,
  listeners: {},
  state: {},
  fire(event, ...args) { for (const listener of [...(this.listeners[event] ?? [])]) listener(...args); },
  bytes: (coded) => new DataView(Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0)).buffer),
  deliver(messages) {
    for (const message of messages) {
      if (message.method === "custom") this.fire("msg:custom", message.content, message.buffers.map(this.bytes));
      else this.change(message.state);
    }
  },
  change(state) {
    for (const [name, value] of Object.entries(state)) {
      this.state[name] = value;
      this.fire(`change:${name}`, this.model, value);
    }
    this.fire("change", this.model);
  },
  async tell(message) {
    this.deliver(await window.tellPython(message));
  },
  async mount(state) {
    const dirty = {};
    const stage = this;
    this.state = state;
    this.model = {
      get: (name) => structuredClone(stage.state[name]),
      set: (name, value) => { dirty[name] = value; stage.change({ [name]: value }); },
      save_changes: () => {
        const changed = { ...dirty };
        for (const name of Object.keys(dirty)) delete dirty[name];
        return stage.tell({ method: "update", state: changed, buffer_paths: [] });
      },
      send: (content) => {
        if (stage.offline) { stage.unheard += 1; throw new Error("Cannot send"); } // as JupyterLab's comm does
        return stage.tell({ method: "custom", content });
      },
      on: (event, listener) => { (stage.listeners[event] ??= []).push(listener); },
      off: (event, listener) => {
        stage.listeners[event] = listener ? (stage.listeners[event] ?? []).filter((each) => each !== listener) : [];
      },
    };
    const style = document.createElement("style");
    style.textContent = state._css ?? "";
    document.head.append(style);
    const url = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }));
    const { default: widget } = await import(url);
    const el = document.getElementById("stage");
    await widget.initialize?.({ model: this.model, signal: new AbortController().signal });
    await widget.render({ model: this.model, el, signal: new AbortController().signal });
  },
};
