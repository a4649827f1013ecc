// The course's JupyterLab extension, by hand: no bundler, so it is read and served as it stands here.
// It runs a course notebook on open (only one whose code is the package's own), hides code,
// keeps single keys from deleting cells, and adds the way to the neighbouring modules.
(() => {
  const home = document.currentScript.src.replace(/[^/]*$/, "");
  let scope;

  const shared = async (name) => {
    const versions = scope[name];
    const factory = await versions[Object.keys(versions).at(-1)].get();
    return factory();
  };

  const plugins = async () => {
    if (!scope["@jupyterlab/notebook"]) return []; // a page without JupyterLab's notebook, such as Voilà's
    const [{ IConnectionLost }, { CodeCell }, { INotebookTracker }, { PageConfig }, { Dialog }] = await Promise.all([
      shared("@jupyterlab/application"),
      shared("@jupyterlab/cells"),
      shared("@jupyterlab/notebook"),
      shared("@jupyterlab/coreutils"),
      shared("@jupyterlab/apputils"),
    ]);
    const courseMode = PageConfig.getOption("knowshowCourse") === "true";
    const course = {
      id: "knowshow:course",
      autoStart: true,
      requires: [INotebookTracker],
      activate: (app, tracker) => {
        addStyle();
        const shipped = fetch(`${home}shipped.json`).then((reply) => reply.json());
        if (courseMode) app.restored.then(() => calm(app));
        tracker.widgetAdded.connect((_, panel) => open(panel, shipped, CodeCell, Dialog));
      },
    };
    // In course mode the page itself says that the server is gone; JupyterLab's dialog would speak of Jupyter.
    const quiet = { id: "knowshow:connection-lost", autoStart: true, provides: IConnectionLost, activate: () => async () => {} };
    return courseMode ? [course, quiet] : [course];
  };

  // Course mode: the notebook is the page. Lumino lays out what is not hidden, so widgets are hidden, not styled away.
  function calm(app) {
    document.body.dataset.ksCourse = "true";
    const chrome = new Set(["jp-top-panel", "jp-menu-panel", "jp-bottom-panel", "jp-main-statusbar", "jp-title-panel-title"]);
    const walk = (widget) => {
      if (chrome.has(widget.id)) widget.hide();
      else for (const child of widget.children()) walk(child);
    };
    walk(app.shell);
    for (const side of ["left", "right"]) {
      if (app.shell.isSideTabBarVisible(side)) app.shell.toggleSideTabBarVisibility(side);
    }
  }

  async function open(panel, shipped, codeCell, dialog) {
    await panel.context.ready;
    const about = panel.content.model.getMetadata("knowshow");
    if (!about) return;
    panel.addClass("ks-notebook");
    panel.toolbar.hide();
    guardKeys(panel);
    skipCells(panel);
    stayClean(panel);
    const says = (await shipped).strings;
    addBars(panel, about, says);
    if (document.body.dataset.ksCourse) nameWindow(panel, `${about.title} · ${says.course}`);
    followLinks(panel);
    const run = () => runOwn(panel, codeCell);
    if (trusted(panel, (await shipped).cells)) {
      await panel.sessionContext.ready;
      comeBack(panel, says, run, dialog);
      await run();
    } else {
      askFirst(panel, says, run, dialog);
    }
  }

  const codeCells = (panel) => panel.content.widgets.filter((cell) => cell.model.type === "code");
  const own = (cell) => (cell.model.getMetadata("tags") ?? []).includes("knowshow");

  function trusted(panel, known) {
    return codeCells(panel).every((cell) => known.includes(cell.model.sharedModel.getSource()));
  }

  // One after the other, in page order, with a breath between them for what the reader does meanwhile; a cell that
  // fails stops no other. Not by JupyterLab's "Run", which scrolls to the cell: she is already at the story.
  async function runOwn(panel, codeCell) {
    for (const cell of codeCells(panel).filter(own)) {
      await codeCell.execute(cell, panel.sessionContext).catch(() => {});
      await breath();
    }
  }

  const breath = () => new Promise((done) => {
    if (window.requestIdleCallback) requestIdleCallback(done, { timeout: 1000 });
    else setTimeout(done, 50);
  });

  // A kernel that died comes back by itself, and the page with it; a server that is gone is said in plain words,
  // in place of JupyterLab's own dialogs.
  function comeBack(panel, says, run, dialog) {
    const notice = document.createElement("div");
    notice.className = "ks-notice";
    notice.setAttribute("role", "status");
    panel.node.prepend(notice);
    let restarting = false;
    panel.sessionContext.statusChanged.connect(async (_, status) => {
      if (status === "autorestarting" || status === "restarting") {
        restarting = true;
        dialog.flush();
        notice.textContent = says.interrupted;
      } else if (status === "idle" && restarting) {
        restarting = false;
        await run();
        notice.textContent = "";
      } else if (status === "dead") {
        notice.textContent = says.stopped;
      }
    });
    panel.sessionContext.connectionStatusChanged.connect((_, status) => {
      if (status === "connected" && notice.textContent === says.lost) notice.textContent = "";
      if (status !== "connecting" || restarting) return; // a restart reconnects, too
      dialog.flush();
      notice.textContent = says.lost;
    });
  }

  function askFirst(panel, says, run, dialog) {
    const box = document.createElement("div");
    box.className = "ks-ask";
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", says.run);
    const text = document.createElement("p");
    text.textContent = says.changed;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = says.run;
    button.addEventListener("click", async () => {
      const bar = panel.node.querySelector(".ks-bar a");
      box.remove();
      bar?.focus();
      await panel.sessionContext.ready;
      comeBack(panel, says, run, dialog);
      await run();
    });
    box.append(text, button);
    (panel.node.querySelector(".jp-WindowedPanel-outer") ?? panel.content.node).prepend(box);
  }

  // A cell is no control here: it is neither a stop for the Tab key nor boxed when the page opens, and a page is
  // no feed of articles that a screen reader should count.
  function skipCells(panel) {
    const skip = () => {
      for (const cell of panel.node.querySelectorAll('.jp-Cell[tabindex="0"]')) cell.tabIndex = -1;
      for (const cell of panel.node.querySelectorAll(".jp-Cell[aria-label]")) cell.removeAttribute("aria-label");
      for (const feed of panel.node.querySelectorAll('[role="feed"]')) feed.removeAttribute("role");
    };
    const watched = { subtree: true, childList: true, attributeFilter: ["tabindex", "role", "aria-label"] };
    new MutationObserver(skip).observe(panel.node, watched);
    skip();
  }

  // Lumino looks for this attribute on the focused element; Ctrl, Cmd and Alt keep their meaning. Line breaks and
  // undo belong to the field in which one writes, and what lies in no cell keeps its focus: the notebook takes both.
  function guardKeys(panel) {
    const keep = (names, within) => {
      for (const name of names) {
        window.addEventListener(name, (event) => {
          const target = event.target;
          if (target instanceof Element && panel.node.contains(target) && target.closest(within)) event.stopPropagation();
        }, { capture: true });
      }
    };
    keep(["beforeinput"], "textarea,input");
    keep(["keydown", "focusin"], ".ks-bar, .ks-ask");
    window.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
      if (target instanceof Element && panel.node.contains(target)) {
        target.setAttribute("data-lm-suppress-shortcuts", "true");
      }
    }, { capture: true });
  }

  // Outputs are drawn anew on each open and answers lie in files of their own: nothing to save here,
  // so no "unsaved changes" question on leaving.
  function stayClean(panel) {
    const model = panel.content.model;
    model.stateChanged.connect((_, change) => {
      if (change.name === "dirty" && change.newValue) model.dirty = false;
    });
  }

  // The way to the neighbouring pages, above the page and again where reading ends.
  function addBars(panel, about, says) {
    const page = panel.node.querySelector(".jp-WindowedPanel-outer") ?? panel.content.node;
    page.prepend(bar(panel, about, says, ["start", "module", "previous", "next"], says.top));
    page.append(bar(panel, about, says, ["module", "previous", "start", "next"], says.end));
  }

  function bar(panel, about, says, keys, name) {
    const nav = document.createElement("nav");
    nav.className = "ks-bar";
    nav.setAttribute("aria-label", name);
    for (const key of keys) {
      if (!about[key]) continue;
      const link = document.createElement("a");
      link.href = address(about[key], panel);
      link.textContent = says[key];
      link.dataset.way = key;
      link.setAttribute("data-lm-suppress-shortcuts", "true");
      nav.append(link);
    }
    return nav;
  }

  // JupyterLab names the window after the file, and does so anew now and then.
  function nameWindow(panel, name) {
    const give = () => { if (panel.isVisible && document.title !== name) document.title = name; };
    new MutationObserver(give).observe(document.querySelector("title"), { childList: true });
    give();
  }

  // A link in the text to another page of the course opens it in the same calm view.
  function followLinks(panel) {
    panel.node.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest(".jp-MarkdownOutput a[href]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      const found = decodeURIComponent(new URL(link.href).pathname).match(/\/(?:files|tree)\/(.*\.ipynb)$/);
      if (!found) return;
      event.preventDefault();
      event.stopPropagation();
      location.assign(address(found[1], panel, ""));
    }, { capture: true });
  }

  // Another page's address in the same view (/doc/tree or /lab/tree) as this notebook, whose folder it starts from.
  function address(name, panel, folder = panel.context.path.replace(/[^/]*$/, "")) {
    const at = location.pathname.lastIndexOf("/tree/");
    const base = at < 0 ? "tree/" : location.pathname.slice(0, at + 6);
    const parts = [];
    for (const part of `${folder}${name}`.split("/")) part === ".." ? parts.pop() : parts.push(part);
    return base + parts.map(encodeURIComponent).join("/");
  }

  function addStyle() {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `${home}course.css`;
    document.head.append(link);
  }

  (window._JUPYTERLAB ??= {}).knowshow = {
    init: (given) => { scope = given; },
    get: async () => {
      const made = await plugins();
      return () => ({ __esModule: true, default: made });
    },
  };
})();
